"""The pages of what points at a thing: their numbers and addresses."""

from __future__ import annotations

import re

from ... import protocol
from ...errors import ProtocolError
from ...http.requests.request import Request

PAGES = 1_000_000  # the largest page number that is looked for
_PAGE = re.compile(r"(?:^|&)page=[^&]*+\Z")


def number(request: Request, iri: str) -> int:
    """The page that ?page= asks for of what points at an IRI, which may have a query of its own.

    Raises ProtocolError when it cannot be one.
    """
    own = iri.partition("?")[2]
    query = request.query.removeprefix(own).encode("utf-8", "surrogateescape")
    texts = [value for name, value in protocol.read_pairs(query) if name == "page"]
    if not texts:
        return 1
    text = texts[0]
    if len(texts) > 1 or not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= PAGES:
        raise ProtocolError(
            "parameter", f"page is {', '.join(texts)[:40]!r}: it is a number from 1."
        )
    return int(text[:9])


def without(query: str) -> str:
    """What a query string may have of an IRI: all but the page that is asked for."""
    return _PAGE.sub("", query)


def address(document: str, page: int) -> str:
    """The address of a page of a document; an IRI may have a query of its own."""
    return f"{document}{'&' if '?' in document else '?'}page={page}"
