"""Tells how much memory this process has, and how much the system has left for others."""

from __future__ import annotations

import resource
from contextlib import suppress
from pathlib import Path

MEMINFO, CONTROL_GROUP = Path("/proc/meminfo"), Path("/sys/fs/cgroup")


def resident() -> int:
    """The bytes of this process that are in memory (proc(5), statm)."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def available(meminfo: Path = MEMINFO, group: Path = CONTROL_GROUP) -> int:
    """The bytes that can be had without swapping, of the system and of the control group; 0: unknown."""
    with suppress(OSError, ValueError, StopIteration):
        rows = (line.split() for line in meminfo.read_text("ascii").splitlines())
        free = next(int(row[1]) << 10 for row in rows if row[0] == "MemAvailable:")
        return min(free, _left(group, free))
    return 0


def _left(group: Path, free: int) -> int:
    """The bytes that a control group may still take, ``free`` where nothing bounds it (cgroups(7))."""
    try:
        most, taken = (group / "memory.max", group / "memory.current")
        return int(most.read_text("ascii")) - int(taken.read_text("ascii"))
    except (OSError, ValueError):  # there is none, or its bound is the word "max"
        return free
