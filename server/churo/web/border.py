"""Stands between granian and Flask: answers from the cache, joins equal requests, sees clients go.

RSGI rather than WSGI: only RSGI tells that a client has gone, and a body that arrives slowly
holds no thread. Everything happens in the event loop's thread but, up to ``hand_over``, the
answering of hits.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from time import perf_counter
from typing import Any

from ..settings import Settings
from .arrival import read_body, read_headers
from .budget import Accounts
from .cache import Cache, Entry
from .computing import PROBES, Computing
from .current import Current
from .delivery import Delivery, Explain
from .exchange import Exchange, never
from .flights import Departure, Flight, Flights
from .journal import Journal
from .loop import hand_over
from .metrics import Metrics
from .outbox import Outbox
from .preflight import PREFLIGHT, is_preflight
from .problems import Problem
from .sending import send
from .visit import Reception, Visit

SAFE = ("GET", "HEAD")
SPARE = 8  # threads beyond workers and queue: enough to be told at once that all are busy
ROOM = 64 << 10  # bytes of a form beside the query
PATIENCE = 0.02  # seconds after which it is worth knowing whether the client is still there
FLUSH = 0.25  # seconds between writes of journal and metrics


def threads_for(settings: Settings) -> int:
    """How many requests may be computed at a time: workers, queue, and who is told of the rest."""
    return settings.workers + settings.queue + SPARE


class Border:
    """An RSGI application: what is not in the cache ``computing`` computes, ``explain`` refuses."""

    def __init__(
        self,
        computing: Computing,
        explain: Explain,
        current: Current,
        settings: Settings,
        accounts: Accounts,
        metrics: Metrics,
        outbox: Outbox,
    ) -> None:
        self._computing, self._settings, self.current = computing, settings, current
        self._accounts, self._metrics, self._journal = accounts, metrics, Journal()
        self._outbox = outbox
        self._delivery = Delivery(explain, accounts, self._journal, outbox)
        self._reception = Reception(lambda: current.release.id, settings.trusted_hops)
        self._cache, self._flights = Cache(settings.cache), Flights()
        self._most = threads_for(settings)

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to serve on an event loop."""
        self._loop = loop
        self._computing.open(loop)
        self._tick()

    def close(self) -> None:
        """Write what is left to write."""
        self._flush()
        self._metrics.close()
        self._outbox.close()

    async def serve(self, scope: Any, proto: Any) -> None:
        """Answer one HTTP request."""
        began, headers = perf_counter(), read_headers(scope.headers)
        body: bytes | Problem = b""
        if scope.method not in SAFE:
            if is_preflight(scope.method, headers):
                send(proto, "OPTIONS", 204, PREFLIGHT, b"")
                return
            await hand_over()
            longest = 3 * self._settings.query + ROOM
            body = await read_body(proto, headers, longest, self._settings.body_wait)
        if isinstance(body, Problem):
            visit = self._reception.receive(scope, proto, headers, b"", began)
            self._delivery.refuse(visit, body)
            return
        visit = self._reception.receive(scope, proto, headers, body, began)
        entry = self._cache.get(visit.key)
        if entry is not None:
            self._delivery.give(visit, entry, "hit")
            return
        begun = self._begin(visit)
        if isinstance(begun, Entry):
            self._delivery.give(visit, begun, "miss")
            return
        if scope.method in SAFE:
            await hand_over()
        await self._wait(visit, *begun)

    def _begin(self, visit: Visit) -> Entry | tuple[Flight, bool]:
        """The answer if it can be had at once, else the flight to wait for; in any thread.

        With the flight comes whether this visit leads it or joins one that another began.
        """
        flight = self._flights.get(visit.key)
        if flight is not None:
            return flight, False
        problem = self._hindrance(visit)
        if problem is not None:
            return self._delivery.worded(visit, problem)
        own = Exchange(visit.id)
        begun = self._computing.begin(visit, own)
        if isinstance(begun, Entry):
            self._settle(visit, begun)
            return begun
        flight = Flight(self._loop.create_future(), own, begun)
        self._flights.start(visit.key, flight)
        return flight, True

    async def _wait(self, visit: Visit, flight: Flight, leads: bool) -> None:
        flight.waiting += 1
        if leads:
            self._computing.go_on(visit, flight)
        departure = Departure(visit.proto, lambda: self._flights.leave(visit.key, flight))
        patience = self._loop.call_later(PATIENCE, departure.watch)
        entry = await flight.landing
        patience.cancel()
        gone, cache = departure.stop(), "miss" if leads else "joined"
        if leads:
            self._settle(visit, entry)
        problem = entry.exchange.problem
        if gone:
            self._delivery.lose(visit, entry, cache)
        elif problem is None or leads:
            self._delivery.give(visit, entry, cache)
        elif problem.kind == "abandoned":
            await self._again(visit)
        else:
            self._delivery.refuse(visit, problem)

    async def _again(self, visit: Visit) -> None:
        """Serve a visit that joined a flight in the moment in which all others left it."""
        begun = self._begin(visit)
        if isinstance(begun, Entry):
            self._delivery.give(visit, begun, "miss")
        else:
            await self._wait(visit, *begun)

    def _settle(self, visit: Visit, entry: Entry) -> None:
        """Charge and count what was computed, and keep it if it may be kept."""
        own = entry.exchange
        own.gone = never  # an entry that is kept must not keep its flight
        self._accounts.charge(visit.request.client, own.seconds)
        self._metrics.observe(own)
        small = entry.size <= self._settings.cache_entry
        if small and entry.status == 200 and own.release == visit.key[0]:
            self._cache.put(visit.key, entry)

    def _hindrance(self, visit: Visit) -> Problem | None:
        """Why nothing can be computed for this visit now, if so."""
        if visit.request.path in PROBES:
            return None
        if len(self._flights) >= self._most:
            return Problem("busy", "Too many queries wait.", headers=(("retry-after", "1"),))
        return self._accounts.refusal(visit.request.client)

    def _tick(self) -> None:
        self._flush()
        self._loop.call_later(FLUSH, self._tick)

    def _flush(self) -> None:
        self._outbox.look()
        notes = self._journal.flush()
        held = {"cache": self._cache.size, "outbox": self._outbox.size}
        self._metrics.flush(self.current.engine.status(), held, notes)
