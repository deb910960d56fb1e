"""Which formats a client accepts for an answer of each kind, from ?format= or Accept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ... import negotiation
from ...errors import NotAcceptable, ProtocolError
from ...formats import FORMATS, HTML, SOLUTIONS, Family
from ...http.requests.request import Request
from ...memo import memoized
from ...model import Query
from ...negotiation import Choice, NoFormat, TwoFormats, of_family
from ...protocol import Operation

REMEMBERED = 512  # Accept fields


@dataclass(frozen=True)
class AcceptedFormats:
    """The formats that the client accepts best, for solutions and for a graph."""

    solutions: Choice | None
    graph: Choice | None

    @cached_property
    def is_page(self) -> bool:
        """Whether one of them is that of pages."""
        return any(row.format.media_type == HTML for row in (self.solutions, self.graph) if row)

    @cached_property
    def is_partial(self) -> bool:
        """Whether one of them may be unable to hold an answer."""
        chosen = [row.format for row in (self.solutions, self.graph) if row]
        return any(row.xml or not row.triple_terms for row in chosen)

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


AS_PAGE = AcceptedFormats(Choice(SOLUTIONS[-1], HTML), Choice(FORMATS[-1], HTML))


def accepted(operation: Operation, request: Request) -> AcceptedFormats:
    """What a request accepts. Raises NotAcceptable or ProtocolError."""
    if operation.formats:
        return AcceptedFormats(*_wished(operation))
    return _accepted(request.headers.get("accept"))


@memoized(REMEMBERED, negotiation.LONGEST)
def _accepted(accept: str | None) -> AcceptedFormats:
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


def may_need_another(formats: AcceptedFormats, request: Request) -> bool:
    """Whether a format may be unable to hold the answer, and the client accepts others."""
    return formats.is_partial and "," in request.headers.get("accept", "")


def next_best(operation: Operation, request: Request, error: NotAcceptable) -> AcceptedFormats:
    """The best format that can hold an answer which another cannot. Raises the error where there is none."""
    family: Family = "graph" if error.kind == "graph" else "solutions"
    offers = tuple(row for row in of_family(family) if row.media_type in error.formats)
    choice = None
    if offers and not operation.formats:
        choice = negotiation.choose(request.headers.get("accept"), offers)
    if choice is None:
        raise error
    return AcceptedFormats(None, choice) if family == "graph" else AcceptedFormats(choice, None)
