"""SPARQL 1.1 Graph Store Protocol, its read side: a graph by parameter or by its own address."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort

from .. import negotiation, protocol
from ..errors import NotAcceptable, ProtocolError
from ..identifiers import Spaces, split_suffix
from ..model import Question
from ..negotiation import HTML, RDF_FORMATS, Choice, of_family
from ..representation.signposts import Link, header
from . import answers, exchange
from .current import Current
from .redirection import moved

PATH = "/rdf-graph-store"
WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
NAMED = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"


class GraphStore:
    """Gives the graphs of the current release as they are."""

    def __init__(
        self,
        current: Current,
        spaces: Spaces,
        max_age: int,
        elsewhere: Callable[[str], Response],
    ) -> None:
        self._current, self._spaces, self._max_age = current, spaces, max_age
        self._elsewhere = elsewhere

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
        """GET of a graph's own IRI (§4.1), as far as it is under a base that is served here.

        Who wants a page, or names what is no graph, is answered ``elsewhere`` under the same name.
        """
        path = f"graph/{name}"
        stem, suffix = split_suffix(path)
        graph = self._known(path)
        if graph and not self._spaces.is_spelled(graph, path):
            return moved(self._spaces.address(graph))
        if graph and not self._wants_page():
            return self._give(graph)
        if suffix and (graph := self._known(stem)):
            named = negotiation.named(suffix, "graph")
            if named is not None and named.format in RDF_FORMATS:
                return self._give(graph, named)
        return self._elsewhere(path)

    def _known(self, name: str) -> str | None:
        graphs = self._current.release.named
        return next((iri for iri in self._spaces.iris(name) if iri in graphs), None)

    def _wants_page(self) -> bool:
        accept = exchange.current()[0].headers.get("accept")
        choice = negotiation.choose(accept, of_family("graph"))
        return choice is not None and choice.format.media_type == HTML

    def _give(self, graph: str | None, choice: Choice | None = None) -> Response:
        if graph is not None and graph not in self._current.release.named:
            abort(404, f"There is no graph {graph}.")
        request, own = exchange.current()
        choice = choice or negotiation.choose(request.headers.get("accept"), RDF_FORMATS)
        if choice is None:
            raise NotAcceptable("graph")
        text = NAMED.format(graph=graph) if graph else WHOLE
        question = Question(text, self._spaces.url, None, choice.format.spooled)
        answer, release = self._current.ask(question, own.gone)
        own.kind, own.rows, own.seconds = answer.kind, answer.rows, answer.seconds
        headers = {"vary": "Accept", **self._links(graph)}
        reply = answers.spooled(own, answer, choice.media_type, release, self._max_age, headers)
        return answers.to_flask(reply)

    def _links(self, graph: str | None) -> dict[str, str]:
        """Where the graph is described, and the licence, as far as they are known."""
        described = graph and self._spaces.name(graph) and self._spaces.document(graph)
        links = [Link("describedby", described)] if described else []
        if license := self._current.license:
            links.append(Link("license", license))
        return {"link": header(links)} if links else {}


def blueprint(store: GraphStore) -> Blueprint:
    """The routes; a method that writes is answered with 405 and Allow by the framework."""
    routes = Blueprint("graphs", __name__)
    routes.add_url_rule(PATH, "indirect", store.indirect, methods=["GET"])
    routes.add_url_rule("/graph/<path:name>", "direct", store.direct, methods=["GET"])
    return routes
