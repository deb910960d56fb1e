"""Rows of tables on pages: how what they tell of was judged, and what of them is folded."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from churo.publication.identifiers import Spaces
from churo.site.components.labels import Text
from churo.site.tables.records import Field, Record, RecordWriter
from churo.site.tables.table import Table

from .view_releases import BASE, URL

COLUMNS = ("event", "layer", "places", "claims", "verdicts")
STATES = {"urn:r": "sourced", "urn:s": "supported", "urn:p": "partly", "urn:u": "unassessed"}
LABELS = {"urn:yes": ["supported", "подтверждено"], "urn:half": ["partly supported"]}


def record(*cells: str, verdicts: dict[str, str] | None = None) -> Record:
    """A row of events as it is shown."""
    index: Any = SimpleNamespace(
        claims={iri: SimpleNamespace(state=state) for iri, state in STATES.items()},
        verdicts={"urn:yes": "supported", "urn:half": "partly"} if verdicts is None else verdicts,
        labels=SimpleNamespace(texts=LABELS.__getitem__),
    )
    wording: Any = SimpleNamespace(
        columns=lambda table, language: list(range(len(COLUMNS))),
        told=lambda value, language: Text(value, "en" if value.startswith("urn:r") else ""),
    )
    writer = RecordWriter(index, wording, Spaces(BASE, URL), "ru")
    (found,) = writer.records(Table("events", {}, COLUMNS, {}, ()), [cells], 26)
    return found


def judged(claims: str, verdicts: str) -> Field:
    """The cell of the verdicts of an event."""
    return record("urn:e", "facts", "", claims, verdicts).fields[-1]


@pytest.mark.parametrize(
    ("claims", "verdicts", "states"),
    [
        ("urn:r", "", ("sourced",)),
        ("urn:u", "", ("unassessed",)),
        ("urn:s", "supported", ("supported",)),
        ("urn:s | urn:p", "supported | partly supported", ("partly", "supported")),
        ("urn:s | urn:r", "supported", ("supported", "sourced")),
        ("", "supported", ("supported",)),
    ],
)
def test_a_verdict_is_a_state_and_so_is_its_absence(
    claims: str, verdicts: str, states: tuple[str, ...]
) -> None:
    """By the claims that the row names, by the rule of their cards: the worst first."""
    assert judged(claims, verdicts).states == states


def test_no_state_is_guessed() -> None:
    """Of a row that names no claim, of a verdict that is none of ours, of a release without verdicts."""
    assert judged("", "") == Field("verdicts", (), True, (), True)
    assert judged("urn:s", "doubtful").states == ()
    assert not record("urn:e", "facts", "", "urn:r", "", verdicts={}).fields[-1].is_verdict


def test_what_a_row_is_about_and_how_it_was_judged_is_not_folded() -> None:
    """The rest is, and is counted where there is something in it."""
    row = record("urn:e", "facts", "", "urn:r", "")

    assert [field.column for field in row.fields if field.front] == ["event", "layer", "verdicts"]
    assert (row.number, row.folded, row.long) == (26, 1, False)


@pytest.mark.parametrize("places", ["x" * 81, "a | b | c | d | e"])
def test_a_cell_with_more_than_is_seen_at_first_is_told(places: str) -> None:
    """A long text, and many values."""
    assert record("urn:e", "facts", places, "urn:r", "").long


def test_a_name_keeps_its_language() -> None:
    """So that one in another than the page's is marked."""
    (claim,) = record("urn:e", "facts", "", "urn:r", "").fields[3].items

    assert (claim.text, claim.language) == ("urn:r", "en")
