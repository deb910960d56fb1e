"""Equal requests that arrive together are one computation, stopped when all have gone."""

from __future__ import annotations

from asyncio import Future, ensure_future
from collections.abc import Callable, Hashable
from typing import Any

from .begun import Begun
from .cache import Entry
from .exchange import Exchange


class Flight:
    """One computation, how many clients wait for it, and what to do when all have gone.

    ``begun`` is what the engine already does for it; ``own`` belongs to who began it.
    """

    def __init__(self, landing: Future[Entry], own: Exchange, begun: Begun | None) -> None:
        self.landing, self.own, self.begun = landing, own, begun
        self.waiting = 0
        self.on_abandoned: Callable[[], None] | None = None

    def land(self, entry: Entry) -> None:
        """Give everyone who waits the entry."""
        self.landing.set_result(entry)

    def abandoned(self) -> bool:
        """Whether nobody waits any more; may be asked from any thread."""
        return self.waiting <= 0


class Flights:
    """The computations under way, each under the key of its request."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight] = {}

    def get(self, key: Hashable) -> Flight | None:
        """The computation that a new equal request may join."""
        return self._flights.get(key)

    def start(self, key: Hashable, flight: Flight) -> None:
        """Let others join until it lands."""
        self._flights[key] = flight
        flight.landing.add_done_callback(lambda _: self._forget(key, flight))

    def leave(self, key: Hashable, flight: Flight) -> None:
        """One client waits no more; what nobody waits for takes no new passengers."""
        flight.waiting -= 1
        if flight.abandoned():
            self._forget(key, flight)
            if flight.on_abandoned is not None:
                flight.on_abandoned()

    def _forget(self, key: Hashable, flight: Flight) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]

    def __len__(self) -> int:
        return len(self._flights)


class Departure:
    """Notices that the client of one request goes away, and then calls ``leave`` once."""

    def __init__(self, proto: Any, leave: Callable[[], None]) -> None:
        self._proto, self._leave = proto, leave
        self._task: Future[None] | None = None

    def watch(self) -> None:
        """Begin to watch; call it in the event loop's thread."""
        self._task = ensure_future(self._proto.client_disconnect())
        self._task.add_done_callback(self._done)

    def stop(self) -> bool:
        """Watch no more; whether the client has gone.

        The server's future holds us where the garbage collector cannot see it, so we let go of it.
        """
        task, self._task = self._task, None
        if task is None:
            return False
        gone = task.done()
        task.cancel()
        return gone

    def _done(self, task: Future[None]) -> None:
        if not task.cancelled():
            self._leave()
