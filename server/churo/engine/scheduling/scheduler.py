"""Gives queries their turns: waits for a worker, and holds the time that it may take in an account."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from ...errors import Abandoned, Busy, OverBudget, TooManyAtOnce
from ...model import Accounts
from .fair_queue import SOON as SOON_AGAIN
from .fair_queue import FairQueue, Turn

SOON = 0.001  # seconds that who must not wait may wait for a worker: handing over costs as much
LOOK = 0.05  # seconds between looks whether somebody still waits


class Scheduler:
    """Turns at ``workers`` for queries that run up to ``deadline`` and wait up to ``wait`` seconds.

    A turn is ended by whoever had it, once. Any thread may call.
    """

    def __init__(
        self, workers: int, length: int, deadline: float, wait: float, accounts: Accounts | None
    ) -> None:
        self._queue = FairQueue(workers, length, deadline)
        self._deadline, self._wait, self._accounts = deadline, wait, accounts

    @property
    def running(self) -> int:
        """How many workers are in use."""
        return self._queue.running

    def at_once(self, client: str) -> Turn | None:
        """A turn that comes within a moment, unless others wait for one already.

        Raises OverBudget.
        """
        turn = self._queue.start(client)
        if turn is None and not self._queue.waiting:
            ticket = self._queue.line_up(client, self._deadline)
            ticket.called.wait(SOON)
            turn = self._queue.give_up(ticket)
        return turn and self._held(turn)

    def in_time(self, client: str, gone: Callable[[], bool] | None) -> Turn:
        """A turn, waited for. Raises Busy, TooManyAtOnce, OverBudget or Abandoned."""
        turn = self._queue.start(client) or self._waited(client, gone)
        return self._held(turn)

    def end(self, turn: Turn, seconds: float | None = None) -> None:
        """Take a turn back, which took so many seconds; ``None``: no query was put."""
        self._queue.end(turn, seconds)
        if self._accounts is not None and turn.client:
            self._accounts.release(turn.client, self._deadline)

    def _waited(self, client: str, gone: Callable[[], bool] | None) -> Turn:
        ticket = self._queue.line_up(client, self._deadline)
        until, left = monotonic() + self._wait, False
        while not left and (remaining := until - monotonic()) > 0:
            if ticket.called.wait(min(LOOK, remaining)):
                break
            left = gone is not None and gone()
        turn = self._queue.give_up(ticket)
        if turn is not None:
            return turn
        if ticket.lost:
            raise TooManyAtOnce(SOON_AGAIN)
        raise Abandoned if left else Busy(self._deadline)

    def _held(self, turn: Turn) -> Turn:
        """The turn, for which an account has something left: as long as one waits, others may use it up."""
        if self._accounts is None or not turn.client:
            return turn
        wait = self._accounts.reserve(turn.client, self._deadline)
        if wait:
            self._queue.end(turn)
            raise OverBudget(wait)
        return turn
