"""Puts the faults of a document into words of a language."""

from __future__ import annotations

from dataclasses import dataclass

from ..components.claim_card import Card, CardWriter, Named
from ..components.claims import ClaimIndex
from ..components.labels import Text, best, last_part
from ..components.pages import Pages
from .slips import Slip


@dataclass(frozen=True)
class ShownSlip:
    """A fault as the page shows it: ``said`` are the claims that it is in, ``right`` what corrects them."""

    iri: str
    anchor: str
    name: Named
    fault: Named
    reason: Text | None
    places: tuple[tuple[int, str], ...]
    said: tuple[Card, ...]
    right: tuple[Card, ...]


class SlipWriter:
    """Shows faults in a language."""

    def __init__(self, index: ClaimIndex, writer: CardWriter, pages: Pages, language: str) -> None:
        self._index, self._writer, self._pages = index, writer, pages
        self._language = language

    def shown(self, slip: Slip) -> ShownSlip:
        """One fault: as said, what is right, why, from which sources, where."""
        claims = [self._index.claims[iri] for iri in slip.claims if iri in self._index.claims]
        right = dict.fromkeys(iri for claim in claims for iri in claim.corrections)
        return ShownSlip(
            slip.iri,
            last_part(slip.iri),
            self._writer.named(slip.iri),
            self._writer.named(slip.fault),
            best(slip.reasons, self._language),
            tuple(self._places(slip)),
            tuple(self._writer.cards(claims)),
            tuple(
                self._writer.card(self._index.claims[iri])
                for iri in right
                if iri in self._index.claims
            ),
        )

    def _places(self, slip: Slip) -> list[tuple[int, str]]:
        """The sentences where it stands, with their pages."""
        at = self._pages.path(f"/claims/{last_part(slip.document)}", self._language)
        numbers = [
            passage.place.number
            for document in self._index.documents
            for passage in document.passages
            if passage.place.passage in slip.passages
        ]
        return [(number, f"{at}/{number}") for number in numbers]
