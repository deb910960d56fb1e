"""Has replies computed outside of the event loop, or beside it where the engine can be waited for."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from ..errors import Abandoned, Busy
from ..model import SLOW_SECONDS
from .context import Context
from .limits.turns import Turn, Turns
from .requests.request import IncomingRequest, Request
from .responses.cache import Entry
from .responses.coalescing import SharedComputation
from .responses.pending_reply import PendingReply
from .responses.response import Reply, entry_of
from .responses.spool import Spool

# Milliseconds for which a thread that serves others may stand still: most answers come sooner, and
# then the loop need not be told to wait.
SOON = 1
AT_A_TIME = 2  # views that compute at a time, so that one may wait for a disk
GRACE = 0.2  # seconds over the deadline after which the worker's own clock must have rung


class DirectView(Protocol):
    """A view that goes past the router, and may be begun without waiting."""

    def __call__(self, request: Request, context: Context) -> Reply:
        """Answer, however long that takes."""

    def begin(self, request: Request, context: Context) -> PendingReply | None:
        """Begin to answer; ``None`` when that cannot be without waiting."""


DirectRoutes = Mapping[tuple[str, str], DirectView]
View = Callable[[Request, Context], Reply]
ExplainError = Callable[[Exception, Request, Context], Reply]


class Dispatcher:
    """Runs each request to its end; only ``begin``, ``_run`` and ``_settle`` leave the loop's thread.

    Requests that ``direct`` has by method and path go past the ``site``, which answers all others;
    paths of ``probes`` have threads of their own. ``explain`` makes a reply of an error; who waits
    ``patience`` seconds for a turn to compute gets one.
    """

    def __init__(
        self,
        site: View,
        direct: DirectRoutes,
        probes: Collection[str],
        explain: ExplainError,
        threads: int,
        deadline: float,
        patience: float,
        spool: Spool,
    ) -> None:
        self._site, self._direct, self.probes = site, direct, probes
        self._explain, self._spool, self._deadline = explain, spool, deadline
        self.direct_paths = frozenset(path for _, path in direct)
        self._threads = ThreadPoolExecutor(threads, "view")
        self._turns = Turns(AT_A_TIME, patience)
        self._probe_threads = ThreadPoolExecutor(2, "probe")

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to serve on an event loop."""
        self._loop = loop

    def begin(self, incoming: IncomingRequest, context: Context) -> Entry | PendingReply | None:
        """The answer if it comes at once, else the wait for it; ``None``: a thread must compute it.

        May be called in any thread, which it holds for a moment.
        """
        direct = self._direct.get((incoming.request.method, incoming.request.path))
        if direct is None:
            return None
        context.begin_counting()
        try:
            pending = direct.begin(incoming.request, context)
            if pending is not None and pending.ready(SOON):
                return self._entry(incoming, context, pending.finish)
            return pending
        except Exception as error:  # noqa: BLE001  everything ends as a problem
            reply = self._explain(error, incoming.request, context)
            return entry_of(reply, incoming.codings)
        finally:
            context.end_counting()

    def go_on(self, incoming: IncomingRequest, computation: SharedComputation) -> None:
        """Compute what could not be had at once, and finish the computation with it."""
        if computation.pending is not None:
            self._await(incoming, computation, computation.context, computation.pending)
            return
        context, abandoned = computation.context, computation.abandoned
        if incoming.request.path in self.probes:
            context.gone = abandoned
            self._hand(self._probe_threads, computation, lambda: self._run(incoming, context))
            return
        context.gone = turn = Turn(self._turns, context.client, abandoned)
        self._hand(self._threads, computation, lambda: self._run_in_turn(incoming, context, turn))

    def _await(
        self,
        incoming: IncomingRequest,
        computation: SharedComputation,
        context: Context,
        pending: PendingReply,
    ) -> None:
        """Wait for a pending answer: for its beginning, the deadline, or that all have gone."""

        def settle(work: Callable[[], Reply], at_once: bool) -> None:
            self._loop.remove_reader(descriptor)
            timer.cancel()
            way.cancel()
            computation.on_abandoned = None
            if at_once:
                computation.finish(self._settle(incoming, context, work))
            else:
                self._hand(
                    self._threads, computation, lambda: self._settle(incoming, context, work)
                )

        def stop(cause: str) -> None:
            settle(lambda: pending.stop(cause), at_once=False)

        descriptor = pending.fileno()
        timer = self._loop.call_later(self._deadline + GRACE, stop, "seconds")
        way = self._loop.call_later(SLOW_SECONDS, pending.give_way)
        computation.on_abandoned = lambda: stop("abandoned")
        self._loop.add_reader(descriptor, lambda: settle(pending.finish, pending.ready()))

    def _hand(
        self, pool: ThreadPoolExecutor, computation: SharedComputation, work: Callable[[], Entry]
    ) -> None:
        def arrived(job: Future[Entry]) -> None:
            self._loop.call_soon_threadsafe(lambda: computation.finish(job.result()))

        pool.submit(work).add_done_callback(arrived)

    def _run(self, incoming: IncomingRequest, context: Context) -> Entry:
        request = incoming.request
        view = self._direct.get((request.method, request.path), self._site)
        return self._settle(incoming, context, lambda: view(request, context))

    def _run_in_turn(self, incoming: IncomingRequest, context: Context, turn: Turn) -> Entry:
        try:
            with turn:
                return self._run(incoming, context)
        except (Abandoned, Busy) as error:
            reply = self._explain(error, incoming.request, context)
            return entry_of(reply, incoming.codings)

    def _settle(
        self, incoming: IncomingRequest, context: Context, work: Callable[[], Reply]
    ) -> Entry:
        context.begin_counting()
        try:
            return self._entry(incoming, context, work)
        finally:
            context.end_counting()

    def _entry(
        self, incoming: IncomingRequest, context: Context, work: Callable[[], Reply]
    ) -> Entry:
        try:
            return self._spool.store(entry_of(work(), incoming.codings))
        except Exception as error:  # noqa: BLE001  the one place where everything ends
            reply = self._explain(error, incoming.request, context)
            return entry_of(reply, incoming.codings)
