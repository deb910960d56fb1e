"""What stands around a thing on its page for readers: events, positions, figures, relations, texts, claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..components.claim_card import CardWriter, CitedSource, Named
from ..components.claims import STATES, Claim, ClaimIndex
from ..components.pages import Pages
from ..messages import dates
from .thing_views import ThingViews

FIRST, MOST = 30, 400  # claims that are shown at once, and in all


@dataclass(frozen=True)
class Chip:
    """A claim by its state, and where it is."""

    state: str
    name: Named


@dataclass(frozen=True)
class Event:
    """An event by its name, with its date."""

    date: str
    name: Named


@dataclass(frozen=True)
class Related:
    """Another thing with the property that leads from it to the topic, and the claims that say so."""

    subject: Named
    property: Named
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class Measure:
    """A figure by what it measures, with the number of its values."""

    name: Named
    values: int


class Surroundings:
    """What the views of a release tell of a ``topic``, in the words of a page."""

    def __init__(
        self,
        topic: str,
        index: ClaimIndex,
        things: ThingViews,
        writer: CardWriter,
        pages: Pages,
        language: str,
    ) -> None:
        self._topic, self._index, self._things = topic, index, things
        self._writer, self._pages, self._language = writer, pages, language

    def values(self) -> dict[str, Any]:
        """The values of the template."""
        topic, things = self._topic, self._things
        about = things.claims_about(topic, self._index)[:MOST]
        return {
            "events": list(self._events()),
            "held": self._positions(things.held.get(topic, {})),
            "faced": self._positions(things.faced.get(topic, {})),
            "figures": list(self._figures()),
            "related": list(self._related()),
            "texts": self._texts(),
            "claims": [self.chip(claim) for claim in about],
            "first": FIRST,
        }

    def chip(self, claim: Claim) -> Chip:
        """A claim as a chip."""
        return Chip(claim.state, self._writer.named(claim.iri))

    def chips(self, claims: Iterable[str]) -> dict[str, Chip]:
        """Claims as chips, by their IRIs."""
        known = self._index.claims
        return {iri: self.chip(known[iri]) for iri in claims if iri in known}

    def _events(self) -> Iterator[Event]:
        for event in self._things.events.get(self._topic, ()):
            day = dates.said(event.date or event.first, self._language)
            yield Event(day, self._writer.named(event.iri))

    def _positions(self, stances: Mapping[str, Iterable[str]]) -> list[Chip]:
        """Positions in the order of their names, each with the worst that was found about it."""
        found = []
        for stance, claims in stances.items():
            states = [chip.state for chip in self.chips(claims).values()]
            if states:
                found.append(Chip(min(states, key=STATES.index), self._writer.named(stance)))
        return sorted(found, key=lambda chip: chip.name.text.casefold())

    def _figures(self) -> Iterator[Measure]:
        for row in self._things.figures.get(self._topic, ()):
            name = self._writer.named(row.indicator)
            href = self._pages.path(f"/figures/{row.slug}", self._language)
            yield Measure(Named(name.text, name.language, href), row.values)

    def _related(self) -> Iterator[Related]:
        for row in self._things.relations.get(self._topic, ()):
            named = self._writer.named
            chips = tuple(self.chips(row.claims).values())
            yield Related(named(row.subject), named(row.property), chips)

    def _texts(self) -> list[CitedSource]:
        """The texts cited that the topic published, the newest first."""
        found = [row for row in self._index.sources.values() if row.publisher == self._topic]
        found.sort(key=lambda row: row.issued, reverse=True)
        return [self._writer.cited(row.iri) for row in found]
