"""The pages of what points at a thing, and whether a thing is shown with all its triples."""

from __future__ import annotations

from ... import protocol
from ...errors import ProtocolError
from ...http.requests.request import Request

PAGES = 1_000_000  # the largest page number that is looked for
TECHNICAL = "technical"  # the ?mode= that shows triples, graphs, and what points at a thing
_OURS = ("page=", "mode=")


def number(request: Request, iri: str) -> int:
    """The page that ?page= asks for of what points at an IRI, which may have a query of its own.

    Raises ProtocolError when it cannot be one.
    """
    texts = _given(request, iri, "page")
    if not texts:
        return 1
    text = texts[0]
    if len(texts) > 1 or not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= PAGES:
        raise ProtocolError(
            "parameter", f"page is {', '.join(texts)[:40]!r}: it is a number from 1."
        )
    return int(text[:9])


def is_technical(request: Request, iri: str) -> bool:
    """Whether ?mode= or ?page= asks for triples, and for what points at an IRI.

    Raises ProtocolError for another mode.
    """
    modes = _given(request, iri, "mode")
    if any(mode != TECHNICAL for mode in modes):
        raise ProtocolError("parameter", f"mode is {TECHNICAL!r}, or left out.")
    return bool(modes or _given(request, iri, "page"))


def _given(request: Request, iri: str, wanted: str) -> list[str]:
    """The values of a parameter that is none of the IRI's own."""
    own = iri.partition("?")[2]
    query = request.query.removeprefix(own).encode("utf-8", "surrogateescape")
    return [value for name, value in protocol.read_pairs(query) if name == wanted]


def without(query: str) -> str:
    """What a query string may have of an IRI: all but the page and the mode that are asked for."""
    rest = query.split("&")
    while rest and rest[-1].startswith(_OURS):
        rest.pop()
    return "&".join(rest)


def address(document: str, page: int) -> str:
    """The address of a page of a document; an IRI may have a query of its own."""
    return f"{document}{'&' if '?' in document else '?'}page={page}"


def technical(document: str) -> str:
    """The address of a document with all its triples."""
    return f"{document}{'&' if '?' in document else '?'}mode={TECHNICAL}"
