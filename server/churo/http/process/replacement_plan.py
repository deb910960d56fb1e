"""When to replace processes that have ended: at once, but ever later while one does not last."""

# Why: docs/decisions/2026-11-26-what-ends-is-replaced.md

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from time import monotonic

PAUSES = (0.0, 0.5, 1.0, 2.0, 5.0)  # seconds before each replacement in a row
LASTED = 10.0  # seconds after which an end is no sign that the next process will end


class ReplacementPlan:
    """Which processes are to be replaced, by their numbers, and when."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures: Counter[int] = Counter()
        self._at: dict[int, float] = {}

    def add(self, number: int, lived: float) -> float:
        """Plan to replace a process that lived so many seconds; give the seconds until then."""
        if lived > LASTED:
            self._failures[number] = 0
        pause = PAUSES[min(self._failures[number], len(PAUSES) - 1)]
        self._failures[number] += 1
        self._at[number] = self._clock() + pause
        return pause

    def seconds_left(self, otherwise: float) -> float:
        """Seconds until the next replacement, or ``otherwise`` when there is none to come."""
        return max(0.0, min(self._at.values()) - self._clock()) if self._at else otherwise

    def due(self) -> list[int]:
        """Those to be replaced now, which are planned no more."""
        now = self._clock()
        numbers = sorted(number for number, at in self._at.items() if at <= now)
        for number in numbers:
            del self._at[number]
        return numbers
