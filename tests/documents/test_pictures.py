"""Pictures are those that the scripts draw of the catalogue, the ontology and the package as they are."""

from __future__ import annotations

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
