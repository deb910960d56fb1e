"""Which views a result has, and what they show of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from churo.site.components import result_shape, result_table, result_views
from churo.site.components.result_table import Label, Table

XSD = "http://www.w3.org/2001/XMLSchema#"


def iri(name: str) -> dict[str, str]:
    return {"type": "uri", "value": f"https://data.example/{name}"}


def typed(value: str, kind: str) -> dict[str, str]:
    return {"type": "literal", "value": value, "datatype": XSD + kind}


def text(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


def table(names: str, *rows: tuple[dict[str, str] | None, ...]) -> Table:
    variables = names.split()
    bindings: list[dict[str, Any]] = [
        {name: term for name, term in zip(variables, row, strict=True) if term} for row in rows
    ]
    document = {"head": {"vars": variables}, "results": {"bindings": bindings}}
    return result_table.read(json.dumps(document).encode(), 1000)


COUNTS = table(
    "type number",
    (iri("lake"), typed("3", "integer")),
    (iri("sea"), typed("-1.5", "decimal")),
)
DATES = table(
    "event date place",
    (iri("b"), typed("2024-05-01", "date"), None),
    (iri("a"), typed("2022", "gYear"), iri("x")),
    (iri("c"), typed("2024-02", "gYearMonth"), None),
)
PAIRS = table(
    "who what how",
    (iri("a"), iri("x"), text("for")),
    (iri("a"), iri("y"), text("against")),
    (iri("b"), iri("x"), text("for")),
    (iri("b"), iri("x"), text("also")),
)

FITTING = {
    "one row": (table("a", (iri("a"),)), {"table", "raw"}, "table"),
    "counts": (COUNTS, {"table", "raw", "bar"}, "bar"),
    "dates": (DATES, {"table", "raw", "timeline"}, "table"),
    "pairs": (PAIRS, {"table", "raw", "matrix"}, "table"),
    "mixed": (table("a", (typed("1", "integer"),), (text("x"),)), {"table", "raw"}, "table"),
    "numbers alone": (table("a", *[(typed("1", "integer"),)] * 3), {"table", "raw"}, "table"),
    "too many bars": (
        table("a b", *[(iri(str(n)), typed("1", "integer")) for n in range(101)]),
        {"table", "raw"},
        "table",
    ),
    "nothing": (table("a b"), {"table", "raw"}, "table"),
}


@pytest.mark.parametrize(("result", "views", "suited"), FITTING.values(), ids=FITTING)
def test_views_fit_what_the_columns_hold(result: Table, views: set[str], suited: str) -> None:
    """And for whoever wishes none there is a picture where it leaves nothing out."""
    shape = result_shape.of_table(result)

    assert {view for view in (*result_shape.VIEWS, "pie") if shape.fits(view)} == views
    assert shape.suited == suited


def test_a_timeline_has_its_rows_in_order_by_years() -> None:
    """Whatever the precision of their dates, with an empty year where there is none."""
    line = result_views.timeline(DATES, result_shape.of_table(DATES))

    assert [(year.year, [cell.text for cell, _ in year.rows]) for year in line.years] == [
        (2022, ["2022"]),
        (2024, ["2024-02", "2024-05-01"]),
    ]
    assert [(year, height) for _, year, height in line.strip] == [
        (2022, 50.0),
        (2023, 0.0),
        (2024, 100.0),
    ]


def test_years_before_our_era_come_first_and_a_long_strip_is_left_out() -> None:
    """Nobody can see a year in ten thousand."""
    result = table("d", (typed("2024", "gYear"),), (typed("-0044", "gYear"),))
    line = result_views.timeline(result, result_shape.of_table(result))

    assert [year.year for year in line.years] == [-44, 2024]
    assert line.strip == ()


def test_bars_begin_at_zero() -> None:
    """To the right of it, or to the left."""
    bars = result_views.bars(COUNTS, result_shape.of_table(COUNTS))

    assert [(bar.start, bar.length) for bar in bars.bars] == [(33.33, 66.67), (0.0, 33.33)]


@pytest.mark.parametrize("value", ["NaN", "INF", "-INF", "1e400"])
def test_what_has_no_length_is_drawn_without(value: str) -> None:
    """And its number is shown."""
    result = table("a n", (iri("a"), typed(value, "double")), (iri("b"), typed("1", "double")))
    bars = result_views.bars(result, result_shape.of_table(result))

    assert [(bar.value.text, bar.length) for bar in bars.bars] == [(value, 0.0), ("1", 100.0)]


def test_a_matrix_has_all_that_meets() -> None:
    """Two rows of one pair in one place."""
    grid = result_views.matrix(PAIRS, result_shape.of_table(PAIRS))
    told = [
        [[cell.text for row in rows for cell in row if cell] for rows in found]
        for _, found in grid.rows
    ]

    assert (grid.down, grid.across, grid.others) == ("who", "what", ("how",))
    assert told == [[["for"], ["against"]], [["for", "also"], []]]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("SELECT * { ?s ?p ?o }", ("s", "p", "o")),
        ("select distinct * { ?s ?p ?o }", ("s", "p", "o")),
        ("SELECT ?o ?s ?p { ?s ?p ?o }", ("o", "p", "s")),
    ],
)
def test_columns_of_all_variables_are_as_the_query_names_them(
    query: str, order: tuple[str, ...]
) -> None:
    """The engine gives them by the alphabet; a list of one's own is kept as it comes."""
    result = result_table.ordered(table("o p s", (text("o"), text("p"), text("s"))), query)

    assert result.variables == order
    assert [cell.text for cell in result.rows[0] if cell] == list(order)


def test_labels_are_in_the_first_language_that_has_one() -> None:
    """And tell which that is."""
    pairs = [
        ("urn:a", Label("lake", "en")),
        ("urn:a", Label("湖", "ja")),
        ("urn:b", Label("b", "")),
    ]

    assert result_table.labels(pairs, ("ru", "ja", "en", "")) == {
        "urn:a": Label("湖", "ja"),
        "urn:b": Label("b", ""),
    }


def test_a_result_is_laid_out_to_be_read() -> None:
    """With its variables in the order of the table, and texts as they are written."""
    row = {"a": {"type": "literal", "value": "年"}, "z": {"type": "uri", "value": "urn:z"}}
    document = {"head": {"vars": ["a", "z"]}, "results": {"bindings": [row, {"a": row["a"]}]}}

    text = result_table.laid_out(json.dumps(document).encode(), ("z", "a"))

    told = json.loads(text)
    assert told["head"]["vars"] == ["z", "a"]
    assert [list(found) for found in told["results"]["bindings"]] == [["z", "a"], ["a"]]
    assert "年" in text and len(text.splitlines()) > 10
