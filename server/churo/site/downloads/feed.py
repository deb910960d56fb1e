"""The feed of changes: an entry for each release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ...publication.history import Change
from ..components.atom import Entry, Feed, FeedLink

SHOWN = 50


def atom(entries: Sequence[tuple[Change, datetime]], url: str, title: str) -> bytes:
    """A feed of changes with the moments in which they were published, the last first."""
    at = f"{url}/changes"
    rows = [_entry(change, _moment(moment), url) for change, moment in entries]
    return Feed(at, f"Changes of {title}", title, at, at, rows).written()


def _entry(change: Change, moment: str, url: str) -> Entry:
    own = f"{url}/changes/{change.id}"
    links = (
        FeedLink("alternate", own),
        FeedLink("enclosure", f"{own}.rdfp", "application/rdf-patch"),
        FeedLink("related", f"{url}/dumps/{change.id}/"),
    )
    return Entry(own, f"Release {change.id}", moment, links, words(change))


def words(change: Change) -> str:
    """A change in words: how much, and which things, with their labels."""
    lines = [
        f"{change.removed} quads removed and {change.added} added since {change.previous}, "
        f"{len(change.things)} things touched, {len(change.withdrawn())} withdrawn."
    ]
    lines += [
        f"{thing.label or thing.iri}: {thing.state}, -{thing.removed} +{thing.added}"
        for thing in change.things[:SHOWN]
    ]
    more = len(change.things) - SHOWN
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
