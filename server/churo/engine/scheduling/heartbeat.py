"""Asks a process now and then for a sign of life, and gives one up that gives none."""

from __future__ import annotations

import threading
from collections.abc import Callable

EVERY = 5.0  # seconds between two questions
# Questions without an answer: they are counted, not the time, in which this process may have stood
# still itself, as when the machine slept.
MISSED = 3


class Heartbeat:
    """Calls ``ask`` every ``every`` seconds; ``give_up`` once when ``heard`` was not called meanwhile."""

    def __init__(
        self, ask: Callable[[], None], give_up: Callable[[], None], every: float = EVERY
    ) -> None:
        self._ask, self._give_up, self._every = ask, give_up, every
        self._heard, self._over = True, threading.Event()

    def start(self) -> None:
        """Begin to ask."""
        threading.Thread(target=self._run, daemon=True, name="heartbeat").start()

    def heard(self) -> None:
        """Note a sign of life; in any thread."""
        self._heard = True

    def stop(self) -> None:
        """Ask no more."""
        self._over.set()

    def _run(self) -> None:
        missed = 0
        while not self._over.wait(self._every):
            missed = 0 if self._heard else missed + 1
            if missed == MISSED:
                self._give_up()
                return
            self._heard = False
            self._ask()
