"""What the gate lacks is a failure, not a test less."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.needs import GATE, lacking, program

HOUSE = Path(__file__).resolve().parents[1]


def test_a_program_that_is_there_is_found() -> None:
    """Wherever the path leads to it."""
    assert os.access(program("sh"), os.X_OK)


def test_a_missing_program_fails_the_gate_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not all of Debian runs the rest."""
    monkeypatch.setenv(GATE, "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        program("no-such-program")

    monkeypatch.delenv(GATE)
    with pytest.raises(pytest.skip.Exception, match="something"):
        lacking("something")


def test_the_gate_says_that_it_is_one(tmp_path: Path) -> None:
    """To whatever it starts, where all programs are there."""
    place = tmp_path / "bin"
    place.mkdir()
    told = tmp_path / "told"
    script = (HOUSE / ".ci/run").read_text("utf-8")
    names = [line.split()[1] for line in script.splitlines() if line.startswith("need ")]
    for name in names:
        (place / name).write_text(f'#!/bin/sh\necho "${GATE} $*" >> {told}\n')
        (place / name).chmod(0o755)
    (place / "python3").symlink_to(sys.executable)
    path = f"{place}:{os.environ.get('PATH', '')}"
    environ = {name: text for name, text in os.environ.items() if name != GATE} | {"PATH": path}
    subprocess.run([HOUSE / ".ci/run"], env=environ, check=True, capture_output=True)

    assert told.read_text() == "1 test\n"
