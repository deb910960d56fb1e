"""Pictures are those that the scripts draw of the catalogue, the ontology and the package as they are."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from .markdown import HOUSE

NAMES = ("layers", "classes", "floors")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the pictures drawn anew."""
    directory = tmp_path_factory.mktemp("pictures")
    subprocess.run([sys.executable, str(HOUSE / "docs/pictures"), str(directory)], check=True)
    return directory


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_fresh(name: str, drawn: Path) -> None:
    """Draw it anew: python docs/pictures."""
    assert (HOUSE / f"docs/{name}.svg").read_text("utf-8") == (drawn / f"{name}.svg").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_loads_nothing_and_runs_nothing(name: str) -> None:
    """It has a title for whoever does not see it, no script and no address but that of SVG."""
    text = (HOUSE / f"docs/{name}.svg").read_text("utf-8")

    assert "<title>" in text
    assert "<script" not in text and "href" not in text and text.count("://") == 1


def test_photographs_of_pages_are_those_of_the_script() -> None:
    """A dozen that are shown somewhere, small enough to be cloned by everybody."""
    script = runpy.run_path(str(HOUSE / "docs/pictures/pages.py"))
    files = sorted((HOUSE / "docs/pages").iterdir())
    shown = "".join((HOUSE / name).read_text("utf-8") for name in ("README.md", "docs/start.md"))

    assert [file.name for file in files] == sorted(f"{name}.webp" for name in script["PAGES"])
    assert sum(sizes := [file.stat().st_size for file in files]) < 1_500_000
    assert max(sizes) < 150_000  # who reads over a thin line gets them, too
    assert all(file.read_bytes()[8:12] == b"WEBP" for file in files)
    assert all(f"pages/{file.name})" in shown for file in files)
