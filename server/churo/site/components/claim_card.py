"""Puts claims into cards in a language: what is said, by whom, how it was judged, from which sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...publication.identifiers import Spaces
from .claims import Claim, ClaimIndex
from .labels import Text, best
from .pages import Pages

SIDES = ("for", "against", "cited")


@dataclass(frozen=True)
class Named:
    """Something named, with where our page about it is."""

    text: str
    language: str
    href: str


@dataclass(frozen=True)
class CitedSource:
    """A source on a card: ``address`` is that of the text itself, empty where it has none."""

    title: Named
    publisher: Named | None
    issued: str
    address: str
    reproduction: bool


@dataclass(frozen=True)
class CardPlace:
    """Where a claim stands, with the address of the page of its sentence."""

    number: int
    start: int
    end: int
    href: str


@dataclass(frozen=True)
class Card:
    """What a card shows; ``sides`` are the sources by what they speak for."""

    anchor: str
    iri: str
    state: str
    claim: Named
    voice: Named
    document: Named
    places: tuple[CardPlace, ...]
    modality: Named
    polarity: Named
    reason: Text | None
    day: str
    sides: tuple[tuple[str, tuple[CitedSource, ...]], ...]
    corrections: tuple[Named, ...]
    corrects: tuple[Named, ...]
    data: str


class CardWriter:
    """Writes the cards of the claims of an ``index`` in a ``language``."""

    def __init__(self, index: ClaimIndex, spaces: Spaces, pages: Pages, language: str) -> None:
        self._index, self._spaces, self._pages = index, spaces, pages
        self._language = language

    def cards(self, claims: Iterable[Claim]) -> list[Card]:
        """The cards of claims."""
        return [self.card(claim) for claim in claims]

    def card(self, claim: Claim) -> Card:
        """The card of a claim."""
        return Card(
            anchor=claim.name,
            iri=claim.iri,
            state=claim.state,
            claim=self.named(claim.iri),
            voice=self.named(claim.voice),
            document=self.named(claim.document),
            places=tuple(self._places(claim)),
            modality=self.named(claim.modality),
            polarity=self.named(claim.polarity),
            reason=best(claim.reasons, self._language),
            day=claim.day,
            sides=tuple(self._sides(claim)),
            corrections=tuple(map(self.named, claim.corrections)),
            corrects=tuple(map(self.named, claim.corrects)),
            data=self._spaces.document(claim.iri, "ttl"),
        )

    def named(self, iri: str) -> Named:
        """A thing by its name, with our page about it."""
        label = self._index.labels.label(iri, self._language)
        return Named(label.text, label.language, self._spaces.shown(iri, self._language))

    def _places(self, claim: Claim) -> Iterable[CardPlace]:
        slug = claim.document.rstrip("/").rsplit("/", 1)[-1]
        for place in claim.places:
            path = f"/claims/{slug}/{place.number}#{claim.name}"
            href = self._pages.path(path, self._language)
            yield CardPlace(place.number, place.start, place.end, href)

    def _sides(self, claim: Claim) -> Iterable[tuple[str, tuple[CitedSource, ...]]]:
        for wanted in SIDES:
            found = tuple(self.cited(iri) for side, iri in claim.sources if side == wanted)
            if found:
                yield wanted, found

    def cited(self, iri: str) -> CitedSource:
        """A source as a card shows it."""
        source = self._index.sources.get(iri)
        if source is None:
            return CitedSource(self.named(iri), None, "", "", False)
        title = Named(source.title, source.language, self._spaces.shown(iri, self._language))
        publisher = self._publisher(source.publisher) if source.publisher else None
        return CitedSource(title, publisher, source.issued, source.address, source.reproduction)

    def _publisher(self, said: str) -> Named:
        """A publisher by its name; one that is only a name has no page."""
        known = self._index.labels.kind(said)
        return self.named(said) if known else Named(said, "", "")
