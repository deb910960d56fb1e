"""Tells which serving processes stand still: each gives a sign of life now and then, and its parent looks.

A sign is the time of a file, which takes no room on a disk. A process that was stopped, or whose event
loop never comes back, holds connections that nobody answers; one that has ended is seen without this.
"""

# Why: docs/decisions/2026-11-26-what-ends-is-replaced.md

from __future__ import annotations

import os
from asyncio import AbstractEventLoop
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

EVERY = 5.0  # seconds between two looks, and a little more than between two signs
SIGNS = 2  # signs between two looks
# Looks that saw nothing new: they are counted, not the time, in which the parent may have stood still
# itself, as when the machine slept.
MISSED = 3


def begin(accounts: str, loop: AbstractEventLoop) -> None:
    """Give signs from an event loop, in the file of this process beside the ``accounts``."""
    path, pause = sign_of(accounts, os.getpid()), EVERY / SIGNS

    def give() -> None:
        with suppress(OSError):
            path.touch()
        loop.call_later(pause, give)

    give()


def sign_of(accounts: str, process: int) -> Path:
    """The file of a process."""
    return Path(f"{accounts}.alive.{process}")


class Looks:
    """What the parent sees of its processes, from one look to the next."""

    def __init__(self, accounts: str) -> None:
        self._accounts = accounts
        self._seen: dict[int, int] = {}
        self._missed: Counter[int] = Counter()

    def still(self, processes: Iterable[int]) -> list[int]:
        """Look; give those that gave signs once, and none at several looks."""
        signs = {process: self._sign(process) for process in processes}
        for process, sign in signs.items():
            new = sign == 0 or sign != self._seen.get(process)
            self._missed[process] = 0 if new else self._missed[process] + 1
        for ended in self._seen.keys() - signs.keys():
            del self._missed[ended]
            with suppress(OSError):
                sign_of(self._accounts, ended).unlink()
        self._seen = signs
        return [process for process in signs if self._missed[process] >= MISSED]

    def _sign(self, process: int) -> int:
        """The time of its last sign; 0 where there is none."""
        try:
            return sign_of(self._accounts, process).stat().st_mtime_ns
        except OSError:
            return 0
