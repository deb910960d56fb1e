"""The wheel alone is enough: installed in an empty environment, it answers a question."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


def run(*words: str | Path, **environ: str) -> str:
    """Run a command; what it prints."""
    done = subprocess.run(
        [str(word) for word in words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_alone_answers_a_question(tmp_path: Path) -> None:
    """Data, ontology, shapes and queries travel in it."""
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, HOUSE
    )
    wheel = next(tmp_path.glob("churo-*.whl"))
    venv.create(tmp_path / "venv", with_pip=True)
    binary = tmp_path / "venv/bin"
    run(binary / "pip", "install", "--quiet", "--constraint", HOUSE / "constraints.txt", wheel)

    answer = run(
        binary / "churo",
        "query",
        "--format",
        "csv",
        "SELECT ?wording WHERE { ?stance churo:orientation code:denies ; churo:wording ?wording }",
        CHURO_RELEASES=str(tmp_path / "releases"),
        PYTHONPATH="",
    )

    assert answer.split() == ["wording", "軍事同盟ではない"]
