"""Tells on standard error how far a step of long work is, how fast it goes, and how long it will take."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import click

TERMINAL, LOG = 0.2, 10.0  # seconds between two messages, on a terminal and elsewhere
ERASED = "\r\x1b[K"  # from the beginning of the line
BEGINS = 0.5  # seconds of a step after which its rate says something
RECENT = 10.0  # seconds of which a rate is told
FALLING = 0.5  # of what was done, by how much less must be left for the rest to be foreseen


@dataclass(frozen=True)
class Moment:
    """When, in seconds, of a step how many units were done, of how many that were known."""

    seconds: float
    done: int
    all: int

    @property
    def left(self) -> int:
        """How many are to be done."""
        return max(self.all - self.done, 0)


@dataclass(frozen=True)
class Unit:
    """What work is counted in: its ``name``, and how many a rate is told ``per``.

    ``shares`` says that how many there are tells nobody anything, and a share of a hundred does.
    """

    name: str
    per: int = 1
    shares: bool = False

    def words(self, step: str, since: Moment, now: Moment) -> str:
        """How far a step is, in words, with its rate since a moment and how long it will take.

        That is said only where what is left became less: not while as much is found as is done.
        What turned out not to be there was not done, and says nothing of how fast the rest is.
        """
        seconds, done = now.seconds - since.seconds, now.done - since.done
        if not now.all or not now.done or seconds < BEGINS:
            return f"{step} …"
        rate, fallen = done / seconds, min(since.left - now.left, done)
        if self.shares:
            far, fast = f"{100 * now.done // now.all} %", f"{rate / self.per:.1f} {self.name}/s"
        else:
            far, fast = f"{now.done:,} of {now.all:,} {self.name}", f"{rate / self.per:,.0f}/s"
        known = fallen > 0 and fallen >= done * FALLING
        left = f", {now.left * seconds / fallen:.0f} s left" if known else ""
        return f"{step}: {far}, {fast}{left}"


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
        self._step, self._said = "", clock()
        self._past: deque[Moment] = deque()

    def __call__(self, step: str, done: int, all: int) -> None:
        """Hear that of a step so many units of ``all`` are done; none is known where all is 0."""
        now = Moment(self._clock(), done, all)
        if step != self._step:
            self._step, self._past = step, deque([now])
        if now.seconds - self._said >= self._pause:
            self._said = now.seconds
            self._out(self._unit.words(step, self._since(now), now))

    def _since(self, now: Moment) -> Moment:
        """The last moment that is long enough ago, or the first; ``now`` will be one."""
        while len(self._past) > 1 and now.seconds - self._past[1].seconds >= RECENT:
            self._past.popleft()
        self._past.append(now)
        return self._past[0]


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
