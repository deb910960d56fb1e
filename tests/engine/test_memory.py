"""How much memory can be had is told as the system and the control groups have it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from churo.engine import memory
from churo.engine.memory import ControlGroups

FREE = 4 << 20


@pytest.fixture
def meminfo(tmp_path: Path) -> Path:
    """What the system tells of a machine that has so much."""
    path = tmp_path / "meminfo"
    path.write_text(f"MemTotal: 9000 kB\nMemAvailable:    {FREE >> 10} kB\n")
    return path


def groups(place: Path, own: str, files: Mapping[str, str]) -> ControlGroups:
    """Control groups with these files, of a process that is in those of ``own``."""
    (place / "own").write_text(own)
    for name, text in files.items():
        path = place / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    return ControlGroups(place / "tree", place / "own")


STAT = "anon 500\nactive_file 20\ninactive_file 3"
SERVICE = {"a/memory.current": "1000", "a/memory.stat": STAT}
OUTER = {"memory.current": "2000", "memory.stat": STAT, **SERVICE}
FIRST = {
    "memory/a/memory.limit_in_bytes": "3000",
    "memory/a/memory.usage_in_bytes": "1000",
    "memory/a/memory.stat": "active_file 1\ntotal_active_file 20\ntotal_inactive_file 3",
}


@pytest.mark.parametrize(
    ("own", "files", "left"),
    [
        ("0::/a\n", {}, FREE),
        ("0::/a\n", {"a/memory.max": "max", **SERVICE}, FREE),
        ("0::/a\n", {"a/memory.max": str(1 << 40), **SERVICE}, FREE),
        ("0::/a\n", {"a/memory.max": "3000", **SERVICE}, 2023),
        ("0::/a\n", {"a/memory.max": "max", "a/memory.high": "3000", **SERVICE}, 2023),
        ("0::/a/b/c\n", {"a/memory.max": "3000", **SERVICE}, 2023),
        ("0::/a\n", {"memory.max": "2500", "a/memory.max": "3000", **OUTER}, 523),
        ("0::/b\n", {"a/memory.max": "3000", **SERVICE}, FREE),
        ("0::/\n", {"memory.max": "2500", **OUTER}, 523),
        ("0::/a\n", {"a/memory.max": "500", **SERVICE}, 0),
        ("3:cpu:/x\n4:memory:/a\n0::/\n", FIRST, 2023),
        ("4:cpu,memory:/a\n", FIRST, 2023),
        ("4:cpu:/a\n", FIRST, FREE),
    ],
)
def test_what_is_available_is_told(
    tmp_path: Path, meminfo: Path, own: str, files: Mapping[str, str], left: int
) -> None:
    """What the system has, or less where a control group of this process bounds it, or one around that.

    What a group keeps of files can be had by others, as it counts in MemAvailable.
    """
    assert memory.available(meminfo, groups(tmp_path, own, files)) == left


@pytest.mark.parametrize("text", [None, "", "MemAvailable: much\n"])
def test_what_cannot_be_told_is_nothing(tmp_path: Path, text: str | None) -> None:
    """Then nothing is read into memory."""
    if text is not None:
        (tmp_path / "meminfo").write_text(text)

    assert memory.available(tmp_path / "meminfo", groups(tmp_path, "0::/\n", {})) == 0


def test_who_has_no_control_groups_has_what_the_system_has(tmp_path: Path, meminfo: Path) -> None:
    """As a process does whose system has none, or does not show them."""
    assert memory.available(meminfo, ControlGroups(tmp_path, tmp_path / "none")) == FREE
