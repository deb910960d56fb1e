"""A lookup is told by its letters; whatever else a query may do, it is none."""

from __future__ import annotations

import pytest

from churo.engine.syntax.lookup_form import LONGEST, MOST_PATTERNS, subjects

LOOKUPS = {
    "everything of a thing": ("SELECT ?p ?o WHERE { <urn:a> ?p ?o }", {"urn:a": 1}),
    "without WHERE": ("SELECT * { <urn:a> ?p ?o }", {"urn:a": 1}),
    "in small letters": ("select distinct ?o where{<urn:a> <urn:p> ?o}", {"urn:a": 1}),
    "a question": ("ASK { <urn:a> a <urn:C> }", {"urn:a": 1}),
    "a dollar": ("SELECT $o { <urn:a> a $o }", {"urn:a": 1}),
    "several values": ("SELECT * { <urn:a> <urn:p> ?x , ?y ; a ?z . }", {"urn:a": 3}),
    "several things": ("SELECT * { <urn:a> ?p ?o . <urn:b> ?p ?o }", {"urn:a": 1, "urn:b": 1}),
    "a thing again": ("SELECT * { <urn:a> ?p ?o . <urn:a> ?q ?r . }", {"urn:a": 2}),
    "names": (
        "PREFIX id: <urn:id/> PREFIX : <urn:>\nSELECT ?l { id:a :label ?l . :b a ?l }",
        {"urn:id/a": 1, "urn:b": 1},
    ),
    "a name at the end": ("PREFIX e: <urn:> ASK { e:a e:p e:b. }", {"urn:a": 1}),
    "marks in a text": ('ASK { <urn:a> <urn:p> "x; y, <z> . ?v }"@en-GB }', {"urn:a": 1}),
    "some of them": ("SELECT ?o { <urn:a> ?p ?o } LIMIT 10 # ten", {"urn:a": 1}),
}


@pytest.mark.parametrize(("text", "found"), LOOKUPS.values(), ids=LOOKUPS)
def test_a_lookup_is_told_with_its_subjects(text: str, found: dict[str, int]) -> None:
    """Each with the number of its patterns."""
    assert subjects(text) == found


OTHERS = {
    "nothing": "",
    "no pattern": "ASK {}",
    "any subject": "SELECT * { ?s <urn:p> <urn:o> }",
    "a blank subject": "SELECT * { [] <urn:p> ?o }",
    "a labelled one": "SELECT * { _:a <urn:p> ?o }",
    "a blank object": "SELECT * { <urn:a> <urn:p> [] }",
    "a second subject": "SELECT * { <urn:a> ?p ?o . ?o ?q ?r }",
    "a path": "SELECT * { <urn:a> <urn:p>/<urn:q> ?o }",
    "steps without end": "SELECT * { <urn:a> <urn:p>* ?o }",
    "backwards": "SELECT * { <urn:a> ^<urn:p> ?o }",
    "a filter": "SELECT * { <urn:a> ?p ?o FILTER (?o > 1) }",
    "a group": "SELECT * { { <urn:a> ?p ?o } }",
    "what may be": "SELECT * { <urn:a> ?p ?o OPTIONAL { <urn:b> ?p ?o } }",
    "either": "SELECT * { { <urn:a> ?p ?o } UNION { <urn:b> ?p ?o } }",
    "a graph": "SELECT * { GRAPH <urn:g> { <urn:a> ?p ?o } }",
    "a dataset": "SELECT * FROM <urn:g> { <urn:a> ?p ?o }",
    "another endpoint": "SELECT * { SERVICE <urn:s> { <urn:a> ?p ?o } }",
    "a sum": "SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }",
    "an order": "SELECT * { <urn:a> ?p ?o } ORDER BY ?o",
    "groups": "SELECT ?p { <urn:a> ?p ?o } GROUP BY ?p",
    "given values": "SELECT * { <urn:a> ?p ?o } VALUES ?o { 1 }",
    "a triple term": "SELECT * { <urn:a> ?p << <urn:s> <urn:p> <urn:o> >> }",
    "a list": "SELECT * { <urn:a> ?p (1 2) }",
    "a number": "SELECT * { <urn:a> ?p 1 }",
    "a datatype": 'SELECT * { <urn:a> ?p "1"^^<urn:t> }',
    "an escape in a text": 'SELECT * { <urn:a> ?p "\\u0022" }',
    "an escape in an IRI": "SELECT * { <urn:\\u0061> ?p ?o }",
    "an escape in a name": "PREFIX e: <urn:> SELECT * { e:a\\.b ?p ?o }",
    "a name that goes on": "PREFIX e: <urn:> SELECT * { <urn:a> ?p e:a.e:b ?q ?r }",
    "a name of two colons": "PREFIX e: <urn:> SELECT * { e:a:b ?p ?o }",
    "no such prefix": "SELECT * { e:a ?p ?o }",
    "a relative subject": "SELECT * { <a> ?p ?o }",
    "a base": "BASE <urn:b> SELECT * { <urn:a> ?p ?o }",
    "a comment within": "SELECT * { <urn:a> ?p # }\n ?o }",
    "a description": "DESCRIBE <urn:a>",
    "a graph made": "CONSTRUCT { <urn:a> ?p ?o } WHERE { <urn:a> ?p ?o }",
    "an update": "DELETE { <urn:a> ?p ?o } WHERE { <urn:a> ?p ?o }",
    "letters of elsewhere": "A\u017fK { <urn:a> ?p ?o }",
    "too many patterns": f"ASK {{ <urn:a> ?p ?o {', ?o' * MOST_PATTERNS} }}",
    "too long": f"ASK {{ <urn:a> ?p ?o }} # {'x' * LONGEST}",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_everything_else_is_none(text: str) -> None:
    """It is for the workers."""
    assert subjects(text) is None
