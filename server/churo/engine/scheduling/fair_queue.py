"""Decides whose query has a worker next, so that no client takes all workers nor the whole queue.

- One client has at most half of the workers; queries of clients whose queries lately took long have
  together no more than that, so that short ones always find a worker soon.
- A client may wait with as many queries as there is room left for others: the more wait, the fewer.
  When there is none left, a query of whoever waits with the most makes room for one of who has fewer.
- Of those who may, the one with the highest response ratio goes first (Brinch Hansen 1971): short
  queries before long ones, but who waits long enough comes first.
"""

# Why: docs/decisions/2026-11-26-workers-by-response-ratio.md

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple

from ...errors import Busy, TooManyAtOnce

SLOW = (
    1.0  # seconds from which a client's queries are long, or half of the deadline if that is less
)
UNKNOWN = 0.1  # seconds that the query of a client who has asked nothing yet is expected to take
SHORTEST = 0.001  # seconds that any query is expected to take
FORGETTING = 0.05  # what a shorter query than expected counts in what is expected of the next
SOON = 1.0  # seconds after which a client with all its share under way may try again
REMEMBERED = 4096  # clients of whom it is known how long their queries took


class Turn(NamedTuple):
    """A worker in use for a client: whether long queries were expected, whether none is known."""

    client: str
    slow: bool
    doubtful: bool


@dataclass(eq=False)
class Ticket:
    """A place in the queue since a moment; when ``called`` is set it has a turn, or is ``lost``."""

    client: str
    since: float
    called: threading.Event = field(default_factory=threading.Event)
    turn: Turn | None = None
    lost: bool = False


class FairQueue:
    """Lends ``workers`` to clients by name; at most ``length`` queries wait.

    The empty name is for the house itself and for whoever is not limited. Any thread may call.
    """

    def __init__(
        self,
        workers: int,
        length: int,
        deadline: float,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._workers, self._length, self._clock = workers, length, clock
        self._half, self._slow_from = max(1, workers // 2), min(SLOW, deadline / 2)
        self._most_doubtful = max(workers - 1, self._half + 1)
        self._lock = threading.Lock()
        self._tickets: list[Ticket] = []
        self._waiting: Counter[str] = Counter()
        self._running: dict[str, int] = {}
        self._slow = self._doubtful = self.running = 0
        self._expected: OrderedDict[str, float] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return len(self._tickets)

    def start(self, client: str) -> Turn | None:
        """A worker for a client if it may have one at once."""
        with self._lock:
            return self._begin(client) if self._may_begin(client) else None

    def line_up(self, client: str, retry_after: float) -> Ticket:
        """A place in the queue. Raises Busy when it is full, TooManyAtOnce when its share is."""
        with self._lock:
            if len(self._tickets) >= self._length:
                self._make_room(client, retry_after)
            elif client and self._waiting[client] >= self._length - len(self._tickets):
                raise TooManyAtOnce(SOON)
            ticket = Ticket(client, self._clock())
            self._tickets.append(ticket)
            self._waiting[client] += 1
            self._call()
            return ticket

    def give_up(self, ticket: Ticket) -> Turn | None:
        """Leave the queue; a turn that came meanwhile is the caller's to use or to end."""
        with self._lock:
            if ticket.turn is None and not ticket.lost:
                self._remove(ticket)
            return ticket.turn

    def end(self, turn: Turn, seconds: float | None = None) -> None:
        """Take a worker back, whose query took so many seconds; ``None``: it was not asked."""
        with self._lock:
            self.running -= 1
            self._slow -= turn.slow
            self._doubtful -= turn.doubtful
            self._running[turn.client] -= 1
            if not self._running[turn.client]:
                del self._running[turn.client]
            if turn.client and seconds is not None:
                self._learn(turn.client, seconds)
            if self._tickets:
                self._call()

    def _may_begin(self, client: str) -> bool:
        if self.running >= self._workers:
            return False
        if not client:
            return True
        if self._running.get(client, 0) >= self._half:
            return False
        slow, doubtful = self._standing(client)
        return not (slow and self._slow >= self._half) and not (
            doubtful and self._doubtful >= self._most_doubtful
        )

    def _standing(self, client: str) -> tuple[bool, bool]:
        """Whether a client's queries are long, and whether they are or may be."""
        expected = self._expected.get(client)
        slow = expected is not None and expected >= self._slow_from
        return slow, slow or expected is None

    def _begin(self, client: str) -> Turn:
        slow, doubtful = self._standing(client) if client else (False, False)
        self.running += 1
        self._slow += slow
        self._doubtful += doubtful
        self._running[client] = self._running.get(client, 0) + 1
        return Turn(client, slow, doubtful)

    def _call(self) -> None:
        """Give the workers that are free to those who wait."""
        while self.running < self._workers:
            able = [ticket for ticket in self._tickets if self._may_begin(ticket.client)]
            if not able:
                return
            first = max(able, key=self._response_ratio)
            self._remove(first)
            first.turn = self._begin(first.client)
            first.called.set()

    def _make_room(self, client: str, retry_after: float) -> None:
        """Send the latest query away of who waits with the most, or with the longest queries.

        Raises Busy when the client itself is no better.
        """
        greedy = max(self._tickets, key=lambda t: (*self._burden(t.client), t.since), default=None)
        if greedy is None or not greedy.client:
            raise Busy(retry_after)
        count, expected = self._burden(greedy.client)
        own, short = self._burden(client)
        longer = expected >= self._slow_from > short
        if not (count > own + 1 or (longer and count >= own)):
            raise TooManyAtOnce(SOON) if own > 1 else Busy(retry_after)
        self._remove(greedy)
        greedy.lost = True
        greedy.called.set()

    def _burden(self, client: str) -> tuple[int, float]:
        """With how many queries a client waits, and how long they are expected to take."""
        if not client:
            return 0, 0.0
        return self._waiting[client], self._expected.get(client, UNKNOWN)

    def _response_ratio(self, ticket: Ticket) -> float:
        expected = max(SHORTEST, self._expected.get(ticket.client, UNKNOWN))
        return 1 + (self._clock() - ticket.since) / expected

    def _remove(self, ticket: Ticket) -> None:
        self._tickets.remove(ticket)
        self._waiting[ticket.client] -= 1
        if not self._waiting[ticket.client]:
            del self._waiting[ticket.client]

    def _learn(self, client: str, seconds: float) -> None:
        """Expect what came: at once when it was longer, by and by when it was shorter."""
        before = self._expected.pop(client, 0.0)
        shorter = before + FORGETTING * (seconds - before)
        self._expected[client] = max(seconds, shorter)
        if len(self._expected) > REMEMBERED:
            self._expected.popitem(last=False)
