"""Queries that give all of their variables: those that can, and no other."""

from __future__ import annotations

import pytest

from churo.site.agents.widening import widened

CASES = {
    "SELECT ?a WHERE { ?a ?b ?c }": "SELECT * WHERE { ?a ?b ?c }",
    "select distinct ?a { ?a ?b ?c } ORDER BY ?a LIMIT 3": (
        "select * { ?a ?b ?c } ORDER BY ?a LIMIT 3"
    ),
    "SELECT ?a FROM <urn:g> { ?a ?b 'WHERE' }": "SELECT * FROM <urn:g> { ?a ?b 'WHERE' }",
    "SELECT ?a { { SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?a } }": (
        "SELECT * { { SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?a } }"
    ),
    "PREFIX SELECT: <urn:x> SELECT ?a { ?a SELECT:b ?c }": (
        "PREFIX SELECT: <urn:x> SELECT * { ?a SELECT:b ?c }"
    ),
    "SELECT * { ?a ?b ?c }": "",
    "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?a": "",
    "SELECT ?a { ?a ?b ?c } GROUP BY ?a": "",
    "ASK { ?a ?b ?c }": "",
    "CONSTRUCT { ?a ?b ?c } WHERE { { SELECT ?a ?b ?c { ?a ?b ?c } } }": "",
    "SELECT": "",
    "": "",
}


@pytest.mark.parametrize(("query", "wide"), CASES.items(), ids=list(CASES))
def test_what_can_give_all_its_variables(query: str, wide: str) -> None:
    """Groups and computed values cannot, nor what is no SELECT."""
    assert " ".join(widened(query).split()) == wide
