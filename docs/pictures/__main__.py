"""Draws the pictures of the documentation: python docs/pictures [DIRECTORY], docs by itself."""

from __future__ import annotations

import sys
from pathlib import Path

import classes
import floors
import layers

ROOT = Path(__file__).resolve().parents[2]
PICTURES = {"layers": layers.draw, "classes": classes.draw, "floors": floors.draw}


def main(directory: Path) -> None:
    """Write every picture into a directory."""
    for name, draw in PICTURES.items():
        (directory / f"{name}.svg").write_text(draw(ROOT), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
