"""SPARQL 1.1 Graph Store Protocol, its read side: a graph by parameter or by its own address."""

from __future__ import annotations

from collections.abc import Iterator

from ... import negotiation, protocol
from ...errors import ProtocolError, UnknownName
from ...formats import HTML, RDF_FORMATS
from ...http.context import Context
from ...http.fields.link_header import Link, link_field
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...model import Query
from ...negotiation import Choice, of_family
from ...publication.identifiers import Spaces, split_suffix
from .. import query_files
from ..addresses import web_address
from ..addresses.routing import Route, View
from ..releases.served_release import ServedRelease
from ..replies.redirection import Redirection
from ..replies.responder import Responder, choose

PATH = "/rdf-graph-store"


class GraphStoreViews:
    """Gives the graphs of the served release as they are.

    Who wants a page of a graph, or names what is none, is answered ``elsewhere`` under the same
    name.
    """

    def __init__(
        self,
        served: ServedRelease,
        spaces: Spaces,
        respond: Responder,
        redirect: Redirection,
        elsewhere: View,
    ) -> None:
        self._served, self._spaces, self._respond = served, spaces, respond
        self._redirect, self._elsewhere = redirect, elsewhere
        self._queries = query_files.read(__package__)

    def routes(self) -> Iterator[Route]:
        """The routes; a method that writes is answered with 405 and Allow by the router."""
        asked = {"graph": "the IRI of a graph", "default": "without a value: the default graph"}
        types = tuple(row.media_type for row in RDF_FORMATS)
        yield Route(PATH, self.indirect, query=asked, media_types=types)
        yield Route("/graph/<path:name>", self.direct)

    def indirect(self, request: Request, context: Context) -> Reply:
        """GET with ?graph=IRI or ?default (§4.2)."""
        pairs = protocol.read_pairs(request.query.encode("utf-8", "surrogateescape"))
        graphs = [value for name, value in pairs if name == "graph"]
        defaults = [name for name, _ in pairs if name == "default"]
        if len(graphs) + len(defaults) != 1:
            raise ProtocolError("parameter", "Name one graph: ?graph=IRI or ?default.")
        if defaults:
            return self._give(request, context, None)
        if not protocol.is_absolute(graphs[0]):
            raise ProtocolError("parameter", f"{graphs[0]!r} is not an absolute IRI.")
        return self._give(request, context, graphs[0])

    def direct(self, request: Request, context: Context, name: str) -> Reply:
        """GET of a graph's own IRI (§4.1), as far as it is under a base that is served here."""
        path = f"graph/{request.rest('/graph/', name)}"
        stem, suffix = split_suffix(path)
        graph = self._known(f"{path}?{request.query}") if request.query else None
        graph = graph or self._known(path)
        if graph and not self._spaces.is_spelled(graph, path):
            return self._redirect.moved(request, context, self._spaces.address(graph))
        if graph and not _wants_page(request):
            return self._give(request, context, graph)
        if suffix and (graph := self._known(stem)):
            named = negotiation.named(suffix, "graph")
            if named is not None and named.format in RDF_FORMATS:
                return self._give(request, context, graph, named)
        return self._elsewhere(request, context, name=path)

    def _known(self, name: str) -> str | None:
        graphs = self._served.release.named
        return next((iri for iri in self._spaces.iris(name) if iri in graphs), None)

    def _give(
        self, request: Request, context: Context, graph: str | None, choice: Choice | None = None
    ) -> Reply:
        if graph is not None and graph not in self._served.release.named:
            raise UnknownName(f"There is no graph {graph}.")
        choice = choice or choose(request, RDF_FORMATS)
        named, default = self._queries["named_graph"], self._queries["default_graph"]
        text = named.bind(graph=graph) if graph else default.text
        query = Query(text, self._spaces.url, None, choice.format.spooled, client=context.client)
        answer, release = self._served.ask(query, context.gone)
        context.kind, context.rows, context.seconds = answer.kind, answer.rows, answer.seconds
        fields = {"vary": "Accept", **self._links(graph)}
        return self._respond.answer(context, answer, choice.media_type, fields, release)

    def _links(self, graph: str | None) -> dict[str, str]:
        """Where the graph is described, and the licence, as far as they are known."""
        described = graph and self._spaces.name(graph) and self._spaces.document(graph)
        links = [Link("describedby", described)] if described else []
        links += web_address.links("license", [self._served.license])
        return {"link": link_field(links)} if links else {}


def _wants_page(request: Request) -> bool:
    choice = negotiation.choose(request.headers.get("accept"), of_family("graph"))
    return choice is not None and choice.format.media_type == HTML
