"""Has threads compute in turn, a client after the other, so that who answers others need not wait for all.

Of Python's threads one runs at a time, and the one that serves the connections gets its turn among
all that want one: where many compute, it waits for many.
"""

# Why: docs/decisions/2026-11-26-views-compute-in-turn.md

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Event, Lock
from time import monotonic
from types import TracebackType

from ...errors import Abandoned, Busy

LOOK = 0.1  # seconds between looks whether somebody still waits for the answer
LONGEST = 2  # how much longer than one may wait for a turn a request may take in all
REASON = "Too many pages are being made."


class Turns:
    """At most ``places`` threads compute at a time, of one client at most half as many.

    The empty name stands for whoever is not limited: it may have all places, in its turn.
    A request that has waited ``patience`` seconds in all is refused, and so is one that goes on for
    ``LONGEST`` times as long, whatever it waits for.
    """

    def __init__(self, places: int, patience: float) -> None:
        self._places, self._share, self.patience = places, places // 2, patience
        self._lock = Lock()
        self._held: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[Event]] = OrderedDict()

    def take(self, client: str, go_on: Callable[[], bool]) -> bool:
        """Wait for a turn as long as ``go_on`` says; whether it came. Each client has one in its turn."""
        with self._lock:
            # Where nobody waits, which is usual, there is nobody to wake either.
            if not self._waiting and self._may_have(client):
                self._lend(client)
                return True
            mine = Event()
            self._waiting.setdefault(client, deque()).append(mine)
            self._pass_on()
        while not mine.wait(LOOK):
            if not go_on() and self._withdraw(client, mine):
                return False
        return True

    def give(self, client: str) -> None:
        """End a turn of a client: it passes to who waits."""
        with self._lock:
            self._places += 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
            if self._waiting:
                self._pass_on()

    def are_wanted(self) -> bool:
        """Whether somebody waits for one."""
        return bool(self._waiting)

    def _may_have(self, client: str) -> bool:
        return self._places > 0 and (not client or self._held[client] < self._share)

    def _lend(self, client: str) -> None:
        self._places -= 1
        self._held[client] += 1

    def _pass_on(self) -> None:
        """Give what there is to those who wait; a client that is served goes to the end."""
        for client in [*self._waiting]:
            if not self._places:
                return
            if not self._may_have(client):
                continue
            self._lend(client)
            waiting = self._waiting.pop(client)
            waiting.popleft().set()
            if waiting:
                self._waiting[client] = waiting

    def _withdraw(self, client: str, mine: Event) -> bool:
        """Wait no more; not when the turn has come meanwhile."""
        with self._lock:
            if mine.is_set():
                return False
            waiting = self._waiting[client]
            waiting.remove(mine)
            if not waiting:
                del self._waiting[client]
            return True


class Turn:
    """The turn of a request of a client, for the one thread that computes it.

    Called, it says whether all have gone who waited for the answer, which ``abandoned`` tells, and lets
    others compute before it comes back: views call it now and then.
    """

    def __init__(self, turns: Turns, client: str, abandoned: Callable[[], bool]) -> None:
        self._turns, self._client, self._abandoned = turns, client, abandoned
        self._has, self._waited, self._begun = False, 0.0, monotonic()

    def __enter__(self) -> Turn:
        """Wait for it. Raises Busy when it does not come in time, Abandoned when nobody waits."""
        self._take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        self._give()

    def __call__(self) -> bool:
        """Whether nobody waits for the answer. Raises as ``aside``."""
        if self._has:
            self._check_time()
            if self._turns.are_wanted():
                with self.aside():
                    pass
        return self._abandoned()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let others compute while this thread waits for something.

        Raises Busy when the request has gone on for too long, and at the end, when the turn is to come
        back, as at the beginning.
        """
        self._check_time()
        had = self._give()
        try:
            yield
        finally:
            if had:
                self._take()

    def _check_time(self) -> None:
        if monotonic() - self._begun > LONGEST * self._turns.patience:
            raise Busy(self._turns.patience, REASON)

    def _take(self) -> None:
        since, before = monotonic(), self._waited

        def go_on() -> bool:
            self._waited = before + monotonic() - since
            return self._waited < self._turns.patience and not self._abandoned()

        self._has = self._turns.take(self._client, go_on)
        if not self._has:
            raise Abandoned if self._abandoned() else Busy(self._turns.patience, REASON)

    def _give(self) -> bool:
        """End the turn; whether there was one."""
        had, self._has = self._has, False
        if had:
            self._turns.give(self._client)
        return had


def aside(gone: Callable[[], bool] | None) -> AbstractContextManager[None]:
    """Lets others compute meanwhile, if what says whether anybody waits is a turn."""
    return gone.aside() if isinstance(gone, Turn) else nullcontext()
