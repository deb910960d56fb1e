"""Chooses the format of a document: by the suffix of its address, by Accept, by what it can hold."""

from __future__ import annotations

from ... import negotiation
from ...errors import NotAcceptable
from ...formats import HTML
from ...http.requests.request import Request
from ...negotiation import Choice, of_family
from ...rdf import representable
from ..replies.responder import choose
from .model import Document

FORMATS = of_family("graph")


def choose_format(request: Request, suffix: str) -> Choice:
    """The choice of a suffix, of Accept where there is none. Raises NotAcceptable."""
    if not suffix:
        return choose(request, FORMATS)
    choice = negotiation.named(suffix, "graph")
    if choice is None:
        raise NotAcceptable("graph")
    return choice


def held(request: Request, document: Document, choice: Choice) -> Choice:
    """The choice, or the next best where the document has what that format cannot represent.

    Raises NotAcceptable where an address names the format, or the client accepts no other.
    """
    if choice.format.media_type == HTML or choice.format in document.formats:
        return choice
    accept = request.headers.get("accept")
    if negotiation.choose(accept, FORMATS) == choice:
        offers = tuple(row for row in FORMATS if row in document.formats)
        other = negotiation.choose(accept, offers)
        if other is not None:
            return other
    representable.require(choice.format, tuple(document.triples))
    return choice
