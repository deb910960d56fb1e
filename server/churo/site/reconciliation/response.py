"""Answers reconciliation queries: candidates with scores, values of properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ...errors import ProtocolError
from ...protocol import is_absolute
from ...terms import XSD
from .folding import same_script
from .index import Ask, EntityIndex, Row, Term
from .matching import TRANSLITERATION, Candidate
from .request import Extension, PropertyCondition, ReconciliationQuery

SHARE = 0.2  # how much of a score the wanted properties decide, where there are any
FIRST = 25  # candidates by name that are looked at for the wanted properties
NUMBERS = {
    str(XSD.integer): ("int", int),
    str(XSD.decimal): ("float", float),
    str(XSD.double): ("float", float),
}


def result(index: EntityIndex, ask: Ask, query: ReconciliationQuery) -> dict[str, Any]:
    """The candidates of one query, the best first (§4.4)."""

    def admits(iri: str) -> bool:
        return index.is_a(iri, query.types, query.strictness)

    if not query.text.strip():
        return {"result": []}
    names = index.names.candidates(query.text, admits, max(query.limit, FIRST))
    shares = _shares(index, ask, names, query.wanted) if query.wanted else {}
    ranked = sorted(names, key=lambda c: (-_score(c, shares), c.iri))[: query.limit]
    sure = [c.iri for c in ranked if c.score >= TRANSLITERATION and shares.get(c.iri, 1) == 1]
    return {"result": [_candidate(index, c, shares, sure == [c.iri]) for c in ranked]}


def extended(index: EntityIndex, ask: Ask, query: Extension) -> dict[str, Any]:
    """The values of properties (§7.3)."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    entities = [index.iri_of(id) for id in query.ids]
    for row in _values(index, ask, entities, query.properties):
        found[row["entity"]["value"], row["property"]["value"]].append(_cell(index, row))
    rows = {
        id: {p: found[iri, p] for p in query.properties}
        for id, iri in zip(query.ids, entities, strict=True)
    }
    return {"meta": [named(index.term(p)) for p in query.properties], "rows": rows}


def named(term: Term) -> dict[str, str]:
    """A class or property as the API has it."""
    return {"id": term.iri, "name": term.name}


def entity(index: EntityIndex, iri: str) -> dict[str, Any]:
    """An entity as the suggest services have it (§6)."""
    notable = [named(type) for type in index.types(iri)]
    others = [name.text for name in index.names.of.get(iri, ()) if name.language != "en"]
    return {
        "id": index.id_of(iri),
        "name": index.names.label(iri),
        "description": " · ".join(dict.fromkeys(others)),
        "notable": notable,
    }


def _candidate(index: EntityIndex, found: Candidate, shares: dict[str, float], match: bool) -> Any:
    features: list[dict[str, object]] = [
        {"id": "name", "value": found.score},
        {"id": "matched-name", "value": found.matched},
    ]
    if shares:
        features.append({"id": "properties", "value": round(100 * shares[found.iri], 1)})
    return {
        "id": index.id_of(found.iri),
        "name": index.names.label(found.iri),
        "type": [named(type) for type in index.types(found.iri)],
        "score": _score(found, shares),
        "match": match,
        "features": features,
    }


def _score(found: Candidate, shares: dict[str, float]) -> float:
    if not shares:
        return found.score
    return round((1 - SHARE) * found.score + SHARE * 100 * shares[found.iri], 1)


def _shares(
    index: EntityIndex, ask: Ask, names: list[Candidate], wanted: Iterable[PropertyCondition]
) -> dict[str, float]:
    """Of each candidate, the share of the wanted properties that it has."""
    wanted = list(wanted)
    had: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _values(index, ask, [c.iri for c in names], {w.property for w in wanted}):
        value = row["value"]["value"]
        spelled = {value, index.id_of(value), same_script(value)}
        spelled |= {same_script(name.text) for name in index.names.of.get(value, ())}
        had[row["entity"]["value"], row["property"]["value"]] |= spelled
    return {
        c.iri: sum(_meets(had[c.iri, w.property], w.values) for w in wanted) / len(wanted)
        for c in names
    }


def _meets(had: set[str], values: Iterable[str]) -> bool:
    return any(value in had or same_script(value) in had for value in values)


def _values(
    index: EntityIndex, ask: Ask, entities: Iterable[str], properties: Iterable[str]
) -> Iterable[Row]:
    entities, properties = [*entities], [*properties]
    if not entities or not properties:
        return ()
    query = index.queries["values"]
    return ask(query.bind(entities=_listed(entities), properties=_listed(properties)))


def _listed(iris: Iterable[str]) -> list[str]:
    """IRIs, each once. Raises ProtocolError for what is no IRI."""
    found = list(dict.fromkeys(iris))
    for iri in found:
        if not is_absolute(iri):
            raise ProtocolError("parameter", f"{iri!r} is no identifier that this service has.")
    return found


def _cell(index: EntityIndex, row: Row) -> dict[str, Any]:
    value = row["value"]
    if value["type"] == "uri" and value["value"] in index.names.of:
        iri = value["value"]
        return {"id": index.id_of(iri), "name": index.names.label(iri)}
    kind, read = NUMBERS.get(value.get("datatype", ""), ("str", str))
    if value.get("datatype") == str(XSD.date):
        return {"date": f"{value['value']}T00:00:00Z"}
    text = row["name"]["value"] if value["type"] == "uri" and "name" in row else value["value"]
    return {kind: read(text)}
