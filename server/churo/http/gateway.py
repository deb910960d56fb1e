"""Stands in front of the site: answers from the cache, joins equal requests, sees clients go.

RSGI rather than WSGI: only RSGI tells that a client has gone, and a body that arrives slowly
holds no thread. Everything happens in the event loop's thread but, up to ``hand_over``, the
answering of hits.
"""

# Why: docs/decisions/2026-11-26-front-door-and-site.md

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from ..model import EngineStatus
from ..settings import Settings, public_url_of
from .context import Context, never
from .delivery import Delivery, ExplainProblem
from .dispatch import Dispatcher
from .fields.cors import PREFLIGHT, is_preflight
from .limits.concurrency import ConcurrencyLimit
from .limits.rate_limit import RateLimit
from .monitoring.access_log import AccessLog
from .monitoring.metrics import Metrics
from .problem import Problem
from .process.eager_loop import hand_over
from .requests import request_limits
from .requests.request import IncomingRequest
from .requests.request_reading import BodyReader, RequestReader, read_headers
from .responses.cache import Cache, Entry
from .responses.coalescing import Coalescer, DisconnectWatch, SharedComputation
from .responses.response import send
from .responses.spool import Spool

SAFE = ("GET", "HEAD")
# Threads beyond workers and queue: for what needs no worker, and to be told at once that all are busy.
SPARE = 32
ROOM = 64 << 10  # bytes of a form beside the query
PATIENCE = 0.02  # seconds after which it is worth knowing whether the client is still there
# Problems of who leads a computation, which those who join it need not have.
OF_THE_LEADER = ("busy", "concurrency", "budget")
FLUSH = 0.25  # seconds between writes of access log and metrics


def threads_for(settings: Settings) -> int:
    """How many requests may be computed at a time: workers, queue, and who is told of the rest."""
    return settings.workers_per_process + settings.queue_length + SPARE


