"""Writes files that several processes may write at the same time."""

from __future__ import annotations

import fcntl
from pathlib import Path


def write_once(path: Path, content: bytes) -> bool:
    """Write a file unless it is there; whether it has this content. Raises OSError."""
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # whoever is second waits until the file is whole
        file.seek(0)
        there = file.read()
        if not there:
            file.write(content)
        return there in (b"", content)
