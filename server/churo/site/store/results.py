"""Reads what the engine answers to our own questions: triples and rows of terms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ... import rdf
from ...errors import LimitExceeded
from ...model import Answer
from ...rdf import NamedNode, Row, Term, Triple

__all__ = [
    "JSON",
    "N_TRIPLES",
    "TRUE",
    "Binding",
    "Row",
    "Term",
    "bindings",
    "iris",
    "rows",
    "triples",
]

JSON = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"

TRUE = ("true", "1")  # XML Schema 2 §3.2.2; engines compute either

Binding = Mapping[str, Mapping[str, str]]


def triples(answer: Answer) -> Iterator[Triple]:
    """The triples of an answer in N-Triples."""
    return rdf.read_triples(b"".join(answer.body.open()))


def rows(answer: Answer) -> list[Row]:
    """The rows of an answer in SPARQL JSON; ``None`` where a variable has no value.

    Raises LimitExceeded for a text that is longer than the library reads.
    """
    try:
        return rdf.read_rows(b"".join(answer.body.open()))
    except MemoryError as error:
        raise LimitExceeded("answer", rdf.LONGEST_ROW) from error


def bindings(answer: Answer) -> list[Binding]:
    """The rows of an answer in SPARQL JSON as they stand there (SPARQL 1.1 Results JSON §3.2)."""
    found: list[Binding] = json.loads(b"".join(answer.body.open()))["results"]["bindings"]
    return found


def iris(answer: Answer) -> list[str]:
    """The IRIs of an answer of one variable."""
    return [term.value for (term,) in rows(answer) if isinstance(term, NamedNode)]
