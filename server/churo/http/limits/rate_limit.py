"""How much computing each client has left: a token bucket shared by all processes."""

from __future__ import annotations

import fcntl
import math
import mmap
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from threading import Lock
from time import monotonic

from ..problem import Problem
from ..requests.client_address import client_of as client_of
from ..requests.client_address import is_loopback as is_loopback

SLOTS = 4096
PROBES = 8
SHARE = (
    4  # what part of a quota one query reserves at most, so that some can run beside one another
)
_SLOT = struct.Struct("<8sdd")  # who, seconds left, when that was so


class TokenBuckets:
    """``quota`` seconds of computing for each client, renewed evenly over ``window`` seconds.

    Processes that open the same ``path`` share one account. Raises OSError when it cannot be had.
    The clock is the machine's since its start, the same in all processes: nobody can set it back.
    """

    def __init__(
        self, quota: float, window: int, path: str = "", clock: Callable[[], float] = monotonic
    ) -> None:
        self.quota = quota
        self.window = window
        self._clock = clock
        self._threads = Lock()
        self._file = os.open(path, os.O_RDWR) if path else os.memfd_create("rate_limit")
        # Not ftruncate: to write where the disk has no room left would end the process.
        os.posix_fallocate(self._file, 0, SLOTS * _SLOT.size)
        self._table = mmap.mmap(self._file, SLOTS * _SLOT.size)

    def left(self, client: str) -> float:
        """Seconds that a client may still compute; below zero after an expensive query."""
        with self._locked():
            return self._find(_who(client))[1]

    def charge(self, client: str, seconds: float) -> None:
        """Take seconds from a client's account."""
        with self._locked():
            place, left = self._find(_who(client))
            _SLOT.pack_into(self._table, place, _who(client), left - seconds, self._clock())

    def reserve(self, client: str, seconds: float) -> float:
        """Take seconds from a client's account if anything is left there; gives what was left."""
        with self._locked():
            place, left = self._find(_who(client))
            if left > 0:
                _SLOT.pack_into(self._table, place, _who(client), left - seconds, self._clock())
            return left

    def wait(self, left: float) -> int:
        """Whole seconds after which an account in that state can compute again."""
        return max(1, math.ceil((0.01 * self.quota - left) * self.window / self.quota))

    def fields(self, left: float) -> list[tuple[str, str]]:
        """RateLimit and RateLimit-Policy as draft-ietf-httpapi-ratelimit-headers writes them."""
        renewed = max(0, math.ceil((self.quota - left) * self.window / self.quota))
        policy = f'"compute";q={int(self.quota)};w={self.window};qu="compute-seconds"'
        return [
            ("ratelimit-policy", policy),
            ("ratelimit", f'"compute";r={max(0, math.floor(left))};t={renewed}'),
        ]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads:  # the other lock is one of processes
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def _find(self, who: bytes) -> tuple[int, float]:
        """The client's slot, or the one of its few whose owner has the most left to lose least."""
        first = int.from_bytes(who, "little")
        best, best_left = 0, -math.inf
        for step in range(PROBES):
            place = (first + step) % SLOTS * _SLOT.size
            owner, left, when = _SLOT.unpack_from(self._table, place)
            left = self._renewed(left, when)
            if owner == who:
                return place, left
            if left > best_left:
                best, best_left = place, left
        return best, self.quota

    def _renewed(self, left: float, when: float) -> float:
        return min(self.quota, left + (self._clock() - when) * self.quota / self.window)


def _who(client: str) -> bytes:
    return blake2b(client.encode(), digest_size=8).digest()


class RateLimit:
    """Who has a budget at all: nobody where there is none, and loopback clients only if wished."""

    def __init__(self, budget: TokenBuckets | None, loopback: bool) -> None:
        self._budget = budget
        self._loopback = loopback

    def refusal(self, client: str) -> Problem | None:
        """Why a client may compute nothing now, if so."""
        budget = self._of(client)
        left = budget.left(client) if budget else 1.0
        if budget is None or left > 0:
            return None
        wait = budget.wait(left)
        return Problem(
            "budget",
            f"You may compute again in {wait} seconds.",
            {"limit": budget.quota, "window": budget.window, "violated-policies": ["compute"]},
            (("retry-after", str(wait)),),
        )

    def reserve(self, client: str, seconds: float) -> float:
        """Hold seconds for what now begins to be computed.

        Gives 0, or the seconds after which there is something in an account that is empty.
        """
        budget = self._of(client)
        if budget is None:
            return 0.0
        left = budget.reserve(client, min(seconds, budget.quota / SHARE))
        return 0.0 if left > 0 else budget.wait(left)

    def release(self, client: str, seconds: float) -> None:
        """Give back what was reserved, when what it did cost is known."""
        budget = self._of(client)
        if budget:
            budget.charge(client, -min(seconds, budget.quota / SHARE))

    def is_exempt(self, client: str) -> bool:
        """Whether nothing is counted for a client."""
        return is_loopback(client) and not self._loopback

    def charge(self, client: str, seconds: float) -> None:
        """Take what a query cost from the client's account, if it has one."""
        budget = self._of(client)
        if budget and seconds:
            budget.charge(client, seconds)

    def fields(self, client: str) -> list[tuple[str, str]]:
        """What to tell the client of its account, if it has one."""
        budget = self._of(client)
        return budget.fields(budget.left(client)) if budget else []

    def _of(self, client: str) -> TokenBuckets | None:
        return self._budget if client and not self.is_exempt(client) else None
