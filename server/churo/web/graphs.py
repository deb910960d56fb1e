"""SPARQL 1.1 Graph Store Protocol, its read side: a graph by parameter or by its own address."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from .. import negotiation, protocol
from ..errors import NotAcceptable, ProtocolError
from ..model import Question
from ..negotiation import RDF_FORMATS
from . import answers, exchange
from .current import Current

PATH = "/rdf-graph-store"
WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
NAMED = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


class GraphStore:
    """Gives the graphs of the current release as they are."""

    def __init__(self, current: Current, base: str, url: str, max_age: int) -> None:
        self._current, self._base, self._url, self._max_age = current, base, url, max_age

    def indirect(self) -> Response:
        """GET with ?graph=IRI or ?default (§4.2)."""
        pairs = protocol.read_pairs(exchange.current()[0].query.encode("utf-8", "surrogateescape"))
        graphs = [value for name, value in pairs if name == "graph"]
        defaults = [name for name, _ in pairs if name == "default"]
        if len(graphs) + len(defaults) != 1:
            raise ProtocolError("parameter", "Name one graph: ?graph=IRI or ?default.")
        if defaults:
            return self._give(None)
        if not protocol.is_absolute(graphs[0]):
            raise ProtocolError("parameter", f"{graphs[0]!r} is not an absolute IRI.")
        return self._give(graphs[0])

    def direct(self, name: str) -> Response:
        """GET of a graph's own IRI (§4.1), as far as it is under a base that is served here."""
        for base in (self._base, f"{self._url}/"):
            if f"{base}graph/{name}" in self._current.release.graphs:
                return self._give(f"{base}graph/{name}")
        abort(404, f"There is no graph {self._base}graph/{name}.")

    def _give(self, graph: str | None) -> Response:
        if graph is not None and graph not in self._current.release.graphs:
            abort(404, f"There is no graph {graph}.")
        request, own = exchange.current()
        choice = negotiation.choose(request.headers.get("accept"), RDF_FORMATS)
        if choice is None:
            raise NotAcceptable("graph")
        text = NAMED.format(graph=graph) if graph else WHOLE
        question = Question(text, self._url, None, choice.format.spooled)
        answer, release = self._current.ask(question, own.gone)
        own.kind, own.rows, own.seconds = answer.kind, answer.rows, answer.seconds
        reply = answers.spooled(
            own, answer, choice.media_type, release, self._max_age, {"vary": "Accept"}
        )
        return answers.to_flask(reply)


def blueprint(store: GraphStore) -> Blueprint:
    """The routes; a method that writes is answered with 405 and Allow by the framework."""
    routes = Blueprint("graphs", __name__)
    routes.add_url_rule(PATH, "indirect", store.indirect, methods=["GET"])
    routes.add_url_rule("/graph/<path:name>", "direct", store.direct, methods=["GET"])
    return routes
