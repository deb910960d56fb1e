"""Reads SPARQL results in JSON as a table for people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_STAR = re.compile(r"\bSELECT\s++(?:DISTINCT\s++|REDUCED\s++)?\*", re.IGNORECASE)
_NAMED = re.compile(r"[?$](\w++)")


@dataclass(frozen=True)
class Cell:
    """One RDF term: its text, with ``iri`` for IRIs, language or datatype for literals.

    ``state`` instead says how a claim stands of which the result has no verdict.
    """

    text: str
    iri: str = ""
    language: str = ""
    datatype: str = ""
    direction: str = ""
    state: str = ""

    @property
    def key(self) -> str:
        """What distinguishes the term from others."""
        return f"{self.text} {self.language} {self.datatype}" if not self.iri else self.iri


@dataclass(frozen=True)
class Label:
    """What an IRI is called, and in which language that is; empty for none."""

    text: str
    language: str


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


def ordered(table: Table, query: str) -> Table:
    """The columns of SELECT * in the order in which the query names them, not by the alphabet."""
    if not _STAR.search(query):
        return table
    written = {name: place for place, name in reversed(list(enumerate(_NAMED.findall(query))))}
    places = sorted(
        range(len(table.variables)), key=lambda place: written.get(table.variables[place], place)
    )
    rows = (tuple(row[place] for place in places) for row in table.rows)
    return Table(tuple(table.variables[place] for place in places), tuple(rows), table.boolean)


def laid_out(document: bytes, variables: tuple[str, ...]) -> str:
    """A SPARQL 1.1 JSON result to be read: indented, its variables in an order, texts in their scripts."""
    result = json.loads(document)
    result["head"]["vars"] = list(variables)
    rows = result["results"]["bindings"]
    rows[:] = [{name: row[name] for name in variables if name in row} for row in rows]
    return json.dumps(result, ensure_ascii=False, indent=1)


def in_one_language(table: Table, language: str) -> Table:
    """Triples with, of texts of one subject and property, those in a language alone, if there are any."""
    there = {row[:2] for row in table.rows if row[2] and row[2].language == language}
    kept = (
        row
        for row in table.rows
        if row[2] is None or row[2].language in ("", language) or row[:2] not in there
    )
    return Table(table.variables, tuple(kept), table.boolean)


def labels(pairs: Iterable[tuple[str, Label]], languages: tuple[str, ...]) -> dict[str, Label]:
    """The label of each IRI in the first language that has one."""
    best: dict[str, tuple[int, str, Label]] = {}
    for iri, label in pairs:
        rank = languages.index(label.language) if label.language in languages else len(languages)
        if iri not in best or (rank, label.text) < best[iri][:2]:
            best[iri] = (rank, label.text, label)
    return {iri: label for iri, (_, _, label) in best.items()}


def _row(variables: tuple[str, ...], binding: Mapping[str, Any]) -> tuple[Cell | None, ...]:
    return tuple(cell(binding[name]) if name in binding else None for name in variables)


def cell(term: Mapping[str, Any]) -> Cell:
    """A term of SPARQL JSON (SPARQL 1.1 Query Results JSON §3.2.2)."""
    value = term["value"]
    if term["type"] == "uri":
        return Cell(value, iri=value)
    if term["type"] == "bnode":
        return Cell(f"_:{value}")
    if term["type"] == "triple":
        parts = (cell(value[key]).text for key in ("subject", "predicate", "object"))
        return Cell(f"<<( {' '.join(parts)} )>>")
    return Cell(
        value,
        language=term.get("xml:lang", ""),
        datatype=term.get("datatype", ""),
        direction=term.get("its:dir", ""),
    )
