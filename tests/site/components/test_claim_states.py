"""Chips in results: which names are claims, and which judge one."""

from __future__ import annotations

from pathlib import Path

from churo.site.components import claim_states
from churo.site.components.claims import ClaimIndex
from tests.site.view_releases import release


def test_claims_and_their_assessments_have_a_state(tmp_path: Path) -> None:
    """That of the claim; other names have none."""
    row = {"document": "urn:book", "modality": "urn:fact", "polarity": "urn:yes", "voice": "urn:me"}
    judged = {"claim": "urn:a", "state": "refuted", "verdict": "urn:no", "assessment": "urn:j"}
    stated = {"claim": "urn:b", "state": "sourced", "verdict": "", "assessment": ""}
    index = ClaimIndex(release(tmp_path, claims=[{**judged, **row}, {**stated, **row}]))

    found = claim_states.of(("urn:j", "urn:other", "urn:b", "urn:a"), index)

    assert found == {"urn:j": "refuted", "urn:b": "sourced", "urn:a": "refuted"}
    assert index.verdicts == {"urn:no": "refuted"}
