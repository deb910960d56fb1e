"""Stands between granian and Flask: answers from the cache, joins equal requests, sees clients go.

RSGI rather than WSGI: only RSGI tells that a client has gone, and a body that arrives slowly
holds no thread. Everything but ``_run`` happens in the event loop's thread.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop, ensure_future
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import Any
from wsgiref.types import WSGIApplication

from ..negotiation import accepts_gzip
from ..settings import Settings
from .arrival import read_body, read_headers, read_id
from .budget import Accounts, client_of
from .cache import Cache, Entry, Headers
from .current import Current
from .exchange import Exchange
from .flights import Flight, Flights
from .journal import Journal
from .metrics import Metrics
from .problems import Problem
from .sending import entry_of, precondition, send, stream, timing
from .wsgi import Reply, Request, call

SAFE = ("GET", "HEAD")
PROBES = ("/healthz", "/readyz", "/metrics")
GONE = 499  # only in journal and metrics: nobody is there to be told
SPARE = 8  # threads beyond workers and queue: enough to be told at once that all are busy
ROOM = 64 << 10  # bytes of a form beside the query
FLUSH = 0.25  # seconds between writes of journal and metrics

Explain = Callable[[Problem, Request, str], Reply]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request with whom to answer, under which id, and since when."""

    request: Request
    method: str
    proto: Any
    id: str
    began: float
    key: tuple[object, ...]
    coded: bool


class Border:
    """An RSGI application around a WSGI one; ``explain`` words a problem for a client."""

    def __init__(
        self,
        app: WSGIApplication,
        explain: Explain,
        current: Current,
        settings: Settings,
        public_url: str,
        accounts: Accounts,
        metrics: Metrics,
    ) -> None:
        self._app, self._explain, self.current = app, explain, current
        self._settings, self._public_url = settings, public_url
        self._accounts, self._metrics, self._journal = accounts, metrics, Journal()
        self._cache, self._flights = Cache(settings.cache), Flights()
        self._prefix, self._numbers = token_hex(6), count(1)
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
            longest = 3 * self._settings.query + ROOM
            body = await read_body(proto, headers, longest, self._settings.body_wait)
        if isinstance(body, Problem):
            self._refuse(self._visit(scope, proto, headers, b"", began), body)
            return
        visit = self._visit(scope, proto, headers, body, began)
        entry = self._cache.get(visit.key)
        if entry is not None:
            self._give(visit, entry, "hit")
        else:
            await self._compute(visit)

    def _visit(
        self, scope: Any, proto: Any, headers: dict[str, str], body: bytes, began: float
    ) -> Visit:
        client = client_of(
            scope.client, headers.get("x-forwarded-for"), self._settings.trusted_hops
        )
        method = "GET" if scope.method == "HEAD" else scope.method
        request = Request(method, scope.path, scope.query_string, headers, body, client)
        coded = accepts_gzip(headers.get("accept-encoding"))
        id = read_id(headers.get("x-request-id")) or f"{self._prefix}-{next(self._numbers):x}"
        accept = headers.get("accept")
        language = headers.get("accept-language") if accept and "html" in accept else None
        key = (
            self.current.release.id,
            method,
            request.path,
            request.query,
            accept,
            coded,
            language,
            body,
            headers.get("content-type"),
        )
        return Visit(request, scope.method, proto, id, began, key, coded)

    async def _compute(self, visit: Visit) -> None:
        flight, cache = self._flights.get(visit.key), "joined"
        if flight is None:
            problem = self._hindrance(visit)
            if problem is not None:
                self._refuse(visit, problem)
                return
            flight, cache = self._start(visit), "miss"
        flight.waiting += 1
        leaving = ensure_future(visit.proto.client_disconnect())
        leaving.add_done_callback(lambda _: self._flights.leave(visit.key, flight))
        entry = await flight.landing
        gone = leaving.done()
        leaving.cancel()
        if cache == "miss":
            self._accounts.charge(visit.request.client, entry.exchange.seconds)
            self._metrics.observe(entry.exchange)
        await self._land(visit, entry, cache, gone)

    async def _land(self, visit: Visit, entry: Entry, cache: str, gone: bool) -> None:
        if gone:
            self._note(visit, GONE, 0, cache, entry.exchange)
        elif entry.exchange.problem is not None:
            self._refuse(visit, entry.exchange.problem)
        elif entry.exchange.body is not None:
            await self._stream(visit, entry, cache)
        else:
            self._give(visit, entry, cache)

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
        exchange = Exchange(visit.id, flight.abandoned)
        reply = call(self._app, visit.request, self._public_url, exchange)
        return entry_of(reply, visit.coded)

    def _arrive(self, key: tuple[object, ...], flight: Flight, job: Future[Entry]) -> None:
        entry = job.result()
        if entry.status == 200 and entry.exchange.release == key[0]:
            if entry.exchange.body is None and len(entry.body) <= self._settings.cache_entry:
                self._cache.put(key, entry)
        flight.landing.set_result(entry)

    def _refuse(self, visit: Visit, problem: Problem) -> None:
        reply = self._explain(problem, visit.request, visit.id)
        self._give(visit, entry_of(reply, visit.coded), "none")

    def _give(self, visit: Visit, entry: Entry, cache: str) -> None:
        status, headers, body = entry.status, entry.headers, entry.body
        forced = precondition(visit.request.headers, visit.method, status, entry.etag)
        if forced == 412:
            self._refuse(visit, Problem("precondition", f"The ETag is {entry.etag}."))
            return
        if forced == 304:
            status, headers, body = 304, entry.unchanged, b""
        own = self._own(visit, entry, cache)
        sent = send(visit.proto, visit.method, status, headers + own, body)
        self._note(visit, status, sent, cache, entry.exchange)

    async def _stream(self, visit: Visit, entry: Entry, cache: str) -> None:
        headers = entry.headers + self._own(visit, entry, cache)
        spool = entry.exchange.body
        if (
            visit.method == "HEAD"
            or spool is None
            or precondition(visit.request.headers, visit.method, 200, entry.etag)
        ):
            self._give(visit, entry, cache)
            return
        sent = await stream(visit.proto, entry.status, headers, spool)
        self._note(visit, entry.status, sent, cache, entry.exchange)

    def _own(self, visit: Visit, entry: Entry, cache: str) -> Headers:
        """The fields that are this reply's alone."""
        own = [("x-request-id", visit.id), timing(visit.began, cache, entry.exchange.seconds)]
        return own if cache == "hit" else own + self._accounts.fields(visit.request.client)

    def _note(self, visit: Visit, status: int, size: int, cache: str, exchange: Exchange) -> None:
        self._metrics.add(status, exchange.kind, cache, size)
        self._journal.add(
            visit.id,
            visit.method,
            visit.request.path,
            status,
            perf_counter() - visit.began,
            size,
            exchange.kind,
            exchange.rows,
            cache,
        )

    def _tick(self) -> None:
        self._flush()
        self._loop.call_later(FLUSH, self._tick)

    def _flush(self) -> None:
        self._metrics.flush(self.current.engine.status(), self._cache.size)
        self._journal.flush()
