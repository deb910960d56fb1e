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
from .flights import Departure, Flight, Flights
from .journal import Journal
from .loop import hand_over
from .metrics import Metrics
from .preflight import PREFLIGHT, is_preflight
from .problems import Problem
from .sending import send
from .visit import Key, Reception, Visit

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
    ) -> None:
        self._computing, self._settings, self.current = computing, settings, current
        self._accounts, self._metrics, self._journal = accounts, metrics, Journal()
        self._delivery = Delivery(explain, accounts, metrics, self._journal)
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
        if scope.method in SAFE:
            await hand_over()
        await self._compute(visit)

    async def _compute(self, visit: Visit) -> None:
        flight, cache = self._flights.get(visit.key), "joined"
        if flight is None:
            problem = self._hindrance(visit)
            if problem is not None:
                self._delivery.refuse(visit, problem)
                return
            flight, cache = self._start(visit), "miss"
        flight.waiting += 1
        departure = Departure(visit.proto, lambda: self._flights.leave(visit.key, flight))
        patience = self._loop.call_later(PATIENCE, departure.watch)
        entry = await flight.landing
        patience.cancel()
        if cache == "miss":
            self._accounts.charge(visit.request.client, entry.exchange.seconds)
            self._metrics.observe(entry.exchange)
        if departure.stop():
            self._delivery.lose(visit, entry, cache)
        elif entry.exchange.problem is not None:
            self._delivery.refuse(visit, entry.exchange.problem)
        else:
            await self._delivery.stream(visit, entry, cache)

    def _hindrance(self, visit: Visit) -> Problem | None:
        """Why nothing can be computed for this visit now, if so."""
        if visit.request.path in PROBES:
            return None
        if len(self._flights) >= self._most:
            return Problem("busy", "Too many queries wait.", headers=(("retry-after", "1"),))
        return self._accounts.refusal(visit.request.client)

    def _start(self, visit: Visit) -> Flight:
        flight = Flight(self._loop.create_future())
        flight.landing.add_done_callback(lambda landed: self._keep(visit.key, landed.result()))
        self._flights.start(visit.key, flight)
        self._computing.start(visit, flight)
        return flight

    def _keep(self, key: Key, entry: Entry) -> None:
        small = entry.exchange.body is None and len(entry.body) <= self._settings.cache_entry
        if small and entry.status == 200 and entry.exchange.release == key[0]:
            self._cache.put(key, entry)

    def _tick(self) -> None:
        self._flush()
        self._loop.call_later(FLUSH, self._tick)

    def _flush(self) -> None:
        self._metrics.flush(self.current.engine.status(), self._cache.size)
        self._journal.flush()
