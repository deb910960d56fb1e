"""The wheel alone is enough, and the source distribution is enough to test."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
# What tools make in a checkout, beside what has a name that begins with a dot.
MADE = {"__pycache__", "node_modules", "dist", "build"}


def run(*words: str | Path, **environ: str) -> str:
    """Run a command; what it prints, without what it says of itself."""
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
    """Data, ontology, shapes and queries travel in it; it needs what is locked for serving."""
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--wheel-dir", tmp_path, HOUSE,
    )  # fmt: skip
    wheel = next(tmp_path.glob("churo-*.whl"))
    venv.create(tmp_path / "venv", with_pip=True)
    binary = tmp_path / "venv/bin"
    install = (binary / "pip", "install", "--quiet", "--no-compile")
    run(*install, "--require-hashes", "--requirement", HOUSE / "constraints.txt")
    run(*install, "--no-deps", wheel)
    run(binary / "pip", "check")

    answer = run(
        binary / "churo",
        "query",
        "--format",
        "csv",
        'SELECT ?wording WHERE { ?stance churo:orientation code:denies ; churo:wording ?wording FILTER (LANG(?wording) = "ja") }',
        CHURO_RELEASES=str(tmp_path / "releases"),
        PYTHONPATH="",
    )

    assert answer.split() == ["wording", "軍事同盟ではない"]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, built and unpacked."""
    place = tmp_path_factory.mktemp("source")
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", place)
    run("tar", "--extract", "--file", next(place.glob("churo-*.tar.gz")), "--directory", place)
    return next(path for path in place.iterdir() if path.is_dir())


def files(root: Path) -> set[str]:
    """The files of a checkout, without those that are made by tools."""
    found = set()
    for directory, folders, names in os.walk(root):
        folders[:] = [
            name for name in folders if name not in MADE and (name[0] != "." or name == ".ci")
        ]
        found |= {str((Path(directory) / name).relative_to(root)) for name in names}
    return found


def test_the_source_distribution_is_the_checkout(unpacked: Path) -> None:
    """File by file, so that its tests find what they need; the format adds what it tells."""
    assert files(unpacked) - {"PKG-INFO"} == files(HOUSE) - {".git"}
