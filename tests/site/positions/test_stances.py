"""The positions of the house, from the views of its release."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.publication import integrity
from churo.site.positions.stances import StanceIndex

IDS = "https://w3id.org/churo/id/"


@pytest.fixture(scope="module")
def index(house_release: Path) -> StanceIndex:
    """The positions of the house."""
    return StanceIndex(integrity.read_release(house_release))


def test_the_release_says_who_stands_side_by_side(index: StanceIndex) -> None:
    """Two, who come first among those that take positions."""
    assert index.columns == (f"{IDS}china", f"{IDS}russia")
    assert index.actors()[:2] == list(index.columns)
    assert f"{IDS}japan" in index.actors()


def test_every_position_has_what_a_reader_needs(index: StanceIndex) -> None:
    """A claim that reports it, a holder, for whom, how disposed, towards what, in which matter."""
    assert len(index.stances) > 100
    for row in index.stances:
        assert row.claims and row.holders and row.actors and row.issues, row.iri
        assert row.orientation and row.target, row.iri
        assert all(text.language for text in row.wordings), row.iri


def test_positions_are_chosen_by_matter_and_holder(index: StanceIndex) -> None:
    """Either or both."""
    chosen = index.of("taiwan-question", "russia")

    assert chosen
    assert len(chosen) < len(index.of("taiwan-question", "")) < len(index.stances)
    assert all(f"{IDS}russia" in row.actors for row in chosen)
    assert index.of("taiwan-question", "nobody") == []


def test_a_persons_position_counts_for_whom_the_person_acts(index: StanceIndex) -> None:
    """And the person is named as its holder."""
    held = [row for row in index.stances if f"{IDS}vladimir-putin" in row.holders]

    assert held
    assert all(f"{IDS}russia" in row.actors for row in held)