class Gateway:
    """An RSGI application: what is not in the cache ``dispatcher`` computes, ``explain`` refuses.

    ``release_id`` says what is served now: answers are kept no longer than that. ``engine_status``
    says how those who compute are.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        explain: ExplainProblem,
        release_id: Callable[[], str],
        engine_status: Callable[[], EngineStatus],
        settings: Settings,
        rate_limit: RateLimit,
        metrics: Metrics,
        spool: Spool,
    ) -> None:
        self._dispatcher, self._settings, self._engine_status = dispatcher, settings, engine_status
        self._rate_limit, self._metrics, self._access_log = rate_limit, metrics, AccessLog()
        self._spool = spool
        self._delivery = Delivery(explain, rate_limit, self._access_log, spool)
        self._request_reader = RequestReader(
            release_id,
            settings.trusted_proxies,
            urlsplit(public_url_of(settings)).path,
            dispatcher.direct_paths,
        )
        self._bodies = BodyReader(
            3 * settings.max_query_bytes + ROOM, settings.request_body_timeout_seconds
        )
        self._cache, self._coalescer = Cache(settings.cache_bytes), Coalescer()
        self._concurrency = ConcurrencyLimit(threads_for(settings))

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to serve on an event loop."""
        self._loop = loop
        self._dispatcher.open(loop)
        self._tick()

    def close(self) -> None:
        """Write what is left to write."""
        self._flush()
        self._spool.close()

    async def serve(self, scope: Any, proto: Any) -> None:
        """Answer one HTTP request."""
        began, headers = perf_counter(), read_headers(scope.headers)
        problem = request_limits.refusal(scope.path, headers) or request_limits.host_refusal(
            scope.http_version, headers
        )
        if problem is not None:
            self._refuse(scope, proto, request_limits.legible(headers), problem, began)
            return
        body: bytes | Problem = b""
        if scope.method not in SAFE:
            if is_preflight(scope.method, headers):
                send(proto, "OPTIONS", 204, PREFLIGHT, b"")
                return
            await hand_over()
            payer = self._billed(self._request_reader.client(scope, headers))
            body = await self._bodies.read(proto, headers, payer)
        if isinstance(body, Problem):
            self._refuse(scope, proto, headers, body, began)
            return
        incoming = self._request_reader.read(scope, proto, headers, body, began)
        entry = self._cache.get(incoming.key)
        if entry is not None:
            self._delivery.give(incoming, entry, "hit")
            return
        pending = self._begin(incoming)
        if isinstance(pending, Entry):
            self._delivery.give(incoming, pending, "miss")
            return
        if scope.method in SAFE:
            await hand_over()
        await self._wait(incoming, *pending)

    def _refuse(
        self, scope: Any, proto: Any, headers: dict[str, str], problem: Problem, began: float
    ) -> None:
        """Tell why a request is not read whole."""
        incoming = self._request_reader.read(scope, proto, headers, b"", began)
        self._delivery.refuse(incoming, problem)

    def _begin(
        self, incoming: IncomingRequest, alone: bool = False
    ) -> Entry | tuple[SharedComputation, bool]:
        """The answer if it can be had at once, else the computation to wait for; in any thread.

        With the computation comes whether this request leads it or joins one that another began, as it
        never does when it is to be served ``alone``.
        """
        payer, probe = self._payer(incoming), self._is_probe(incoming)
        computation = None if alone else self._coalescer.get(incoming.key)
        if computation is not None and self._may_join(computation, payer):
            return computation, False
        problem = None if probe else self._refusal(payer)
        if problem is not None:
            return self._delivery.worded(incoming, problem)
        deadline = self._settings.query_timeout_seconds
        context = Context(incoming.id, client=payer, python_limit=deadline)
        pending = self._dispatcher.begin(incoming, context)
        if isinstance(pending, Entry):
            self._settle(incoming, pending)
            return pending
        if not probe:
            self._concurrency.enter(payer)
        computation = SharedComputation(self._loop.create_future(), context, pending)
        self._coalescer.start(incoming.key, computation)
        return computation, True

    async def _wait(
        self,
        incoming: IncomingRequest,
        computation: SharedComputation,
        leads: bool,
        refusals: int = 0,
    ) -> None:
        computation.waiting += 1
        if leads:
            self._dispatcher.go_on(incoming, computation)
        disconnect = DisconnectWatch(
            incoming.proto, lambda: self._coalescer.leave(incoming.key, computation)
        )
        patience = self._loop.call_later(PATIENCE, disconnect.watch)
        entry = await computation.entry
        patience.cancel()
        gone, cache = disconnect.stop(), "miss" if leads else "joined"
        if leads:
            if not self._is_probe(incoming):
                self._concurrency.leave(computation.context.client)
            self._settle(incoming, entry)
        problem = entry.context.problem
        if gone:
            self._delivery.lose(incoming, entry, cache)
        elif problem is None or leads:
            self._delivery.give(incoming, entry, cache)
        elif problem.kind == "abandoned":
            await self._again(incoming, refusals)
        elif problem.kind in OF_THE_LEADER and self._payer(incoming) != entry.context.client:
            await self._again(incoming, refusals + 1)
        else:
            self._delivery.refuse(incoming, problem)

    def _may_join(self, computation: SharedComputation, payer: str) -> bool:
        """Whether one may wait for what another began: not behind all else that this one has asked."""
        leader = computation.context.client
        return leader in ("", payer) or self._concurrency.under_way(leader) <= 1

    async def _again(self, incoming: IncomingRequest, refusals: int) -> None:
        """Serve a request that joined what all others left, or what was refused to its leader.

        After one refusal it may join who also waited for that, and after two it waits for nobody.
        """
        pending = self._begin(incoming, alone=refusals > 1)
        if isinstance(pending, Entry):
            self._delivery.give(incoming, pending, "miss")
        else:
            await self._wait(incoming, *pending, refusals)

    def _settle(self, incoming: IncomingRequest, entry: Entry) -> None:
        """Charge and count what was computed, and keep it if it may be kept."""
        context = entry.context
        # An entry that is kept must not keep its computation, nor the query, which its key has.
        context.gone, context.query = never, ""
        self._rate_limit.charge(context.client, context.seconds + context.python_seconds)
        self._metrics.observe(context)
        small = entry.size <= self._settings.max_cache_entry_bytes
        if small and entry.status == 200 and context.release == incoming.key[0]:
            self._cache.put(incoming.key, entry)

    def _payer(self, incoming: IncomingRequest) -> str:
        """Who pays for a request; nobody for a probe, nor for a client who is not limited."""
        return "" if self._is_probe(incoming) else self._billed(incoming.request.client)

    def _billed(self, client: str) -> str:
        return "" if self._rate_limit.is_exempt(client) else client

    def _is_probe(self, incoming: IncomingRequest) -> bool:
        return incoming.request.path in self._dispatcher.probes

    def _refusal(self, payer: str) -> Problem | None:
        """Why nothing can be computed for a client now, if so."""
        return self._concurrency.refusal(payer) or (
            self._rate_limit.refusal(payer) if payer else None
        )

    def _tick(self) -> None:
        self._loop.call_later(FLUSH, self._tick)  # first, so that no mishap is the last
        self._flush()

    def _flush(self) -> None:
        self._spool.relieve()
        entries = self._access_log.flush()
        held = {"cache": self._cache.size, "spool": self._spool.size}
        self._metrics.flush(self._engine_status(), held, entries)
