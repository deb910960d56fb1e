"""What churo serve says before it serves is said once, and what is served is never empty without a word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from churo.cli import current_release
from churo.settings import read
from tests.reserving import port_of, reserve_port

NOBODY = "http://127.0.0.1:9/sparql"  # the port of discard, on which nobody listens


def test_an_engine_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    """As the error, and not in the log, too."""
    file = tmp_path / "a.nt"
    file.write_text("<urn:a> <urn:p> <urn:b> .\n")
    command = [sys.executable, "-m", "churo", "serve", "--data", str(file), "--engine", NOBODY]
    with reserve_port() as held:
        done = subprocess.run(
            [*command, "--port", str(port_of(held))],
            env={"PYTHONPATH": ":".join(sys.path), "CHURO_RELEASES": str(tmp_path / "releases")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if NOBODY in line] == [
        f"churo: {NOBODY}: The engine behind broke off: [Errno 111] Connection refused."
    ]


@pytest.mark.parametrize(
    ("text", "told"), [("", "warning: {}: holds no triples.\n"), ("<urn:a> <urn:p> 1 .", "")]
)
def test_a_file_without_triples_is_served_with_a_warning(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every time, not only when its release is made."""
    file = tmp_path / "a.ttl"
    file.write_text(text)
    settings = read({"CHURO_RELEASES": str(tmp_path / "releases")})

    for _ in range(2):
        assert current_release.link_of([file], settings).is_dir()
        assert capsys.readouterr().err == told.format(file)
