"""The claims behind a value or an event: how each was judged, who says so, and from which sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .claim_card import CardWriter, CitedSource, Named
from .claims import ClaimIndex


@dataclass(frozen=True)
class Backing:
    """A claim with how it was judged and its sources; ``document`` says it, where that is known."""

    state: str
    claim: Named
    document: Named | None
    sources: tuple[CitedSource, ...]


def backing(claims: Iterable[str], index: ClaimIndex, cards: CardWriter) -> tuple[Backing, ...]:
    """What claims back something, by their IRIs; one that the release does not tell of is unassessed."""
    return tuple(_backing(iri, index, cards) for iri in claims)


def _backing(iri: str, index: ClaimIndex, cards: CardWriter) -> Backing:
    claim = index.claims.get(iri)
    if claim is None:
        return Backing("unassessed", cards.named(iri), None, ())
    card = cards.card(claim)
    sources = tuple(source for _, found in card.sides for source in found)
    return Backing(claim.state, card.claim, card.document, sources)
