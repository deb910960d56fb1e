"""Tells how much memory this process has, and how much the system has left for others."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEMINFO = Path("/proc/meminfo")
PART = 4  # of what is free, others shall have the most


@dataclass(frozen=True)
class _Files:
    """Where a version of control groups tells of memory, and what it calls the cache that it gives back."""

    bounds: tuple[str, ...]
    taken: str
    cached: frozenset[str]


_SECOND = _Files(
    ("memory.max", "memory.high"), "memory.current", frozenset({"active_file", "inactive_file"})
)
_FIRST = _Files(
    ("memory.limit_in_bytes",),
    "memory.usage_in_bytes",
    frozenset({"total_active_file", "total_inactive_file"}),
)


@dataclass(frozen=True)
class ControlGroups:
    """Where the system has them, and where it tells which this process is in (cgroups(7))."""

    tree: Path = Path("/sys/fs/cgroup")
    own: Path = Path("/proc/self/cgroup")

    def left(self) -> Iterator[int]:
        """The bytes that each group of this process may still take, of those that have a bound."""
        with suppress(OSError, ValueError):
            for line in self.own.read_text("utf-8", "surrogateescape").splitlines():
                _, controllers, path = line.split(":", 2)
                if not controllers:
                    yield from _left(self.tree, path, _SECOND)
                elif "memory" in controllers.split(","):
                    yield from _left(self.tree / "memory", path, _FIRST)


def resident() -> int:
    """The bytes of this process that are in memory (proc(5), statm)."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def available(meminfo: Path = MEMINFO, groups: ControlGroups = ControlGroups()) -> int:
    """The bytes that can be had without swapping, of the system and of the control groups; 0: unknown."""
    with suppress(OSError, ValueError, StopIteration):
        rows = (line.split() for line in meminfo.read_text("ascii").splitlines())
        free = next(int(row[1]) << 10 for row in rows if row[0] == "MemAvailable:")
        return max(0, min([free, *groups.left()]))
    return 0


def shortage(least: int, most: int) -> str:
    """Why no copy can be made that needs ``least`` bytes and may take ``most``, in words; empty if it can."""
    free = available()
    if least > most:
        return f"it needs about {least >> 20} MiB, and may take {most >> 20}."
    if not free:
        return f"no memory is free, or {MEMINFO} does not tell how much."
    if most > free // PART:
        return f"it may take {most >> 20} MiB, and no more than {free // PART >> 20} can be spared."
    return ""


def _left(tree: Path, path: str, files: _Files) -> Iterator[int]:
    """What a group may still take, and each that it is in: a bound holds for all below it."""
    group = tree / path.lstrip("/")
    while group.is_relative_to(tree):
        for bound in files.bounds:
            with suppress(OSError, ValueError):  # it has none, or the word "max"
                most = int((group / bound).read_text("ascii"))
                yield most - int((group / files.taken).read_text("ascii")) + _cached(group, files)
        group = group.parent


def _cached(group: Path, files: _Files) -> int:
    """The bytes of files that a group has in memory, which others can have."""
    rows = (line.split() for line in (group / "memory.stat").read_text("ascii").splitlines())
    return sum(int(row[1]) for row in rows if row[0] in files.cached)
