"""Solutions as an Arrow table: typed where all values are, text otherwise, null where unbound."""

from __future__ import annotations

from pathlib import Path

import pandas
import polars
import pytest

import churo
from churo.errors import InputError

DATA = """@prefix : <urn:x:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :whole 1 ; :number 1.5 ; :day "2024-02-29"^^xsd:date ; :yes true ; :mixed 1 ; :year "2024"^^xsd:gYear .
:b :whole 2 ; :number 2 ; :mixed "two"@en .
"""
QUERY = """SELECT * {
  ?s <urn:x:whole> ?whole ; <urn:x:number> ?number ; <urn:x:mixed> ?mixed
  OPTIONAL { ?s <urn:x:day> ?day ; <urn:x:yes> ?yes ; <urn:x:year> ?year }
} ORDER BY ?s"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small file with a column of each sort."""
    path = tmp_path / "data.ttl"
    path.write_text(DATA)
    return path


def test_columns_have_the_types_of_their_values(file: Path) -> None:
    """A column of one sort keeps it; a year is no day, and what is mixed is text."""
    table = churo.frame(QUERY, file)
    types = {field.name: str(field.type) for field in table.schema}

    assert {name: types[name].rsplit(".", 1)[-1].strip(">\n").split("<")[-1] for name in types} == {
        "s": "Utf8", "whole": "Int64", "number": "Float64", "mixed": "Utf8",
        "day": "Date32", "yes": "Boolean", "year": "Utf8",
    }  # fmt: skip


def test_values_are_kept_and_what_is_unbound_is_null(file: Path) -> None:
    """Row by row."""
    table = churo.frame(QUERY, file)
    columns = {name: table[name].to_pylist() for name in table.column_names}

    assert columns["whole"] == [1, 2]
    assert columns["number"] == [1.5, 2.0]
    assert columns["mixed"] == ["1", "two"]
    assert columns["yes"] == [True, None]
    assert [str(day) for day in columns["day"]] == ["2024-02-29", "None"]
    assert columns["s"] == ["urn:x:a", "urn:x:b"]


def test_no_rows_are_a_table_without_rows(file: Path) -> None:
    """With its columns."""
    table = churo.frame("SELECT ?a ?b { ?a <urn:x:nothing> ?b }", file)

    assert (table.num_rows, table.column_names) == (0, ["a", "b"])


def test_polars_and_pandas_take_it(file: Path) -> None:
    """By the Arrow interface that both read."""
    table = churo.frame(QUERY, file)

    assert polars.DataFrame(table)["number"].sum() == 3.5
    assert pandas.DataFrame.from_arrow(table)["whole"].tolist() == [1, 2]


def test_the_graph_is_asked_without_a_server() -> None:
    """The packaged one, with its prefixes, and the same from a dataset that is open."""
    query = "SELECT ?meeting { ?meeting a churo:Meeting }"

    assert churo.frame(query).num_rows == churo.frame(query, churo.dataset()).num_rows > 10


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELEC ?x", r"line 1, column 1: (.|\n)*Did you mean SELECT\?"),
        ("SELECT *\n{ ?s skso:x ?o }", r"line 2, column 6: (.|\n)*Did you mean skos:\?"),
        ("ASK {}", "Ask with SELECT"),
    ],
)
def test_what_gives_no_solutions_is_told(file: Path, query: str, told: str) -> None:
    """Mistakes with place and hint, as on the terminal."""
    with pytest.raises(InputError, match=told):
        churo.frame(query, file)
