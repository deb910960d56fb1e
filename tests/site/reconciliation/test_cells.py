"""Values of properties as cells that every client of JSON can read."""

from __future__ import annotations

import json

import pytest

from churo.site.reconciliation.cells import of_literal, text_of

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("text", "datatype", "cell"),
    [
        ("07", "integer", {"int": 7}),
        ("-3", "int", {"int": -3}),
        ("9007199254740993", "integer", {"str": "9007199254740993"}),
        ("1_000", "integer", {"str": "1_000"}),
        ("٣", "integer", {"str": "٣"}),
        ("abc", "integer", {"str": "abc"}),
        ("1.50", "decimal", {"float": 1.5}),
        ("0.1000000000000000055511151231257827", "decimal", {"str": "0.1000000000000000055511151231257827"}),
        ("1e3", "decimal", {"str": "1e3"}),
        ("n/a", "decimal", {"str": "n/a"}),
        ("1e3", "double", {"float": 1000.0}),
        ("1e999", "double", {"str": "1e999"}),
        ("INF", "double", {"str": "INF"}),
        ("-INF", "float", {"str": "-INF"}),
        ("NaN", "double", {"str": "NaN"}),
        ("nan", "double", {"str": "nan"}),
        ("2025-05-08", "date", {"date": "2025-05-08T00:00:00Z"}),
        ("2025-05-08+08:00", "date", {"date": "2025-05-08T00:00:00+08:00"}),
        ("2025-02-30", "date", {"str": "2025-02-30"}),
        ("May 2025", "date", {"str": "May 2025"}),
        ("2025-05-08T12:00:00.5+03:00", "dateTime", {"date": "2025-05-08T12:00:00.5+03:00"}),
        ("2025-05-08T25:00:00", "dateTime", {"str": "2025-05-08T25:00:00"}),
        ("2025-05-08T12:00:00+99:99", "dateTime", {"str": "2025-05-08T12:00:00+99:99"}),
        ("9" * 10_000, "integer", {"str": "9" * 10_000}),
        ("2024", "gYear", {"str": "2024"}),
        ("true", "boolean", {"str": "true"}),
    ],
)  # fmt: skip
def test_a_literal_is_what_json_can_hold_of_it(
    text: str, datatype: str, cell: dict[str, object]
) -> None:
    """Its number or date, else its text: nothing is lost, and ill-typed ones are legal in RDF."""
    found = of_literal(text, XSD + datatype)

    assert found == cell
    assert json.dumps(found, allow_nan=False)


def test_a_triple_term_is_its_parts() -> None:
    """As RDF 1.2 has them."""
    term = {
        "type": "triple",
        "value": {name: {"type": "uri", "value": f"urn:{name}"} for name in ("subject", "predicate", "object")},
    }  # fmt: skip

    assert text_of(term) == "<<( urn:subject urn:predicate urn:object )>>"
