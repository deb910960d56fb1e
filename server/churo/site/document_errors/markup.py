"""What search engines read of the list of faults: the claims that were judged, each with the page that has all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..components.claim_card import Card
from ..dataset_markup import CONTEXT, filled
from .shown import ShownSlip


def reviews(slips: Iterable[ShownSlip], verdicts: dict[str, str]) -> dict[str, Any]:
    """The claims in faults as claim reviews, each once; ``verdicts`` says what a state is called."""
    found = {card.iri: card for slip in slips for card in slip.said if card.day}
    return {"@context": CONTEXT, "@graph": list(_reviews(found.values(), verdicts))}


def _reviews(cards: Iterable[Card], verdicts: dict[str, str]) -> Iterator[dict[str, Any]]:
    for card in cards:
        claim = {
            "@type": "Claim",
            "@id": card.iri,
            "name": card.claim.text,
            "author": {"@type": "Organization", "name": card.voice.text},
        }
        yield filled(
            {
                "@type": "ClaimReview",
                # One review has one page: that of the claim, also where others list it.
                "url": card.claim.href,
                "claimReviewed": card.claim.text,
                "itemReviewed": claim,
                "reviewRating": {"@type": "Rating", "alternateName": verdicts[card.state]},
                "reviewBody": card.reason.text if card.reason else "",
                "datePublished": card.day,
            }
        )
