"""Writes Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...rdf.representable import as_xml_text

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class FeedLink:
    """A link of an entry (§4.2.7)."""

    rel: str
    href: str
    type: str = "text/html"


@dataclass(frozen=True)
class Entry:
    """An entry (§4.1.2); ``updated`` is a moment as RFC 3339 has it."""

    id: str
    title: str
    updated: str
    links: Sequence[FeedLink]
    summary: str


@dataclass(frozen=True)
class Feed:
    """A feed (§4.1.1) at an address ``own``, whose entries are also on a ``page``."""

    id: str
    title: str
    author: str
    own: str
    page: str
    entries: Sequence[Entry]
    language: str = ""

    def written(self) -> bytes:
        """The feed as a document."""
        spoken = {"xml:lang": self.language} if self.language else {}
        feed = Element("feed", {"xmlns": NAMESPACE, **spoken})
        _text(feed, "id", self.id)
        _text(feed, "title", self.title)
        _text(feed, "updated", max((entry.updated for entry in self.entries), default=NEVER))
        _link(feed, FeedLink("self", self.own, MEDIA_TYPE))
        _link(feed, FeedLink("alternate", self.page))
        _text(SubElement(feed, "author"), "name", self.author)
        for entry in self.entries:
            _entry(SubElement(feed, "entry"), entry)
        indent(feed)
        written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
        return written + b"\n"


def day(text: str) -> str:
    """The first moment of a day of XML Schema; of what is none, the beginning of all."""
    return f"{text[:10]}T00:00:00Z" if len(text) >= 10 and text[4] == text[7] == "-" else NEVER


def _entry(element: Element, entry: Entry) -> None:
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", entry.updated)
    for link in entry.links:
        _link(element, link)
    _text(element, "summary", entry.summary)


def _link(parent: Element, link: FeedLink) -> None:
    SubElement(parent, "link", rel=link.rel, href=link.href, type=link.type)


def _text(parent: Element, name: str, text: str) -> None:
    # A feed is for people: one label that XML cannot hold must not break it for all.
    SubElement(parent, name).text = as_xml_text(text)
