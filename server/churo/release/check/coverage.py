"""Counts, passage by passage, what was drawn from the document and how it was judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pyoxigraph import Store

from ...terms import EV, RDF, RDFS, SKOS
from ..source.merged_store import select

ROWS = f"""
PREFIX ev: <{EV}> PREFIX rdf: <{RDF}>
SELECT ?index ?passage ?section ?role ?assertion ?verdict
       (COUNT(*) AS ?quads) WHERE {{
  ?passage a ev:Passage ; ev:index ?index ; ev:role ?role .
  OPTIONAL {{ ?passage ev:section ?section FILTER(LANG(?section) = "en") }}
  OPTIONAL {{ ?assertion a ev:Assertion ; ev:passage ?passage .
             GRAPH ?assertion {{ ?s ?p ?o }}
             OPTIONAL {{ ?assertion ev:currentVerdict ?verdict }} }}
}} GROUP BY ?index ?passage ?section ?role ?assertion ?verdict ORDER BY ?index ?assertion"""
NAMES = f"""
SELECT ?code ?name WHERE {{ ?code <{RDFS.label}>|<{SKOS.prefLabel}> ?name FILTER(LANG(?name) = "en") }}"""


@dataclass
class Coverage:
    """What one passage gave: assertions, quads stated, assessed assertions, verdicts by name."""

    passage: str
    section: str
    role: str
    assertions: int = 0
    quads: int = 0
    assessed: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)


def coverage(store: Store) -> list[Coverage]:
    """One row a passage, in the order of the document."""
    names = {row["code"].value: row["name"].value for row in select(store, NAMES)}
    rows: dict[str, Coverage] = {}
    seen: dict[str, set[str]] = defaultdict(set)
    for row in select(store, ROWS):
        iri = row["passage"].value
        section = row["section"].value if row["section"] else ""
        entry = rows.setdefault(
            iri, Coverage(iri.rsplit("/", 1)[-1], section, names.get(row["role"].value, ""))
        )
        if row["assertion"] is None or row["assertion"].value in seen[iri]:
            continue
        seen[iri].add(row["assertion"].value)
        entry.assertions += 1
        entry.quads += int(row["quads"].value)
        if row["verdict"] is not None:
            entry.assessed += 1
            entry.verdicts[names.get(row["verdict"].value, row["verdict"].value)] += 1
    return list(rows.values())
