"""Answers reconciliation queries: candidates with scores, values of properties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ...errors import ProtocolError
from ...folding import told
from ...protocol import is_absolute
from ..names.matching import ALIAS, TRANSLITERATION, Candidate
from .cells import of_literal, text_of
from .index import Ask, EntityIndex, Row, Term
from .request import Extension, PropertyCondition, ReconciliationQuery

SHARE = 0.2  # how much of a score the wanted properties decide, where there are any
FIRST = 25  # candidates by name that are looked at for the wanted properties
LONG = 300  # characters up to which a value is compared as a name


def result(index: EntityIndex, ask: Ask, query: ReconciliationQuery) -> dict[str, Any]:
    """The candidates of one query, the best first (§4.4).

    Raises ProtocolError for a type that is none here.
    """
    types = [index.class_named(type) for type in query.types]

    def admits(iri: str) -> bool:
        return index.is_a(iri, types, query.strictness)

    if not query.text.strip():
        return {"result": []}
    names = index.names.candidates(query.text, admits, max(query.limit, FIRST))
    shares = _shares(index, ask, names, query.wanted) if query.wanted else {}
    ranked = sorted(names, key=lambda c: (-_score(c, shares), c.iri))[: query.limit]
    certain = _certain(names, shares)
    return {"result": [_candidate(index, c, shares, c.iri == certain) for c in ranked]}


def _certain(names: Iterable[Candidate], shares: Mapping[str, float]) -> str:
    """The IRI that is meant for certain, else nothing: the one whose name is equal, in its own
    script before another, and that has all that is wanted."""
    fit = [c for c in names if c.score >= TRANSLITERATION and shares.get(c.iri, 1) == 1]
    exact = [c for c in fit if c.score >= ALIAS] or fit
    return exact[0].iri if len(exact) == 1 else ""


def extended(index: EntityIndex, ask: Ask, query: Extension) -> dict[str, Any]:
    """The values of properties (§7.3); nobody has one that is none. Raises ProtocolError if all are none."""
    named_so = _properties(index, query.properties)
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    entities = [index.iri_of(id) for id in query.ids]
    for row in _values(index, ask, entities, named_so.values()):
        found[row["entity"]["value"], row["property"]["value"]].append(_cell(index, row))
    rows = {
        id: {name: found[iri, property] for name, property in named_so.items()}
        for id, iri in zip(query.ids, entities, strict=True)
    }
    meta = [named(index.term(iri)) | {"id": name} for name, iri in named_so.items()]
    return {"meta": meta, "rows": rows}


def _properties(index: EntityIndex, names: Iterable[str]) -> dict[str, str]:
    """The properties that names mean, those that mean none as they are."""
    meant, unknown = dict[str, str](), list[ProtocolError]()
    for name in names:
        try:
            meant[name] = index.property_named(name)
        except ProtocolError as error:
            unknown.append(error)
            meant[name] = name
    if unknown and len(unknown) == len(meant):
        raise unknown[0]
    return meant


def named(term: Term) -> dict[str, str]:
    """A class or property as the API has it."""
    return {"id": term.iri, "name": term.name}


def entity(index: EntityIndex, iri: str, language: str) -> dict[str, Any]:
    """An entity as the suggest services have it (§6), named in a language where it can be."""
    notable = [named(type) for type in index.types(iri)]
    others = [name.text for name in index.names.of.get(iri, ()) if name.language != language]
    return {
        "id": index.id_of(iri),
        "name": index.names.label(iri, language),
        "description": " · ".join(dict.fromkeys(others)),
        "notable": notable,
    }


def _candidate(
    index: EntityIndex, found: Candidate, shares: Mapping[str, float], match: bool
) -> dict[str, Any]:
    features: list[dict[str, str | float | bool]] = [{"id": "name", "value": found.score}]
    if shares:
        features.append({"id": "properties", "value": round(100 * shares[found.iri], 1)})
    name = index.names.label(found.iri)
    return {
        "id": index.id_of(found.iri),
        "name": name,
        **({"description": f"matched by {found.matched}"} if found.matched != name else {}),
        "type": [named(type) for type in index.types(found.iri)],
        "score": _score(found, shares),
        "match": match,
        "features": features,
    }


def _score(found: Candidate, shares: Mapping[str, float]) -> float:
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
        value = text_of(row["value"])
        spelled = {value, index.id_of(value), *index.names.spellings.get(value, ())}
        had[row["entity"]["value"], row["property"]["value"]] |= spelled | _name(value)
    return {
        c.iri: sum(_meets(had[c.iri, w.property], w.values) for w in wanted) / len(wanted)
        for c in names
    }


def _meets(had: set[str], values: Iterable[str]) -> bool:
    return any(value in had or not had.isdisjoint(_name(value)) for value in values)


def _name(value: str) -> set[str]:
    """A value as a name is compared; a long one is none."""
    return {told(value)} - {""} if len(value) <= LONG else set()


def _values(
    index: EntityIndex, ask: Ask, entities: Iterable[str], properties: Iterable[str]
) -> Iterable[Row]:
    """What the entities have; what is no IRI names nothing that anybody has."""
    entities, properties = _iris(entities), _iris(properties)
    if not entities or not properties:
        return ()
    return ask(index.queries["values"].bind(entities=entities, properties=properties))


def _iris(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if is_absolute(text)]


def _cell(index: EntityIndex, row: Row) -> dict[str, Any]:
    value = row["value"]
    text = text_of(value)
    if value["type"] == "uri" and text in index.names.of:
        return {"id": index.id_of(text), "name": index.names.label(text)}
    if value["type"] == "uri":
        return {"str": row["name"]["value"] if "name" in row else text}
    return of_literal(text, value.get("datatype", ""))
