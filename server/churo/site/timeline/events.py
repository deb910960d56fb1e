"""The events of a release, read once from its view, in order of time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...model import Release
from ..components.labels import last_part
from ..releases import view_files

VIEW = "timeline"
COLUMNS = ("event", "first", "last", "date", "end", "role", "value")
ROLES = ("class", "kind", "series", "actor", "place", "claim")


@dataclass(frozen=True)
class Event:
    """An event with its first day and its last, empty where no end is known.

    ``start`` and ``end`` are as exact as they are stated. The others are IRIs: of what it is, of the
    series that it is in, who took part, where, and the claims that tell of it.
    """

    iri: str
    first: str
    last: str
    start: str
    end: str
    kinds: tuple[str, ...]
    series: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    claims: tuple[str, ...]


class EventIndex:
    """All events of a release, and what they can be chosen by: IRIs by the ends of them."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.kinds = _counted(iri for event in events for iri in event.kinds)
        self.series = _counted(iri for event in events for iri in event.series)
        self.actors = _counted(iri for event in events for iri in event.actors)


def read(release: Release) -> EventIndex | None:
    """The events, the earliest first; ``None`` where a release has no such view."""
    if not view_files.has(release, VIEW):
        return None
    days: dict[str, tuple[str, str]] = {}
    stated: dict[str, set[tuple[str, str]]] = defaultdict(set)
    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in view_files.rows(release, VIEW, *COLUMNS):
        iri, first, last, date, end, role, value = (cell.value for cell in row)
        known = days.get(iri, (first, last))
        days[iri] = (min(known[0], first), max(known[1], last))
        stated[iri].add((date, end))
        values[iri, role].append(value)
    events = [_event(iri, days[iri], stated[iri], values) for iri in days]
    return EventIndex(sorted(events, key=lambda event: (event.first, event.last, event.iri)))


def _event(
    iri: str,
    days: tuple[str, str],
    stated: Iterable[tuple[str, str]],
    values: dict[tuple[str, str], list[str]],
) -> Event:
    """An event; of what is stated of its times, the most exact."""
    starts, ends = zip(*sorted(stated), strict=True)
    found = {role: tuple(sorted(set(values[iri, role]))) for role in ROLES}
    return Event(
        iri,
        *days,
        start=max(starts, key=len) or days[0],
        end=max(ends, key=len),
        kinds=(*found["class"], *found["kind"]),
        series=found["series"],
        actors=found["actor"],
        places=found["place"],
        claims=found["claim"],
    )


def _counted(iris: Iterable[str]) -> dict[str, tuple[str, int]]:
    """IRIs with how often they occur, by the ends of them, the most frequent first."""
    count = Counter(iris)
    ordered = sorted(count.items(), key=lambda row: (-row[1], row[0]))
    found: dict[str, tuple[str, int]] = {}
    for iri, number in ordered:
        found.setdefault(last_part(iri), (iri, number))
    return found
