"""Stands between granian and Flask: answers from the cache, joins equal requests, sees clients go.

RSGI rather than WSGI: only RSGI tells that a client has gone, and a body that arrives slowly
holds no thread. Everything happens in the event loop's thread, but for ``_run`` and, up to
``hand_over``, the answering of hits.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from time import perf_counter
from typing import Any
from wsgiref.types import WSGIApplication

from ..settings import Settings
from .arrival import read_body, read_headers
from .budget import Accounts
from .cache import Cache, Entry
from .current import Current
from .delivery import Delivery
from .exchange import Exchange, Reply, Request
from .faults import Faults
from .flights import Departure, Flight, Flights
from .journal import Journal
from .loop import hand_over
from .metrics import Metrics
from .preflight import PREFLIGHT, is_preflight
from .problems import Problem
from .sending import entry_of, send
from .visit import Key, Reception, Visit
from .wsgi import call

SAFE = ("GET", "HEAD")
PROBES = ("/healthz", "/readyz", "/metrics")
SPARE = 8  # threads beyond workers and queue: enough to be told at once that all are busy
ROOM = 64 << 10  # bytes of a form beside the query
PATIENCE = 0.02  # seconds after which it is worth knowing whether the client is still there
FLUSH = 0.25  # seconds between writes of journal and metrics

Direct = Mapping[tuple[str, str], Callable[[Request, Exchange], Reply]]


class Border:
    """An RSGI application around a WSGI one.

    Requests that are in ``direct`` by method and path go past the WSGI application.
    """

    def __init__(
        self,
        app: WSGIApplication,
        direct: Direct,
        faults: Faults,
        current: Current,
        settings: Settings,
        public_url: str,
        accounts: Accounts,
        metrics: Metrics,
    ) -> None:
        self._app, self._direct, self._faults = app, direct, faults
        self._settings, self._public_url, self.current = settings, public_url, current
        self._accounts, self._metrics, self._journal = accounts, metrics, Journal()
        self._delivery = Delivery(faults.explain, accounts, metrics, self._journal)
        self._reception = Reception(lambda: current.release.id, settings.trusted_hops)
        self._cache, self._flights = Cache(settings.cache), Flights()
        self._most = settings.workers + settings.queue + SPARE
        self._askers = ThreadPoolExecutor(self._most, "asker")
        self._probes = ThreadPoolExecutor(2, "probe")

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to serve on an event loop."""
        self._loop = loop
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
        self._flights.start(visit.key, flight)
        pool = self._probes if visit.request.path in PROBES else self._askers
        job = pool.submit(self._run, visit, flight)
        job.add_done_callback(
            lambda done: self._loop.call_soon_threadsafe(self._arrive, visit.key, flight, done)
        )
        return flight

    def _run(self, visit: Visit, flight: Flight) -> Entry:
        own = Exchange(visit.id, flight.abandoned)
        try:
            direct = self._direct.get((visit.request.method, visit.request.path))
            if direct is None:
                reply = call(self._app, visit.request, self._public_url, own)
            else:
                reply = direct(visit.request, own)
        except Exception as error:  # noqa: BLE001  the one place where everything ends
            reply = self._faults.reply(error, visit.request, own)
        return entry_of(reply, visit.coded)

    def _arrive(self, key: Key, flight: Flight, job: Future[Entry]) -> None:
        entry = job.result()
        small = entry.exchange.body is None and len(entry.body) <= self._settings.cache_entry
        if small and entry.status == 200 and entry.exchange.release == key[0]:
            self._cache.put(key, entry)
        flight.landing.set_result(entry)

    def _tick(self) -> None:
        self._flush()
        self._loop.call_later(FLUSH, self._tick)

    def _flush(self) -> None:
        self._metrics.flush(self.current.engine.status(), self._cache.size)
        self._journal.flush()
