"""A process that gives no sign of life at several looks stands still; what never gave one is waited for."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from churo.http.process import signs_of_life
from churo.http.process.signs_of_life import MISSED, Looks, sign_of


def give(accounts: str, process: int, moment: int) -> None:
    """A sign of a process at a moment."""
    path = sign_of(accounts, process)
    path.touch()
    os.utime(path, ns=(moment, moment))


def test_who_gives_no_sign_at_several_looks_stands_still(tmp_path: Path) -> None:
    """And not before, nor any other."""
    accounts = str(tmp_path / "accounts")
    looks, told = Looks(accounts), []
    for moment in range(1, MISSED + 3):
        give(accounts, 1, moment)
        give(accounts, 2, min(moment, 2))
        told.append(looks.still([1, 2]))

    assert told == [[]] * (MISSED + 1) + [[2]]


def test_a_sign_in_the_last_moment_counts(tmp_path: Path) -> None:
    """A process that was stopped for a while goes on."""
    accounts = str(tmp_path / "accounts")
    looks = Looks(accounts)
    give(accounts, 1, 1)
    told = [looks.still([1]) for _ in range(MISSED)]
    give(accounts, 1, 2)
    told += [looks.still([1]) for _ in range(MISSED)]

    assert told == [[]] * 2 * MISSED


def test_who_has_not_begun_is_waited_for(tmp_path: Path) -> None:
    """A large release is long in loading, and where nothing can be written nobody gives signs."""
    looks = Looks(str(tmp_path / "accounts"))

    assert [looks.still([1]) for _ in range(3 * MISSED)] == [[]] * 3 * MISSED


def test_of_who_has_ended_nothing_is_left(tmp_path: Path) -> None:
    """Another may have its number, and is looked at anew."""
    accounts = str(tmp_path / "accounts")
    looks = Looks(accounts)
    give(accounts, 1, 1)
    for _ in range(MISSED):
        looks.still([1])

    assert looks.still([]) == [] and not sign_of(accounts, 1).exists()
    give(accounts, 1, 1)
    assert looks.still([1]) == []


def test_an_event_loop_gives_signs_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More often than anybody looks."""
    monkeypatch.setattr(signs_of_life, "EVERY", 0.01)
    accounts = str(tmp_path / "accounts")
    path = sign_of(accounts, os.getpid())

    async def run() -> set[int]:
        signs_of_life.begin(accounts, asyncio.get_running_loop())
        seen = set()
        while len(seen) < 3:
            await asyncio.sleep(0.001)
            seen.add(path.stat().st_mtime_ns)
        return seen

    assert len(asyncio.run(asyncio.wait_for(run(), 30))) == 3
