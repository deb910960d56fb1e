"""The tables of a store on disk: the files that it is read from, open or to be opened."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ENDING = ".sst"


@dataclass(frozen=True)
class Tables:
    """The descriptors of those that are ``open``, and how many are ``closed`` still."""

    open: frozenset[int] = frozenset()
    closed: int = 0


def of(directory: Path) -> Tables:
    """The tables of the store in a directory that this process has opened."""
    place = directory.resolve()
    found = {path for path in place.iterdir() if path.suffix == ENDING}
    held: dict[Path, int] = {}
    for name in os.listdir("/proc/self/fd"):
        try:
            held[Path(os.readlink(f"/proc/self/fd/{name}"))] = int(name)
        except FileNotFoundError:  # the one by which the list was read
            continue
    mine = frozenset(held[path] for path in found & held.keys())
    return Tables(mine, len(found) - len(mine))
