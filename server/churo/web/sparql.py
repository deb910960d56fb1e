"""The endpoint: queries in all forms of the protocol, the service description, the query page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import quote

from flask import Blueprint, Response, abort

from .. import negotiation, protocol
from ..errors import NotAcceptable, ProtocolError
from ..model import Answer, Limits, Question
from ..negotiation import HTML, RDF_FORMATS, Choice, Family, of_family
from ..protocol import Operation
from ..representation import description
from . import answers, exchange
from .begun import Begun
from .current import Current
from .exchange import Exchange, Reply, Request
from .query_page import QueryPage

PATH = "/sparql"
# Functions whose value is another each time: what they touch is never kept.
VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
DESCRIPTIONS = (*RDF_FORMATS, *(row for row in of_family("graph") if row.media_type == HTML))
HEADERS: dict[str, str] = {
    "vary": "Accept",
    "accept-query": ", ".join(protocol.BODY_TYPES),
}


@dataclass(frozen=True)
class Wanted:
    """The formats that the client wants, for solutions and for a graph."""

    solutions: Choice | None
    graph: Choice | None

    def types(self) -> list[str]:
        """Their media types."""
        return [row.format.media_type for row in (self.solutions, self.graph) if row]

    def question(self, operation: Operation, url: str) -> Question:
        """The question to ask the engine."""
        return Question(
            operation.text,
            url,
            self.solutions.format.spooled if self.solutions else None,
            self.graph.format.spooled if self.graph else None,
            operation.default_graphs,
            operation.named_graphs,
        )


class Endpoint:
    """Answers the operations of the protocol from what is current.

    It takes and gives our own values, not the framework's: the border calls it past the framework,
    which would cost as much again as a cheap query.
    """

    def __init__(
        self,
        current: Current,
        page: QueryPage,
        limits: Limits,
        url: str,
        max_age: int,
        prefixes: Mapping[str, str],
    ) -> None:
        self._current, self._page, self._limits = current, page, limits
        self._url, self._max_age, self._prefixes = url, max_age, prefixes

    def __call__(self, request: Request, own: Exchange) -> Reply:
        """Answer a GET, POST or QUERY: with results, or the description where there is no query."""
        operation = _operation(request)
        if operation is None:
            return self._describe(request, own)
        return self._answer(operation, request, own)

    def begin(self, request: Request, own: Exchange) -> Begun | None:
        """Begin to answer without waiting; ``None`` when only ``__call__`` can answer."""
        operation = _operation(request)
        if operation is None:
            return None
        wanted = _want(operation, request)
        if HTML in wanted.types():
            return None
        answered_by, began = self._current.watched(), perf_counter()
        pending = self._current.engine.begin(wanted.question(operation, self._url))
        if pending is None:
            return None

        def reply(settle: Callable[[], Answer]) -> Reply:
            try:
                answer = settle()
            finally:
                own.seconds = perf_counter() - began
            return self._reply(operation, wanted, answer, answered_by(), request, own)

        return Begun(pending, reply)

    def described_as(self, name: str, own: Exchange) -> Reply | None:
        """The service description in the format that a suffix names, if it names one."""
        choice = negotiation.named(name, "graph")
        return self._written(choice, own) if choice and choice.format in RDF_FORMATS else None

    def _headers(self) -> dict[str, str]:
        license = self._current.license
        return {**HEADERS, "link": f'<{license}>; rel="license"'} if license else HEADERS

    def _describe(self, request: Request, own: Exchange) -> Reply:
        choice = negotiation.choose(request.headers.get("accept"), DESCRIPTIONS)
        if choice is None:
            raise NotAcceptable("graph")
        if choice.format.media_type != HTML:
            return self._written(choice, own)
        release = self._current.release
        body = self._page.empty(release)
        return answers.fixed(own, body, HTML, release.id, self._max_age, self._headers())

    def _written(self, choice: Choice, own: Exchange) -> Reply:
        release = self._current.release
        graph = description.describe(self._url, release, self._limits, self._current.license)
        body = description.serialize(graph, choice.format.media_type, self._prefixes)
        return answers.fixed(
            own, body, choice.media_type, release.id, self._max_age, self._headers()
        )

    def _answer(self, operation: Operation, request: Request, own: Exchange) -> Reply:
        wanted = _want(operation, request)
        began = perf_counter()
        try:
            answer, release = self._current.ask(wanted.question(operation, self._url), own.gone)
        finally:
            own.seconds = perf_counter() - began
        return self._reply(operation, wanted, answer, release, request, own)

    def _reply(
        self,
        operation: Operation,
        wanted: Wanted,
        answer: Answer,
        release: str,
        request: Request,
        own: Exchange,
    ) -> Reply:
        own.kind, own.rows = answer.kind, answer.rows
        choice = wanted.graph if answer.kind == "graph" else wanted.solutions
        assert choice is not None
        if "(" in operation.text and VOLATILE.search(operation.text):
            release = ""
        headers = self._headers()
        if answer.unknown:
            headers = {**headers, "x-unknown-terms": _terms(answer.unknown)}
        if choice.format.media_type != HTML:
            return answers.spooled(own, answer, choice.media_type, release, self._max_age, headers)
        language = request.headers.get("accept-language")
        body = self._page.filled(operation, answer, self._current, language)
        headers = {**headers, "vary": "Accept, Accept-Language"}
        return answers.fixed(own, body, HTML, release, self._max_age, headers)


def blueprint(endpoint: Endpoint) -> Blueprint:
    """The routes of the endpoint."""
    routes = Blueprint("sparql", __name__)

    @routes.route(PATH, methods=["GET", "POST", "QUERY"])
    def ask() -> Response:
        request, own = exchange.current()
        return answers.to_flask(endpoint(request, own))

    @routes.get(f"{PATH}/description.<name>")
    def describe(name: str) -> Response:
        reply = endpoint.described_as(name, exchange.current()[1])
        return answers.to_flask(reply or abort(404, f"There is no description as {name!r}."))

    return routes


def _operation(request: Request) -> Operation | None:
    query = request.query.encode("utf-8", "surrogateescape")
    kind = request.headers.get("content-type")
    return protocol.read(request.method, query, kind, request.body)


def _want(operation: Operation, request: Request) -> Wanted:
    accept = request.headers.get("accept")
    wanted = Wanted(_choose(operation, accept, "solutions"), _choose(operation, accept, "graph"))
    if wanted.solutions is None and wanted.graph is None:
        raise _nothing(operation)
    return wanted


def _choose(operation: Operation, accept: str | None, family: Family) -> Choice | None:
    if operation.format is not None:
        return negotiation.named(operation.format, family)
    return negotiation.choose(accept, of_family(family))


def _terms(iris: Iterable[str]) -> str:
    return ", ".join(f"<{quote(iri, safe=URL_CHARACTERS)}>" for iri in iris)


def _nothing(operation: Operation) -> ProtocolError | NotAcceptable:
    if operation.format is None:
        return NotAcceptable("")
    names = sorted({name for row in negotiation.FORMATS for name in row.names})
    return ProtocolError(
        "parameter", f"There is no format {operation.format!r}; there is {', '.join(names)}."
    )
