"""Whether the server lives, is ready, and what it counts: /healthz, /readyz, /metrics."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from time import monotonic

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST

from ..errors import Busy, QueryError
from ..model import Question, Release
from .current import Current
from .metrics import Metrics

JSON = "application/sparql-results+json"
REMEMBERED = 5.0  # seconds for which the canary's word is taken


class Canary:
    """Asks a question whose answer the release states: how many triples its smallest graph has."""

    def __init__(self, current: Current, clock: Callable[[], float] = monotonic) -> None:
        self._current, self._clock = current, clock
        self._lock = threading.Lock()
        self._verdict: tuple[str, str, float] = ("", "never asked", 0.0)

    def ail(self) -> str:
        """What is wrong with the answer, empty when nothing is; asked again every few seconds."""
        release = self._current.release
        with self._lock:
            id, ail, when = self._verdict
            if id == release.id and not ail and self._clock() - when < REMEMBERED:
                return ail
            try:
                ail = self._ask(release)
            except Busy:
                return ail if id == release.id else "no worker has answered yet"
            except QueryError as error:
                ail = f"the canary failed: {error}"
            self._verdict = (release.id, ail, self._clock())
            return ail

    def _ask(self, release: Release) -> str:
        # Beside named graphs the default graph is a merge, whose size the release does not state.
        known = {iri: count for iri, count in release.graphs.items() if iri} or release.graphs
        graph, triples = min(known.items(), key=lambda row: (row[1], row[0]), default=("", 0))
        scope = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        text = f"SELECT (COUNT(*) AS ?triples) WHERE {{ {scope} }}"
        answer, _ = self._current.ask(Question(text, "urn:churo:canary", JSON, None), None)
        found = json.loads(b"".join(answer.body.open()))["results"]["bindings"]
        count = int(found[0]["triples"]["value"])
        return "" if count == triples else f"the canary counted {count}, not {triples}"


def blueprint(current: Current, metrics: Metrics) -> Blueprint:
    """The three routes; none of their answers is kept by anyone."""
    routes = Blueprint("health", __name__)
    canary = Canary(current)

    @routes.get("/healthz")
    def alive() -> Response:
        return _answer({"alive": True}, 200)

    @routes.get("/readyz")
    def ready() -> Response:
        status, release = current.engine.status(), current.release.id
        ails = [canary.ail()]
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
        return _answer(document, 503 if ails else 200)

    @routes.get("/metrics")
    def counts() -> Response:
        return Response(
            metrics.text(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
        )

    return routes


def _answer(document: dict[str, object], status: int) -> Response:
    return Response(
        json.dumps(document), status, {"Cache-Control": "no-store"}, content_type="application/json"
    )
