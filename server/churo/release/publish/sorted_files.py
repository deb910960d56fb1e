"""Compares N-Quads that are sorted, and finds the lines of a subject in them, without reading them whole."""

from __future__ import annotations

import mmap
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

DIFFERENT = 100_000  # lines that may differ
ENVIRONMENT = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def only_in(one: Path, other: Path) -> frozenset[Quad] | None:
    """The quads of the first file that the second has not; ``None`` where they are too many."""
    command = ["comm", "-23", str(one), str(other)]
    found: list[bytes] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT) as process:
        for line in process.stdout or ():
            found.append(line)
            if len(found) > DIFFERENT:
                process.kill()
                return None
    return frozenset(parse(b"".join(found), RdfFormat.N_QUADS))


def begins(file: Path, start: str) -> bool:
    """Whether a line of a file begins so."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as text:
        return next(_lines(text, start.encode()), None) is not None


def about(file: Path, subjects: Iterable[str]) -> frozenset[Quad]:
    """The quads of a file that have one of the subjects, which are written as in N-Quads."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as text:
        lines = (line for subject in subjects for line in _lines(text, f"{subject} ".encode()))
        return frozenset(parse(b"".join(lines), RdfFormat.N_QUADS))


def _lines(text: mmap.mmap, start: bytes) -> Iterator[bytes]:
    """The lines that begin so."""
    place = _first(text, start)
    while text[place : place + len(start)] == start:
        end = text.find(b"\n", place) + 1
        yield text[place:end]
        place = end


def _first(text: mmap.mmap, start: bytes) -> int:
    """Where the first line begins that is not before ``start``; the end of the text for none."""
    low, high = 0, len(text)
    while low < high:
        line = text.rfind(b"\n", 0, (low + high) // 2) + 1
        line = max(line, low)
        end = text.find(b"\n", line) + 1 or len(text)
        if text[line : line + len(start)] < start:
            low = end
        else:
            high = line
    return low
