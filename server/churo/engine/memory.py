"""Tells how much memory this process has, and how much the system has left for others."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PROC, CONTROL_GROUPS = Path("/proc"), Path("/sys/fs/cgroup")


def resident() -> int:
    """The bytes of this process that are in memory (proc(5), statm)."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def available(proc: Path = PROC, groups: Path = CONTROL_GROUPS) -> int:
    """The bytes that can be had without swapping, of the system and of the control groups; 0: unknown."""
    with suppress(OSError, ValueError, StopIteration):
        rows = (line.split() for line in (proc / "meminfo").read_text("ascii").splitlines())
        free = next(int(row[1]) << 10 for row in rows if row[0] == "MemAvailable:")
        return min([free, *(left for group in _groups(proc, groups) for left in _left(group))])
    return 0


def _groups(proc: Path, groups: Path) -> Iterator[Path]:
    """The control groups of version 2 that this process is in, the innermost first (cgroups(7))."""
    with suppress(OSError):
        for line in (proc / "self/cgroup").read_text("utf-8").splitlines():
            if line.startswith("0::/"):
                own = groups / line.removeprefix("0::/")
                yield from (own, *own.parents[: len(own.parts) - len(groups.parts)])


def _left(group: Path) -> Iterator[int]:
    """The bytes that a control group may still take, if it is bounded."""
    with suppress(OSError, ValueError):  # there is none, or its bound is the word "max"
        most, taken = (group / "memory.max", group / "memory.current")
        yield int(most.read_text("ascii")) - int(taken.read_text("ascii"))
