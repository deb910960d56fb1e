"""Writes changes as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...publication.history import Change
from ...rdf.representable import as_xml_text

ATOM = "http://www.w3.org/2005/Atom"
SHOWN = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(entries: Sequence[tuple[Change, datetime]], url: str, title: str) -> bytes:
    """A feed of changes with the moments in which they were published, the last first."""
    feed = Element("feed", xmlns=ATOM)
    _text(feed, "id", f"{url}/changes")
    _text(feed, "title", f"Changes of {title}")
    _text(feed, "updated", _moment(max((moment for _, moment in entries), default=NEVER)))
    SubElement(feed, "link", rel="self", href=f"{url}/changes", type="application/atom+xml")
    SubElement(feed, "link", rel="alternate", href=f"{url}/changes", type="text/html")
    _text(SubElement(feed, "author"), "name", title)
    for change, moment in entries:
        _entry(SubElement(feed, "entry"), change, _moment(moment), url)
    indent(feed)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(entry: Element, change: Change, moment: str, url: str) -> None:
    own = f"{url}/changes/{change.id}"
    _text(entry, "id", own)
    _text(entry, "title", f"Release {change.id}")
    _text(entry, "updated", moment)
    SubElement(entry, "link", rel="alternate", href=own, type="text/html")
    SubElement(entry, "link", rel="enclosure", href=f"{own}.rdfp", type="application/rdf-patch")
    SubElement(entry, "link", rel="related", href=f"{url}/dumps/{change.id}/", type="text/html")
    _text(entry, "summary", words(change))


def words(change: Change) -> str:
    """A change in words: how much, and which things, with their labels."""
    lines = [
        f"{change.removed} triples removed and {change.added} added since {change.previous}, "
        f"{len(change.things)} things touched, {len(change.withdrawn())} withdrawn."
    ]
    lines += [
        f"{thing.label or thing.iri}: {thing.state}, -{thing.removed} +{thing.added}"
        for thing in change.things[:SHOWN]
    ]
    more = len(change.things) - SHOWN
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


def _text(parent: Element, name: str, text: str) -> None:
    # A feed is for people: one label that XML cannot hold must not break it for all.
    SubElement(parent, name).text = as_xml_text(text)


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
