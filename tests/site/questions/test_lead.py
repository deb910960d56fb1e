"""What an answer comes to in a sentence: how many, from when to when, what most, how they stand."""

from __future__ import annotations

from churo.site.components.result_table import Cell, Table
from churo.site.questions import lead
from churo.site.questions.lead import Lead
from churo.terms import XSD

VERDICTS = {"urn:yes": "supported", "urn:no": "refuted"}


def thing(name: str) -> Cell:
    """A name."""
    return Cell(f"urn:{name}", iri=f"urn:{name}")


def day(text: str) -> Cell:
    """A day."""
    return Cell(text, datatype=XSD.date)


def count(number: int) -> Cell:
    """A number."""
    return Cell(str(number), datatype=XSD.integer)


def told(variables: str, *rows: tuple[Cell | None, ...], language: str = "en") -> Lead:
    """The lead of a table; things are called after the ends of their IRIs, columns after themselves."""
    table = Table(tuple(variables.split()), rows)
    return lead.of(table, VERDICTS, lambda iri: iri[4:].title(), str, language)


def test_things_are_counted_once() -> None:
    """In the first column that has nearly as many as any, in whatever order the columns are."""
    rows = [(thing("fact"), thing(name)) for name in ("a", "b", "a", "c")]

    assert told("footing event", *rows).sentences == (("things", {"heading": "event", "n": "3"}),)


def test_rows_of_days_tell_from_when_to_when() -> None:
    """Over all columns of days; of things that hardly differ nothing is told."""
    rows = [(day(f"2024-0{n}-01"), day(f"2024-0{n}-09"), thing("usd")) for n in range(1, 8)]

    assert told("first last unit", *rows).sentences == (
        ("span", {"span": "1 January 2024 – 9 July 2024"}),
    )
    assert told("first last unit", *rows, language="ja").sentences == (
        ("span", {"span": "2024年1月1日〜2024年7月9日"}),
    )


def test_an_order_by_number_tells_what_is_first() -> None:
    """With its number, if one thing stands there alone."""
    rows = (thing("beijing"), count(11)), (thing("moscow"), count(6)), (thing("sochi"), count(1))

    most = {"heading": "meetings", "name": "Beijing", "n": "11"}
    assert ("most", most) in told("place meetings", *rows).sentences
    assert len(told("place meetings", rows[0], (thing("x"), count(11)), rows[2]).sentences) == 1
    assert len(told("place meetings", *reversed(rows)).sentences) == 1


def test_numbers_in_several_units_are_not_compared() -> None:
    """Nor those of one thing again and again."""
    units = (thing("a"), count(9), thing("usd")), (thing("b"), count(5), thing("cny"))
    again = (thing("a"), count(9)), (thing("b"), count(5)), (thing("a"), count(2))

    assert len(told("thing value unit", *units).sentences) == 1
    assert len(told("thing value", *again).sentences) == 1


def test_states_are_counted() -> None:
    """The worst first, also of what has no verdict and is told by its state."""
    sourced = Cell("sourced", state="sourced")
    rows = (thing("a"), thing("yes")), (thing("b"), sourced), (thing("c"), thing("no"))

    assert told("event verdict", *rows).states == (
        ("refuted", 1),
        ("supported", 1),
        ("sourced", 1),
    )


def test_verdicts_that_are_counted_already_are_not_counted_again() -> None:
    """A number after the verdict says how many have it."""
    rows = (thing("yes"), count(143)), (thing("no"), count(5))

    assert told("verdict claims", *rows).states == ()


def test_a_single_row_speaks_for_itself() -> None:
    """And so does none."""
    assert told("event", (thing("a"),)) == told("event") == Lead((), ())
