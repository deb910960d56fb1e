"""Says of what stands in a result which of it are claims or assessments of claims, and how these stand."""

from __future__ import annotations

from collections.abc import Iterable

from .claims import ClaimIndex


def of(iris: Iterable[str], index: ClaimIndex) -> dict[str, str]:
    """The state of each claim among some names, and of the claim that an assessment among them judges."""
    judged = index.assessed
    found = {iri: index.claims.get(judged.get(iri, iri)) for iri in iris}
    return {iri: claim.state for iri, claim in found.items() if claim is not None}
