"""What a page makes of an answer before it shows it: states without verdict, names for codes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from churo.site.components.claims import Claim, ClaimSource
from churo.site.components.result_table import Cell, Table
from churo.site.questions import coded_columns
from churo.site.questions.without_verdict import WithoutVerdict

JUDGED = ("supported", "refuted")
FACT = Cell("urn:fact", iri="urn:fact")


def claim(name: str, document: str, state: str) -> Claim:
    """A claim of a document."""
    return Claim(f"urn:{name}", document, state, "urn:fact", "", "", "", "", (), (), (), (), ())


def index(*claims: Claim) -> Any:
    """The claims, by their documents."""
    documents = tuple(
        ClaimSource(iri, "", "", (), tuple(c for c in claims if c.document == iri))
        for iri in dict.fromkeys(claim.document for claim in claims)
    )
    return SimpleNamespace(claims={claim.iri: claim for claim in claims}, documents=documents)


def told(row: tuple[Cell | None, ...], *claims: Claim) -> Cell | None:
    """What stands in the column of verdicts, which is the last."""
    variables = (*(f"v{n}" for n in range(len(row) - 1)), "tieVerdict")
    return WithoutVerdict(index(*claims), JUDGED).told(Table(variables, (row,))).rows[0][-1]


def named(iri: str) -> Cell:
    """A cell with a name."""
    return Cell(iri, iri=iri)


RECORD = claim("r", "urn:record", "sourced")
SAID = claim("s", "urn:book", "supported"), claim("t", "urn:book", "refuted")
BARE = claim("u", "urn:list", "unassessed")


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ((named("urn:record"), FACT, None), "sourced"),
        ((named("urn:r"), None), "sourced"),
        ((named("urn:list"), FACT, None), "unassessed"),
    ],
)
def test_what_is_stated_with_a_source_has_a_state(row: tuple[Cell | None, ...], state: str) -> None:
    """By the claim of its row, else by the document: what that has without a verdict is all in one."""
    cell = told(row, RECORD, *SAID, BARE)

    assert cell is not None and cell.state == state


def test_what_is_said_somewhere_is_in_the_state_of_all_without_a_verdict() -> None:
    """If a row tells on what footing it is said, and there is one such state."""
    cell = told((FACT, None), RECORD, *SAID)

    assert cell is not None and cell.state == "sourced"


@pytest.mark.parametrize(
    "row",
    [(None,), (named("urn:thing"), None), (FACT, None), (named("urn:book"), FACT, None)],
)
def test_no_state_is_guessed(row: tuple[Cell | None, ...]) -> None:
    """Where nothing is said, where it may be in several states, where all is judged."""
    assert told(row, RECORD, *SAID, BARE) is None


def test_a_verdict_stays() -> None:
    """It is what the answer has."""
    assert told((named("urn:record"), named("urn:true")), RECORD) == named("urn:true")


def test_codes_have_names() -> None:
    """In columns of countries and languages; other texts and columns stay."""
    cells = Cell("RU"), Cell("ja"), Cell("RU"), None
    table = Table(("country", "language", "name", "country"), (cells,))

    (row,) = coded_columns.named(table, "zh").rows

    assert [cell and cell.text for cell in row] == ["俄罗斯", "日语", "RU", None]
