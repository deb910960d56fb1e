"""Reads what the engine answers to our own questions: triples and rows of terms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from ..model import Answer

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
Binding = Mapping[str, Mapping[str, str]]


def triples(answer: Answer) -> Iterator[Triple]:
    """The triples of an answer in N-Triples."""
    data = b"".join(answer.body.open())
    return (quad.triple for quad in parse(data, RdfFormat.N_TRIPLES))


def rows(answer: Answer) -> list[Row]:
    """The rows of an answer in SPARQL JSON; ``None`` where a variable has no value."""
    data = b"".join(answer.body.open())
    solutions = parse_query_results(data, QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    names = solutions.variables
    return [tuple(solution[name] for name in names) for solution in solutions]


def bindings(answer: Answer) -> list[Binding]:
    """The rows of an answer in SPARQL JSON as they stand there (SPARQL 1.1 Results JSON §3.2)."""
    found: list[Binding] = json.loads(b"".join(answer.body.open()))["results"]["bindings"]
    return found


def iris(answer: Answer) -> list[str]:
    """The IRIs of an answer of one variable."""
    return [term.value for (term,) in rows(answer) if isinstance(term, NamedNode)]
