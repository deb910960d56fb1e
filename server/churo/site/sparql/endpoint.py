"""The endpoint: queries in all forms of the protocol, the service description, the query page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import quote

from ... import negotiation, protocol, rdf
from ...errors import NotAcceptable, ProtocolError, QueryError, UnknownName
from ...formats import FORMATS, HTML, RDF_FORMATS, Family
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.pending_reply import PendingReply
from ...http.responses.response import Reply
from ...model import Answer, Limits, Query
from ...negotiation import Choice, NoFormat, TwoFormats, of_family
from ...protocol import Operation
from ..addresses.routing import Route
from ..releases.served_release import ServedRelease
from ..replies import notice_kinds
from ..replies.responder import Responder, choose
from . import service_description
from .page import QueryPage

PATH = "/sparql"
METHODS = ("GET", "POST", "QUERY")
# Characters of the names that a header field tells: proxies take a head of a few thousand.
MOST_NAMED = 2048
URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
DESCRIPTIONS = (*RDF_FORMATS, *(row for row in of_family("graph") if row.media_type == HTML))
FIELDS: dict[str, str] = {
    "vary": "Accept",
    "accept-query": ", ".join(protocol.BODY_TYPES),
}


@dataclass(frozen=True)
class AcceptedFormats:
    """The formats that the client accepts best, for solutions and for a graph."""

    solutions: Choice | None
    graph: Choice | None

    def types(self) -> list[str]:
        """Their media types."""
        return [row.format.media_type for row in (self.solutions, self.graph) if row]

    def query(self, operation: Operation, url: str, client: str) -> Query:
        """The query to put to the engine on behalf of a client."""
        return Query(
            operation.text,
            url,
            self.solutions.format.spooled if self.solutions else None,
            self.graph.format.spooled if self.graph else None,
            operation.default_graphs,
            operation.named_graphs,
            client,
        )


class Endpoint:
    """Answers the operations of the protocol from the release that is served.

    The gateway calls it past the router, which would cost as much again as a cheap query.
    """

    def __init__(
        self,
        served: ServedRelease,
        page: QueryPage,
        respond: Responder,
        limits: Limits,
        url: str,
        prefixes: Mapping[str, str],
    ) -> None:
        self._served, self._page, self._respond = served, page, respond
        self._limits, self._url, self._prefixes = limits, url, prefixes

    def routes(self) -> Iterator[Route]:
        """The routes, which only a method that is not allowed takes to the endpoint itself."""
        yield Route(PATH, self, METHODS)
        yield Route(f"{PATH}/description.<name>", self.describe_as)

    def __call__(self, request: Request, context: Context) -> Reply:
        """Answer a GET, POST or QUERY: with results, or the description where there is no query."""
        operation = _operation(request, context)
        if operation is None:
            return self._describe(request, context)
        formats = _accepted(operation, request)
        try:
            answer, release = self._ask(operation, formats, context)
        except NotAcceptable as error:
            formats = _next_best(operation, request, error)
            answer, release = self._ask(operation, formats, context)
        return self._reply(operation, formats, answer, release, request, context)

    def _ask(
        self, operation: Operation, formats: AcceptedFormats, context: Context
    ) -> tuple[Answer, str]:
        """The answer with the release that gave it; the client pays for a mistake, too."""
        query = formats.query(operation, self._url, context.client)
        try:
            answer, release = self._served.ask(query, context.gone)
        except QueryError as error:
            context.seconds += error.spent
            raise
        context.seconds += answer.seconds
        return answer, release

    def begin(self, request: Request, context: Context) -> PendingReply | None:
        """Begin to answer without waiting; ``None`` when only ``__call__`` can answer."""
        operation = _operation(request, context)
        if operation is None:
            return None
        formats = _accepted(operation, request)
        if HTML in formats.types() or _may_need_another(formats, request):
            return None
        answered_by, began = self._served.watched(), perf_counter()
        pending = self._served.engine.begin(formats.query(operation, self._url, context.client))
        if pending is None:
            return None

        def reply(settle: Callable[[], Answer]) -> Reply:
            try:
                answer = settle()
            finally:
                context.seconds = perf_counter() - began
            return self._reply(operation, formats, answer, answered_by(), request, context)

        return PendingReply(pending, reply)

    def describe_as(self, request: Request, context: Context, name: str) -> Reply:
        """The service description in the format that a suffix names."""
        choice = negotiation.named(name, "graph")
        if choice is None or choice.format not in RDF_FORMATS:
            raise UnknownName(f"There is no description as {name!r}.")
        return self._written(choice, context)

    def _fields(self) -> dict[str, str]:
        license = self._served.license
        return {**FIELDS, "link": f'<{license}>; rel="license"'} if license else FIELDS

    def _describe(self, request: Request, context: Context) -> Reply:
        choice = choose(request, DESCRIPTIONS)
        if choice.format.media_type != HTML:
            return self._written(choice, context)
        release = self._served.release
        return self._respond.page(context, self._page.empty(release), self._fields())

    def _written(self, choice: Choice, context: Context) -> Reply:
        release = self._served.release
        triples = service_description.describe(
            self._url, release, self._limits, self._served.license
        )
        media_type = choice.format.media_type
        body = rdf.serialize(triples, media_type, self._prefixes)
        return self._respond.reply(context, body, choice.media_type, self._fields(), release.id)

    def _reply(
        self,
        operation: Operation,
        formats: AcceptedFormats,
        answer: Answer,
        release: str,
        request: Request,
        context: Context,
    ) -> Reply:
        context.kind, context.rows = answer.kind, answer.rows
        choice = formats.graph if answer.kind == "graph" else formats.solutions
        assert choice is not None
        if answer.volatile:
            release = ""
        fields = self._fields()
        if terms := _terms(answer.unknown):
            fields = {**fields, "x-unknown-terms": terms}
        if notices := notice_kinds.field(answer.notices, self._url.removesuffix(PATH)):
            fields = {**fields, notice_kinds.FIELD: notices}
        if choice.format.media_type != HTML:
            return self._respond.answer(context, answer, choice.media_type, fields, release)
        language = request.headers.get("accept-language")
        body = self._page.filled(operation, answer, self._served, language)
        fields = {**fields, "vary": "Accept, Accept-Language"}
        return self._respond.reply(context, body, HTML, fields, release)


def _operation(request: Request, context: Context) -> Operation | None:
    query = request.query.encode("utf-8", "surrogateescape")
    kind = request.headers.get("content-type")
    operation = protocol.read(request.method, query, kind, request.body)
    context.query = operation.text if operation else ""
    return operation


def _accepted(operation: Operation, request: Request) -> AcceptedFormats:
    if operation.formats:
        return AcceptedFormats(*_wished(operation))
    accept = request.headers.get("accept")
    families: tuple[Family, Family] = ("solutions", "graph")
    formats = AcceptedFormats(*(negotiation.choose(accept, of_family(row)) for row in families))
    if formats.solutions is None and formats.graph is None:
        raise NotAcceptable("")
    return formats


def _wished(operation: Operation) -> tuple[Choice | None, Choice | None]:
    try:
        return negotiation.wished(operation.formats)
    except TwoFormats as error:
        asked = ", ".join(operation.formats)
        raise ProtocolError("parameter", f"Two formats are asked for: {asked}.") from error
    except NoFormat as error:
        names = sorted({name for row in FORMATS for name in row.names})
        there = f"There is no format {str(error)!r}; there is {', '.join(names)}."
        raise ProtocolError("parameter", there) from error


def _may_need_another(formats: AcceptedFormats, request: Request) -> bool:
    """Whether a format may be unable to hold the answer, and the client accepts others."""
    chosen = [row.format for row in (formats.solutions, formats.graph) if row]
    partial = any(row.xml or not row.triple_terms for row in chosen)
    return partial and "," in request.headers.get("accept", "")


def _next_best(operation: Operation, request: Request, error: NotAcceptable) -> AcceptedFormats:
    """The best format that can hold an answer which another cannot. Raises the error where there is none."""
    family: Family = "graph" if error.kind == "graph" else "solutions"
    offers = tuple(row for row in of_family(family) if row.media_type in error.formats)
    choice = None
    if offers and not operation.formats:
        choice = negotiation.choose(request.headers.get("accept"), offers)
    if choice is None:
        raise error
    return AcceptedFormats(None, choice) if family == "graph" else AcceptedFormats(choice, None)


def _terms(iris: Iterable[str]) -> str:
    """The IRIs as a list, as many as fit into a header field."""
    listed = ""
    for iri in iris:
        more = f"{listed and ', '}<{quote(iri[:MOST_NAMED], safe=URL_CHARACTERS)}>"
        if len(iri) < MOST_NAMED and len(listed) + len(more) <= MOST_NAMED:
            listed += more
    return listed
