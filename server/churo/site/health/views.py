"""Whether the server lives, is ready, and what it counts: /healthz, /readyz, /metrics."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from threading import Lock
from time import monotonic

from prometheus_client import CONTENT_TYPE_LATEST

from ...errors import Busy, QueryError
from ...http.context import Context
from ...http.fields import cache_control
from ...http.monitoring.metrics import Metrics
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...model import Query, Release
from .. import query_files
from ..addresses.routing import Route
from ..releases.served_release import ServedRelease
from ..store.results import JSON

ALIVE, READY, METRICS = "/healthz", "/readyz", "/metrics"
PROBES = (ALIVE, READY, METRICS)
REMEMBERED = 5.0  # seconds for which the canary's word is taken


class Canary:
    """Asks a query whose answer the release states: how many triples its smallest graph has."""

    def __init__(self, served: ServedRelease, clock: Callable[[], float] = monotonic) -> None:
        self._served, self._clock = served, clock
        self._queries = query_files.read(__package__)
        self._lock = Lock()
        self._asking = False
        self._verdict: tuple[str, str, float] = ("", "no worker has answered yet", 0.0)

    def ail(self) -> str:
        """What is wrong with the answer, empty when nothing is; asked again every few seconds.

        While one thread asks, others are told what was found before.
        """
        release = self._served.release
        with self._lock:
            id, ail, when = self._verdict
            known = id == release.id
            if known and not ail and self._clock() - when < REMEMBERED:
                return ail
            before = ail if known else "no worker has answered yet"
            if self._asking:
                return before
            self._asking = True
        try:
            ail = self._ask(release)
        except Busy:
            return before
        except QueryError as error:
            ail = f"the canary failed: {error}"
        finally:
            self._asking = False
        self._verdict = (release.id, ail, self._clock())
        return ail

    def _ask(self, release: Release) -> str:
        # The smallest graph, as the least to count. What stands in no named graph is counted alone
        # only where there is none: the default graph is the merge of all.
        sample = self._served.index.sample
        if sample is not None:
            return self._counted(self._queries["count_thing"].bind(thing=sample[0]), sample[1])
        known = {iri: count for iri, count in release.graphs.items() if iri} or release.graphs
        graph, triples = min(known.items(), key=lambda row: (row[1], row[0]), default=("", 0))
        named, default = self._queries["count_named_graph"], self._queries["count_default_graph"]
        text = named.bind(graph=graph) if graph else default.text
        return self._counted(text, triples)

    def _counted(self, text: str, triples: int) -> str:
        answer, _ = self._served.ask(Query(text, "urn:churo:canary", JSON, None, own=True), None)
        found = json.loads(b"".join(answer.body.open()))["results"]["bindings"]
        count = int(found[0]["triples"]["value"])
        return "" if count == triples else f"the canary counted {count}, not {triples}"


class HealthViews:
    """The three addresses, none of whose answers is kept by anyone."""

    def __init__(self, served: ServedRelease, metrics: Metrics) -> None:
        self._served, self._metrics = served, metrics
        self._canary = Canary(served)

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield Route(ALIVE, self.alive)
        yield Route(READY, self.ready)
        yield Route(METRICS, self.metrics)

    def alive(self, request: Request, context: Context) -> Reply:
        """That the process answers at all."""
        return _unkept(context, 200, "application/json", json.dumps({"alive": True}).encode())

    def ready(self, request: Request, context: Context) -> Reply:
        """Whether queries are answered, and rightly."""
        status, release = self._served.engine.status(), self._served.release.id
        ails = [self._canary.ail()]
        if status.workers < 1:
            ails.append("there are no workers")
        ails = [ail for ail in ails if ail]
        document = {
            "ready": not ails,
            "release": release,
            "workers": status.workers,
            "busy": status.busy,
            "because": ails,
        }
        body = json.dumps(document).encode()
        return _unkept(context, 503 if ails else 200, "application/json", body)

    def metrics(self, request: Request, context: Context) -> Reply:
        """The counters of all processes, for Prometheus."""
        return _unkept(context, 200, CONTENT_TYPE_LATEST, self._metrics.text())


def _unkept(context: Context, status: int, media_type: str, body: bytes) -> Reply:
    headers = [("content-type", media_type), (cache_control.NAME, cache_control.NEVER)]
    return Reply(status, headers, body, context)
