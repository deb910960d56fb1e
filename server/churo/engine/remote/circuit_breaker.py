"""Asks an engine that does not answer no more for a while, then once, and again when it answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from ...errors import Busy

FAILURES = 5  # in a row, after which nothing is asked
PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds until one query probes; twice as long after each failure
OPEN = "The engine behind does not answer; it is asked again soon."


class CircuitBreaker:
    """Closed while calls succeed; open after ``FAILURES`` in a row; then half-open for one call.

    Whoever was let through says how it ended, once. Any thread may call.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._failures, self._pause = 0, PAUSE
        self._until = 0.0
        self._probing = False

    @property
    def is_open(self) -> bool:
        """Whether calls are turned away."""
        return self._failures >= FAILURES

    def enter(self) -> None:
        """Let a call through. Raises Busy, with the seconds to wait, while calls are turned away."""
        with self._lock:
            if not self.is_open:
                return
            wait = self._until - self._clock()
            if wait > 0 or self._probing:
                raise Busy(max(wait, PAUSE), OPEN)
            self._probing = True

    def succeed(self) -> None:
        """Take note that the engine answered."""
        with self._lock:
            self._failures, self._pause, self._probing = 0, PAUSE, False

    def fail(self) -> None:
        """Take note that the engine did not answer."""
        with self._lock:
            self._failures += 1
            if self.is_open:
                self._until = self._clock() + self._pause
                self._pause = min(2 * self._pause, LONGEST_PAUSE)
            self._probing = False

    def leave(self) -> None:
        """Take note that nothing was learnt, as when the client went away."""
        with self._lock:
            self._probing = False
