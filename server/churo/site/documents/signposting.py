"""Links of a document: as a Link header (RFC 8288) and as a linkset (RFC 9264), by FAIR Signposting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...formats import HTML
from ...http.fields.link_header import Link, as_uri
from ...languages import LANGUAGES
from ...publication.identifiers import Spaces
from ...rdf import NamedNode
from ...terms import DCTERMS, PROV, RDF, SCHEMA
from ..addresses import web_address
from . import paging
from .model import Document

LINKSET = "application/linkset+json"
ABOUT_PAGE = f"{SCHEMA}AboutPage"
_AUTHORS = tuple(map(str, (PROV.wasAttributedTo, DCTERMS.creator)))


def of_page(document: Document, spaces: Spaces, language: str) -> list[Link]:
    """The links of a document as a page in a language."""
    topic = document.topic
    links = [Link("canonical", _paged(document, spaces.document(topic, language=language)))]
    links += [
        Link("alternate", spaces.document(topic, language=other), HTML, other)
        for other in LANGUAGES
        if other != language
    ]
    links += [
        Link(relation, spaces.document(topic, row.names[0]), row.media_type)
        for row in document.formats
        for relation in ("alternate", "describedby")
    ]
    links += [Link("type", ABOUT_PAGE)]
    return links + _shared(document, spaces)


def of_data(document: Document, spaces: Spaces, suffix: str) -> list[Link]:
    """The links of a document in an RDF format."""
    topic = document.topic
    own = _paged(document, spaces.document(topic, suffix))
    links = [Link("canonical", own), Link("describes", topic)]
    links += [
        Link("alternate", spaces.document(topic, row.names[0]), row.media_type)
        for row in document.formats
        if row.names[0] != suffix
    ]
    links += [
        Link("alternate", spaces.document(topic, language=language), HTML, language)
        for language in LANGUAGES
    ]
    return links + _shared(document, spaces)


def linkset(document: Document, spaces: Spaces) -> dict[str, Any]:
    """The links of the page and of each RDF format, as JSON of RFC 9264 §4.2."""
    pages = [
        (spaces.document(document.topic, language=language), of_page(document, spaces, language))
        for language in LANGUAGES
    ]
    data = [
        (spaces.document(document.topic, row.names[0]), of_data(document, spaces, row.names[0]))
        for row in document.formats
    ]
    generic = spaces.document(document.topic)
    first = [link for link in pages[0][1] if link.relation != "canonical"]
    return {"linkset": [_context(*row) for row in ((generic, first), *pages, *data)]}


def _context(anchor: str, links: Iterable[Link]) -> dict[str, Any]:
    context: dict[str, Any] = {"anchor": anchor}
    for link in links:
        target: dict[str, Any] = {"href": as_uri(link.target)}
        if link.type:
            target["type"] = link.type
        if link.language:
            target["hreflang"] = [link.language]
        context.setdefault(link.relation, []).append(target)
    return context


def _shared(document: Document, spaces: Spaces) -> list[Link]:
    """What page and data have in common: name, kinds, authors, licence, collection, pages, linkset."""
    topic, origin = document.topic, document.origin
    links = [Link("cite-as", topic)]
    links += web_address.links("type", _values(document, (str(RDF.type),)))
    authors = _values(document, _AUTHORS) or [origin.publisher]
    links += web_address.links("author", map(spaces.address, authors))
    links += web_address.links("license", [origin.license])
    if origin.dataset != topic:
        links += web_address.links("collection", [spaces.address(origin.dataset)])
    links += pager(document, spaces.document(topic))
    return [*links, Link("linkset", spaces.linkset(topic), LINKSET)]


def _paged(document: Document, address: str) -> str:
    page = document.incoming.page
    return paging.address(address, page) if page > 1 else address


def pager(document: Document, address: str) -> list[Link]:
    """Links to the other pages of what points at the topic, at an ``address``."""
    page, pages = document.incoming.page, document.incoming.pages
    links = []
    if page > 1:
        links += [Link("first", address), Link("prev", paging.address(address, page - 1))]
    if page < pages:
        links += [
            Link("next", paging.address(address, page + 1)),
            Link("last", paging.address(address, pages)),
        ]
    return links


def _values(document: Document, predicates: Iterable[str]) -> list[str]:
    wanted = set(predicates)
    found = {
        triple.object.value
        for triple in document.triples
        if isinstance(triple.subject, NamedNode)
        and triple.subject.value == document.topic
        and triple.predicate.value in wanted
        and isinstance(triple.object, NamedNode)
    }
    return sorted(found)
