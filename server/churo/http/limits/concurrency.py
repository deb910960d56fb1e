"""Bounds how many requests are computed at a time, in all and for one client."""

from __future__ import annotations

from threading import Lock

from ..problem import Problem

SOON = (("retry-after", "1"),)


class ConcurrencyLimit:
    """At most ``places`` computations; a client has at most as many as are left for others.

    So one alone has half of them, and the more clients press, the less each has (dynamic thresholds,
    Choudhury and Hahne 1998): there is always a place for who has none. The empty name stands for
    whoever is not limited. Any thread may call.
    """

    def __init__(self, places: int) -> None:
        self._places, self._lock = places, Lock()
        self._taken: dict[str, int] = {}
        self._all = 0

    def refusal(self, client: str) -> Problem | None:
        """Why nothing more can be computed for a client now, if so."""
        left = self._places - self._all
        if left <= 0:
            return Problem("busy", "Too many queries wait.", headers=SOON)
        if client and self._taken.get(client, 0) >= left:
            message = "You have as many requests under way as one client may have."
            return Problem("concurrency", message, headers=SOON)
        return None

    def under_way(self, client: str) -> int:
        """How many computations a client has."""
        return self._taken.get(client, 0)

    def enter(self, client: str) -> None:
        """Take a place."""
        with self._lock:
            self._all += 1
            self._taken[client] = self._taken.get(client, 0) + 1

    def leave(self, client: str) -> None:
        """Give a place back."""
        with self._lock:
            self._all -= 1
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]
