"""Tells on standard error how far a step of long work is, how fast it goes, and how long it will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import click

TERMINAL, LOG = 0.2, 10.0  # seconds between two messages, on a terminal and elsewhere
ERASED = "\r\x1b[K"  # from the beginning of the line
BEGINS = 0.5  # seconds of a step after which its rate says something


@dataclass(frozen=True)
class Unit:
    """What work is counted in: its ``name``, and how many a rate is told ``per``.

    ``shares`` says that how many there are tells nobody anything, and a share of a hundred does.
    """

    name: str
    per: int = 1
    shares: bool = False

    def words(self, step: str, done: int, all: int, seconds: float) -> str:
        """How far a step is after some seconds, in words."""
        if not all or not done or seconds < BEGINS:
            return f"{step} …"
        rate = done / seconds
        left = max(all - done, 0) / rate
        if self.shares:
            far, fast = f"{100 * done // all} %", f"{rate / self.per:.1f} {self.name}/s"
        else:
            far, fast = f"{done:,} of {all:,} {self.name}", f"{rate / self.per:,.0f}/s"
        return f"{step}: {far}, {fast}, {left:.0f} s left"


BYTES = Unit("MB", 1_000_000, shares=True)
ADDRESSES = Unit("addresses")


class Progress:
    """Hears of steps; ``clock`` gives seconds, ``out`` writes a message."""

    def __init__(
        self,
        out: Callable[[str], None],
        pause: float,
        unit: Unit = BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._out, self._pause, self._unit, self._clock = out, pause, unit, clock
        self._step, self._begun, self._said = "", clock(), clock()

    def __call__(self, step: str, done: int, all: int) -> None:
        """Hear that of a step so many units of ``all`` are done; none is known where all is 0."""
        now = self._clock()
        if step != self._step:
            self._step, self._begun = step, now
        if now - self._said >= self._pause:
            self._said = now
            self._out(self._unit.words(step, done, all, now - self._begun))


@contextmanager
def progress(unit: Unit = BYTES) -> Iterator[Progress]:
    """What tells of work meanwhile: in one line of a terminal, or now and then in a line of a log."""
    on_terminal = sys.stderr.isatty()

    def out(text: str) -> None:
        with suppress(OSError):  # a log that cannot be written is no reason not to go on
            click.echo(ERASED + text if on_terminal else text, err=True, nl=not on_terminal)

    try:
        yield Progress(out, TERMINAL if on_terminal else LOG, unit)
    finally:
        if on_terminal:
            with suppress(OSError):
                click.echo(ERASED, err=True, nl=False)
