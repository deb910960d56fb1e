"""What several test folders need: the house, loaded once, and tiny houses to break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from churo.release import building

HOUSE = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def house() -> Path:
    """The checkout."""
    return HOUSE


@pytest.fixture(scope="session")
def dataset() -> building.Dataset:
    """The house, loaded and layered."""
    return building.load(HOUSE)


@pytest.fixture(scope="session")
def copied() -> Callable[[Path], Path]:
    """Makes a copy of the house in a directory and gives its place."""

    def make(directory: Path) -> Path:
        for part in ("ontology", "data", "shapes", "queries"):
            shutil.copytree(HOUSE / part, directory / "house" / part)
        return directory / "house"

    return make


@pytest.fixture
def copy(copied: Callable[[Path], Path], tmp_path: Path) -> Callable[..., Path]:
    """A copy of the house in which one file's text is changed."""

    def make(file: str = "", old: str = "", new: str = "") -> Path:
        root = copied(tmp_path)
        if file:
            text = (root / file).read_text("utf-8")
            assert old in text
            (root / file).write_text(text.replace(old, new, 1), "utf-8")
        return root

    return make
