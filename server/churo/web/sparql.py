"""The endpoint: queries in all forms of the protocol, the service description, the query page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from time import perf_counter

from flask import Blueprint, Response, abort, request

from .. import negotiation, protocol
from ..errors import NotAcceptable, ProtocolError
from ..model import Answer, Limits, Question
from ..negotiation import HTML, RDF_FORMATS, Choice, Family, of_family
from ..protocol import Operation
from ..representation import description
from . import answers, exchange
from .current import Current
from .query_page import QueryPage

PATH = "/sparql"
# Functions whose value is another each time: what they touch is never kept.
VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
DESCRIPTIONS = (*RDF_FORMATS, *(row for row in of_family("graph") if row.media_type == HTML))
SERVICE_HEADERS = {
    "Vary": "Accept",
    "Accept-Query": ", ".join(protocol.BODY_TYPES),
    "Link": f'<{description.LICENSE}>; rel="license"',
}


class Endpoint:
    """Answers the operations of the protocol from what is current."""

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

    def respond(self) -> Response:
        """Answer the request: with results, or with the description where there is no query."""
        operation = protocol.read(
            request.method, request.query_string, request.content_type, request.get_data()
        )
        return self.describe() if operation is None else self.answer(operation)

    def describe(self) -> Response:
        """The service description, to browsers the query page."""
        choice = negotiation.choose(request.headers.get("Accept"), DESCRIPTIONS)
        if choice is None:
            raise NotAcceptable("graph")
        if choice.format.media_type != HTML:
            return self._description(choice)
        release = self._current.release
        body = self._page.empty(release)
        return answers.fixed(body, HTML, release.id, self._max_age, SERVICE_HEADERS)

    def _description(self, choice: Choice) -> Response:
        release = self._current.release
        graph = description.describe(self._url, release, self._limits)
        body = description.serialize(graph, choice.format.media_type, self._prefixes)
        return answers.fixed(body, choice.media_type, release.id, self._max_age, SERVICE_HEADERS)

    def described_as(self, name: str) -> Response:
        """The service description in the format that a suffix names."""
        choice = negotiation.named(name, "graph")
        if choice is None or choice.format not in RDF_FORMATS:
            abort(404, f"There is no description as {name!r}.")
        return self._description(choice)

    def answer(self, operation: Operation) -> Response:
        """Answer a query operation in the format that the client wants."""
        solutions, graph = _choose(operation, "solutions"), _choose(operation, "graph")
        if solutions is None and graph is None:
            raise _nothing(operation)
        question = Question(
            operation.text,
            self._url,
            solutions.format.spooled if solutions else None,
            graph.format.spooled if graph else None,
            operation.default_graphs,
            operation.named_graphs,
        )
        answer, release = self._ask(question)
        choice = graph if answer.kind == "graph" else solutions
        assert choice is not None
        if VOLATILE.search(operation.text):
            release = ""
        if choice.format.media_type == HTML:
            body = self._page.filled(operation, answer, self._current)
            return answers.fixed(
                body,
                HTML,
                release,
                self._max_age,
                SERVICE_HEADERS | {"Vary": "Accept, Accept-Language"},
            )
        return answers.spooled(answer, choice.media_type, release, self._max_age, SERVICE_HEADERS)

    def _ask(self, question: Question) -> tuple[Answer, str]:
        own, began = exchange.of(request.environ), perf_counter()
        try:
            answer, release = self._current.ask(question, own.gone)
            own.kind, own.rows = answer.kind, answer.rows
            return answer, release
        finally:
            own.seconds = perf_counter() - began


def blueprint(endpoint: Endpoint) -> Blueprint:
    """The route of the endpoint."""
    routes = Blueprint("sparql", __name__)
    routes.add_url_rule(
        PATH, view_func=endpoint.respond, methods=["GET", "POST", "QUERY"], endpoint="endpoint"
    )
    routes.add_url_rule(
        f"{PATH}/description.<name>", view_func=endpoint.described_as, endpoint="description"
    )
    return routes


def _choose(operation: Operation, family: Family) -> Choice | None:
    if operation.format is not None:
        return negotiation.named(operation.format, family)
    return negotiation.choose(request.headers.get("Accept"), of_family(family))


def _nothing(operation: Operation) -> ProtocolError | NotAcceptable:
    if operation.format is None:
        return NotAcceptable("")
    names = sorted({name for row in negotiation.FORMATS for name in row.names})
    return ProtocolError(
        "parameter", f"There is no format {operation.format!r}; there is {', '.join(names)}."
    )
