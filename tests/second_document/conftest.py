"""The house with a second document, which is checked and built once a run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
HOUSE = HERE.parents[1]
SLUG = "note-2024"
Run = subprocess.CompletedProcess[str]


def churo(place: Path, *words: str) -> Run:
    """Run the command line on the house in a directory, whose releases are beside it."""
    told = {"CHURO_SOURCES": str(place / "house"), "CHURO_RELEASES": str(place / "releases")}
    return subprocess.run(
        [sys.executable, "-m", "churo", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **told},
    )


def fill(place: Path) -> None:
    """Copy the house, add the folder and the entry and nothing else, and build a release of it."""
    root = place / "house"
    for part in ("ontology", "data", "shapes", "queries"):
        shutil.copytree(HOUSE / part, root / part)
    shutil.copytree(HERE / SLUG, root / "data/documents" / SLUG)
    with (root / "data/catalogue.ttl").open("a", encoding="utf-8") as catalogue:
        catalogue.write("\n" + (HERE / "catalogue-entry.ttl").read_text("utf-8"))
    done = churo(place, "build")
    told = {"code": done.returncode, "stdout": done.stdout, "stderr": done.stderr}
    (place / "build.json").write_text(json.dumps(told), "utf-8")


@pytest.fixture(scope="session")
def place(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The directory of the house, of what building it told, and of its release if there is one."""
    return once("two-documents", fill)


@pytest.fixture(scope="session")
def told(place: Path) -> Run:
    """What ``churo build`` told, which makes all checks, and no release when one finds a fault."""
    row = json.loads((place / "build.json").read_text("utf-8"))
    return subprocess.CompletedProcess(["build"], row["code"], row["stdout"], row["stderr"])
