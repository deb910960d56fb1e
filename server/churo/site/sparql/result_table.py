"""Reads SPARQL results in JSON as a table for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One RDF term: its text, with ``iri`` for IRIs, language or datatype for literals."""

    text: str
    iri: str = ""
    language: str = ""
    datatype: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Table:
    """Variables and rows; a cell is ``None`` where its variable has no value."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    boolean: bool | None = None

    def iris(self) -> tuple[str, ...]:
        """Every IRI in the table, once, in reading order."""
        cells = (cell for row in self.rows for cell in row if cell and cell.iri)
        return tuple(dict.fromkeys(cell.iri for cell in cells))


def read(document: bytes, most: int) -> Table:
    """Read a SPARQL 1.1 JSON result, its first ``most`` rows."""
    result = json.loads(document)
    if "boolean" in result:
        return Table((), (), result["boolean"])
    variables = tuple(result["head"]["vars"])
    bindings = result["results"]["bindings"][:most]
    return Table(variables, tuple(_row(variables, binding) for binding in bindings))


def labels(table: Table, languages: tuple[str, ...]) -> dict[str, str]:
    """From rows of ?iri ?label, the label of each IRI in the first language that has one."""
    best: dict[str, tuple[int, str]] = {}
    for iri, label in _pairs(table):
        rank = languages.index(label.language) if label.language in languages else len(languages)
        if iri not in best or (rank, label.text) < best[iri]:
            best[iri] = (rank, label.text)
    return {iri: text for iri, (_, text) in best.items()}


def _row(variables: tuple[str, ...], binding: Mapping[str, Any]) -> tuple[Cell | None, ...]:
    return tuple(_cell(binding[name]) if name in binding else None for name in variables)


def _cell(term: Mapping[str, Any]) -> Cell:
    value = term["value"]
    if term["type"] == "uri":
        return Cell(value, iri=value)
    if term["type"] == "bnode":
        return Cell(f"_:{value}")
    if term["type"] == "triple":
        parts = (_cell(value[key]).text for key in ("subject", "predicate", "object"))
        return Cell(f"<<( {' '.join(parts)} )>>")
    return Cell(
        value,
        language=term.get("xml:lang", ""),
        datatype=term.get("datatype", ""),
        direction=term.get("its:dir", ""),
    )


def _pairs(table: Table) -> Iterator[tuple[str, Cell]]:
    for row in table.rows:
        iri, label = row
        if iri and label:
            yield iri.iri, label
