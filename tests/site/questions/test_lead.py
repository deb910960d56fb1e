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

    names = {"heading": "event", "n": "3", "names": "A; B; C"}
    assert told("footing event", *rows).sentences == (("all", names),)


def test_the_first_of_many_are_named() -> None:
    """Those with a short name in the language; a sentence among them stands in quotes."""
    called = {"urn:a": "One.", "urn:b": "", "urn:c": "x" * 200, "urn:d": "two", "urn:e": "three"}
    table = Table(("event",), tuple((thing(name),) for name in "abcde"))

    (sentence,) = lead.of(table, VERDICTS, called.__getitem__, str, "ru").sentences

    assert sentence == ("some", {"heading": "event", "n": "5", "names": "«One»; two; three"})


def test_rows_of_days_tell_from_when_to_when() -> None:
    """Over all columns of days; of things that hardly differ nothing is told."""
    rows = [(day(f"2024-0{n}-01"), day(f"2024-0{n}-09"), thing("usd")) for n in range(1, 8)]

    assert told("first last unit", *rows).sentences == (
        ("rows", {"n": "7"}),
        ("span", {"span": "1 January 2024 – 9 July 2024"}),
    )
    assert told("first last unit", *rows, language="ja").sentences == (
        ("rows", {"n": "7"}),
        ("span", {"span": "2024年1月1日〜2024年7月9日"}),
    )


def test_rows_in_the_order_of_time_tell_of_the_first_and_the_last() -> None:
    """By their names, beside the time in which all lie."""
    rows = [(thing(name), day(f"2024-0{n}-01")) for n, name in enumerate("abc", 1)]

    ends = ("ends", {"first": "A", "last": "C"})
    assert ends in told("event first", *rows).sentences
    assert ends not in told("event first", *reversed(rows)).sentences
    assert [kind for kind, _ in told("event first", *rows).sentences] == ["things", "ends", "span"]


def test_an_order_by_number_tells_what_is_first() -> None:
    """With its number, if one thing stands there alone."""
    rows = (thing("beijing"), count(11)), (thing("moscow"), count(6)), (thing("sochi"), count(1))

    most = {"heading": "meetings", "name": "Beijing", "n": "11"}
    assert ("most", most) in told("place meetings", *rows).sentences
    assert len(told("place meetings", rows[0], (thing("x"), count(11)), rows[2]).sentences) == 1
    assert ("most", most) in told("place meetings", *reversed(rows)).sentences


def test_of_several_numbers_that_counts_by_which_the_rows_are_ordered() -> None:
    """Words are names as things are, truth is none."""
    rows = (Cell("English"), count(1), count(9)), (Cell("Russian"), count(3), count(4))
    truths = (Cell("true", datatype=XSD.boolean), count(9)), (Cell("false"), count(4))

    most = {"heading": "texts", "name": "English", "n": "9"}
    assert told("language rank texts", *rows).sentences == (("rows", {"n": "2"}), ("most", most))
    assert [kind for kind, _ in told("primary claims", *truths).sentences] == ["first"]


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


def test_a_single_row_is_told() -> None:
    """By what its columns are called, in the words of the language; what is in another is left out."""
    row = (thing("a"), day("2024-05-01"), Cell("その他", language="ja"), count(12))

    assert told("event date note n", row, language="ru") == Lead(
        (("one", {"n": "1", "parts": "event: A; date: 1 мая 2024; n: 12"}),), ()
    )
    assert told("note", (Cell("その他", language="ja"),)).sentences == (("rows", {"n": "1"}),)


def test_rows_that_come_to_nothing_else_begin_with_the_first() -> None:
    """And how many there are."""
    rows = (Cell("x"), count(1), count(2)), (Cell("x"), count(3), count(1))

    assert told("part from to", *rows).sentences == (
        ("first", {"n": "2", "parts": "part: x; from: 1; to: 2"}),
    )


def test_a_graph_tells_of_its_subjects() -> None:
    """However many triples each has."""
    rows = [(thing(name), thing("p"), Cell(f"x{n}")) for name in "ab" for n in range(20)]

    (sentence,) = told("subject property value", *rows).sentences
    assert sentence == ("all", {"heading": "subject", "n": "2", "names": "A; B"})


def test_there_is_always_a_sentence() -> None:
    """For yes and no, and where nothing is found, too."""
    answers = [Table((), (), True), Table((), (), False), Table(("event",), ())]
    kinds = [lead.of(it, VERDICTS, str, str, "en").sentences[0][0] for it in answers]

    assert kinds == ["yes", "no", "nothing"]
