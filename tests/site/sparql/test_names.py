"""Names in the queries that the page writes."""

from __future__ import annotations

import pytest

from churo.site.components.query_text import declared
from churo.site.sparql import names

PREFIXES = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ex": "https://data.example/",
    "id": "https://data.example/id/",
}


def test_prefixes_are_declared_that_are_used_and_known() -> None:
    """Once, before the query; what is declared or unknown is left as it is."""
    query = "SELECT * { ?s ex:a/^id:b no:c , <foaf:d> , ex:e }"

    assert declared(query, PREFIXES) == (
        "PREFIX ex: <https://data.example/>\nPREFIX id: <https://data.example/id/>\n" + query
    )
    assert declared("PREFIX ex: <urn:x> ASK { ?s ex:a 1 }", PREFIXES).count("PREFIX") == 1


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://data.example/id/lake", "id:lake"),
        ("https://data.example/a", "ex:a"),
        ("https://data.example/id/a/b", "<https://data.example/id/a/b>"),
        ("https://data.example/id/2024", "<https://data.example/id/2024>"),
        ("urn:other", "<urn:other>"),
    ],
)
def test_a_name_is_written_and_read_back(iri: str, name: str) -> None:
    """By the longest prefix that leaves a plain name."""
    assert names.written(iri, PREFIXES) == name
    assert names.read(name, PREFIXES) == iri


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://data.example/ns#Meeting", "meeting"),
        ("https://data.example/ns#startDate", "startDate"),
        ("https://data.example/2024", "value"),
        ("https://data.example/会談", "value"),
        ("urn:a-b", "a_b"),
    ],
)
def test_a_variable_is_named_for_what_it_stands_for(iri: str, name: str) -> None:
    """In letters that every engine takes."""
    assert names.variable(iri) == name
