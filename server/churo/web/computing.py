"""Computes replies outside of the event loop, or beside it where the engine can be waited for."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol
from wsgiref.types import WSGIApplication

from ..model import LONG
from .begun import Begun
from .cache import Entry
from .exchange import Exchange, Reply, Request
from .faults import Faults
from .flights import Flight
from .outbox import Outbox
from .sending import entry_of
from .visit import Visit
from .wsgi import call

PROBES = ("/healthz", "/readyz", "/metrics")
# Milliseconds for which a thread that serves others may stand still: most answers come sooner, and
# then the loop need not be told to wait.
SOON = 1
GRACE = 0.2  # seconds over the deadline after which the worker's own clock must have rung


class Direct(Protocol):
    """A view that goes past the framework, and may be begun without waiting."""

    def __call__(self, request: Request, own: Exchange) -> Reply:
        """Answer, however long that takes."""

    def begin(self, request: Request, own: Exchange) -> Begun | None:
        """Begin to answer; ``None`` when that cannot be without waiting."""


Routes = Mapping[tuple[str, str], Direct]


class Computing:
    """Runs each request to its end; only ``begin``, ``_run`` and ``_settle`` leave the loop's thread.

    Requests that ``routes`` has by method and path go past the WSGI application ``app``.
    """

    def __init__(
        self,
        app: WSGIApplication,
        routes: Routes,
        faults: Faults,
        public_url: str,
        threads: int,
        deadline: float,
        outbox: Outbox,
    ) -> None:
        self._app, self._routes, self._faults, self._outbox = app, routes, faults, outbox
        self._public_url, self._deadline = public_url, deadline
        self._askers = ThreadPoolExecutor(threads, "asker")
        self._probes = ThreadPoolExecutor(2, "probe")

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to serve on an event loop."""
        self._loop = loop

    def begin(self, visit: Visit, own: Exchange) -> Entry | Begun | None:
        """The answer if it comes at once, else the wait for it; ``None``: a thread must compute it.

        May be called in any thread, which it holds for a moment.
        """
        direct = self._routes.get((visit.request.method, visit.request.path))
        if direct is None:
            return None
        try:
            begun = direct.begin(visit.request, own)
        except Exception as error:  # noqa: BLE001  everything ends as a problem
            return entry_of(self._faults.reply(error, visit.request, own), visit.coded)
        if begun is not None and begun.ready(SOON):
            return self._settle(visit, own, begun.finish)
        return begun

    def go_on(self, visit: Visit, flight: Flight) -> None:
        """Compute what could not be had at once, and land the flight with it."""
        if flight.begun is not None:
            self._await(visit, flight, flight.own, flight.begun)
            return
        flight.own.gone = flight.abandoned
        pool = self._probes if visit.request.path in PROBES else self._askers
        self._hand(pool, flight, lambda: self._run(visit, flight.own))

    def _await(self, visit: Visit, flight: Flight, own: Exchange, begun: Begun) -> None:
        """Wait for a begun answer: for its beginning, the deadline, or that all have gone."""

        def settle(work: Callable[[], Reply], at_once: bool) -> None:
            self._loop.remove_reader(descriptor)
            timer.cancel()
            way.cancel()
            flight.on_abandoned = None
            if at_once:
                flight.land(self._settle(visit, own, work))
            else:
                self._hand(self._askers, flight, lambda: self._settle(visit, own, work))

        def stop(cause: str) -> None:
            settle(lambda: begun.stop(cause), at_once=False)

        descriptor = begun.fileno()
        timer = self._loop.call_later(self._deadline + GRACE, stop, "seconds")
        way = self._loop.call_later(LONG, begun.give_way)
        flight.on_abandoned = lambda: stop("abandoned")
        self._loop.add_reader(descriptor, lambda: settle(begun.finish, begun.ready()))

    def _hand(self, pool: ThreadPoolExecutor, flight: Flight, work: Callable[[], Entry]) -> None:
        def arrived(job: Future[Entry]) -> None:
            self._loop.call_soon_threadsafe(lambda: flight.land(job.result()))

        pool.submit(work).add_done_callback(arrived)

    def _run(self, visit: Visit, own: Exchange) -> Entry:
        direct = self._routes.get((visit.request.method, visit.request.path))
        if direct is not None:
            return self._settle(visit, own, lambda: direct(visit.request, own))
        return self._settle(
            visit, own, lambda: call(self._app, visit.request, self._public_url, own)
        )

    def _settle(self, visit: Visit, own: Exchange, work: Callable[[], Reply]) -> Entry:
        try:
            return self._outbox.store(entry_of(work(), visit.coded))
        except Exception as error:  # noqa: BLE001  the one place where everything ends
            return entry_of(self._faults.reply(error, visit.request, own), visit.coded)
