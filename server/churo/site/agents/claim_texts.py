"""Writes claims for tools: what is said, by whom, on what footing, the verdict, why, and the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..components.claims import STATES, Claim, ClaimIndex
from ..components.labels import Text, best

Page = Callable[[str, str], str]
SOURCES, FEW = 8, 2  # of a claim: whole, and in brief
# The states that the data's codes have other words for; tools say what a query would find.
CODES = {"partly": "partly-supported", "uncheckable": "not-checkable"}
VERDICTS = tuple(CODES.get(state, state) for state in STATES)


class ClaimTexts:
    """Writes the claims of an ``index`` in a ``language``; ``page`` says where the page of an IRI is."""

    def __init__(self, index: ClaimIndex, page: Page, language: str) -> None:
        self._index, self._page, self._language = index, page, language

    def label(self, iri: str) -> str:
        """What a thing is called."""
        return self._index.labels.label(iri, self._language).text

    def named(self, iri: str) -> dict[str, str]:
        """A thing with its name."""
        return {"iri": iri, "name": self.label(iri)}

    def claim(self, claim: Claim) -> dict[str, Any]:
        """A claim whole."""
        reason = best(claim.reasons, self._language)
        document = {
            "claim": claim.iri,
            "page": self._page(claim.iri, self._language),
            "says": self.label(claim.iri),
            "said_by": self.label(claim.voice) if claim.voice else None,
            "document": self.named(claim.document),
            "sentence": claim.places[0].number if claim.places else None,
            "footing": self.label(claim.modality),
            "polarity": self.label(claim.polarity),
            "verdict": verdict(claim),
            "why": reason.text if reason else None,
            "why_language": reason.language if reason and self._is_other(reason) else None,
            "sources": [self._source(side, iri) for side, iri in claim.sources[:SOURCES]],
            "more_sources": max(0, len(claim.sources) - SOURCES) or None,
            "corrected_by": [self.named(iri) for iri in claim.corrections],
            "corrects": [self.named(iri) for iri in claim.corrects],
        }
        return {key: value for key, value in document.items() if value not in (None, [])}

    def brief(self, claim: Claim) -> dict[str, Any]:
        """A claim in a list of other things: its verdict, and the first of its sources."""
        sources = [self._source(side, iri) for side, iri in claim.sources[:FEW]]
        more = {"more_sources": len(claim.sources) - FEW} if len(claim.sources) > FEW else {}
        return {"verdict": verdict(claim), "sources": sources, **more}

    def claims(self, claims: Iterable[Claim]) -> list[dict[str, Any]]:
        """Claims, each whole."""
        return [self.claim(claim) for claim in claims]

    def _is_other(self, text: Text) -> bool:
        """Whether a text is in another language than was asked for."""
        return text.language not in ("", self._language)

    def _source(self, side: str, iri: str) -> dict[str, Any]:
        source = self._index.sources.get(iri)
        if source is None:
            return {"side": side, **self.named(iri)}
        members = {
            "side": side,
            "iri": iri,
            "title": source.title,
            "publisher": self.label(source.publisher) if source.publisher else None,
            "date": source.issued,
            "url": source.address,
            "reproduction": source.reproduction or None,
        }
        return {key: value for key, value in members.items() if value not in (None, "")}


def verdict(claim: Claim) -> str:
    """What was found, by the name of its code."""
    return CODES.get(claim.state, claim.state)


def counts(claims: Iterable[Claim]) -> Mapping[str, int]:
    """How many claims have each verdict, the worst first."""
    found = [verdict(claim) for claim in claims]
    return {name: found.count(name) for name in VERDICTS if name in found}
