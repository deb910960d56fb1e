"""The wheel alone is enough, and the source distribution is enough to test."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.house_building import HOUSE, OTHER_SEED, build_house

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


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel and what is locked for serving, and no more."""
    place = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip")
    run(*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", place, HOUSE)
    venv.create(place / "venv")
    binary = place / "venv/bin"
    within = (*pip, "--python", binary / "python")
    install = (*within, "install", "--quiet", "--no-compile")
    run(*install, "--require-hashes", "--requirement", HOUSE / "constraints.txt")
    run(*install, "--no-deps", next(place.glob("churo-*.whl")))
    run(*within, "check")
    return binary


@pytest.fixture(scope="module")
def other_release(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the installed wheel builds of the house in it, elsewhere and with another seed of hashes."""
    releases = tmp_path_factory.mktemp("releases")
    build_house(releases, OTHER_SEED, python=installed / "python")
    return (releases / "current").resolve()


def contents(directory: Path) -> dict[str, bytes]:
    """Every file of a release by its path in it."""
    files = sorted(path for path in directory.rglob("*") if path.is_file())
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


def test_two_builds_in_two_places_give_the_same_bytes(
    house_release: Path, other_release: Path
) -> None:
    """Data, ontology, shapes and queries travel in the wheel.

    Neither the seed of hashes, nor the working directory, nor where churo is shows in a release.
    """
    assert other_release.name == house_release.name
    assert contents(other_release) == contents(house_release)
    assert len(contents(other_release)) > 250
    assert (other_release / "assertions.nq").stat().st_size > 0


def test_the_wheel_alone_answers_a_question(installed: Path, other_release: Path) -> None:
    """From its release, which is that of the house in it, with what is locked for serving."""
    answer = run(
        installed / "churo",
        "query",
        "--format",
        "csv",
        'SELECT ?wording WHERE { ?stance churo:orientation code:denies ; churo:wording ?wording FILTER (LANG(?wording) = "ja") }',
        CHURO_RELEASES=str(other_release.parent),
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
