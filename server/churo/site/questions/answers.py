"""Finds the answer to a question: in the release, or from the engine when it is asked of other things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ...model import ANSWERS
from ...rdf import Literal, csv_results, read_rows, read_triples, text_of
from ..components import result_table
from ..components.query_text import declared
from ..components.result_table import Cell, Table
from ..store.results import Term
from ..store.store_client import StoreClient
from .catalogue import Question

MOST = 300  # rows that a page shows
GRAPH = ("subject", "property", "value")


@dataclass(frozen=True)
class QuestionAnswer:
    """An answer as it is written, which is a graph or a result in JSON, and how many rows it has."""

    body: bytes
    graph: bool
    rows: int

    def table(self, most: int) -> Table:
        """At most so many rows. A graph has three columns."""
        if not self.graph:
            return result_table.read(self.body, most)
        triples = sorted(map(tuple, read_triples(self.body)), key=str)[:most]
        return Table(GRAPH, tuple(tuple(_cell(term) for term in row) for row in triples))

    def as_csv(self) -> bytes:
        """The whole result in CSV (SPARQL 1.1 CSV Results §3); true or false has one column."""
        document = json.loads(self.body)
        if "boolean" in document:
            return b"boolean\r\n" + json.dumps(document["boolean"]).encode() + b"\r\n"
        parts: list[bytes] = []
        csv_results.write(document["head"]["vars"], read_rows(self.body), parts.append)
        return b"".join(parts)


def carried(client: StoreClient, question: Question) -> QuestionAnswer | None:
    """The answer that the release carries, if it does."""
    graph = question.form == "construct"
    name = f"{question.slug}.{'nt' if graph else 'json'}"
    path = client.release.directory / ANSWERS / name
    return _answer(path.read_bytes(), graph) if path.is_file() else None


def asked(
    client: StoreClient,
    question: Question,
    chosen: Mapping[str, str],
    prefixes: Mapping[str, str],
) -> QuestionAnswer:
    """The answer of the engine for things that are chosen. Raises QueryError."""
    text = declared(question.asked_of(chosen, prefixes), prefixes)
    return _answer(client.body(text), question.form == "construct")


def _answer(body: bytes, graph: bool) -> QuestionAnswer:
    if graph:
        return QuestionAnswer(body, graph, body.count(b"\n"))
    document = json.loads(body)
    bindings = document.get("results", {}).get("bindings", ())
    return QuestionAnswer(body, graph, len(bindings))


def _cell(term: Term) -> Cell:
    if isinstance(term, Literal):
        return Cell(term.value, language=term.language or "", datatype=term.datatype.value)
    text = text_of(term)
    return Cell(text, iri="" if text.startswith("_:") else text)
