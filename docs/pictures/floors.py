"""Draws the floors of the package, as the test of the architecture finds them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from svg import Box, picture, text

WIDTH, GAP, ROW, LEFT = 150, 8, 6, 60
PARTS = ("", "http", "engine", "site", "release")


def draw(root: Path) -> str:
    """The picture of a house: each box imports only from boxes below it."""
    test, parts, y = _test(root), [], 30
    for part in PARTS:
        graph = test.folders_of(part) if part else test.of_package()
        parts.append(text(10, y, f"churo/{part}".rstrip("/") + f": {len(graph)} modules and folders", 15))
        y += 12
        floors = test.floors(graph)
        for number in range(len(floors), 0, -1):
            parts.append(text(10, y + 20, f"floor {number}"))
            for place, name in enumerate(floors[number - 1]):
                x, down = LEFT + (WIDTH + GAP) * (place % ROW), 36 * (place // ROW)
                lines = (name.removeprefix(f"{part}."),)
                parts.append(Box(x, y + down, WIDTH, lines, _style(root, name)).draw())
            y += 36 * (1 + (len(floors[number - 1]) - 1) // ROW)
        y += 34
    width = LEFT + (WIDTH + GAP) * ROW + 4
    return picture("The floors of the package churo", width, y - 30, parts)


def _style(root: Path, name: str) -> str:
    """A room that is a folder is filled."""
    return "solid" if (root / "server/churo" / name.replace(".", "/")).is_dir() else "plain"


def _test(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("floors_of", root / "tests/test_architecture.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
