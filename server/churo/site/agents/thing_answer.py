"""Tells of one thing: its names, its statements with the claims that state them, what points at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ...errors import UnknownName
from ...terms import RDF, RDFS
from ..components.claims import STATES, Claim
from ..store.results import Binding
from .claim_texts import counts
from .ground import Call

STATEMENTS, POINTERS, NAMES = 40, 40, 40  # shown of one thing
LABEL = str(RDFS.label)


def told(call: Call, name: str, limit: int) -> dict[str, Any]:
    """All that is said of what a name means. Raises UnknownName, QueryError."""
    iri = call.resolve(name)
    if (claim := call.index.claims.get(iri)) is not None:
        return {"claim": call.texts.claim(claim), "states": _content(call, iri)}
    outward = call.client.bindings(call.ground.queries["outward"].bind(thing=iri))
    inward = call.client.bindings(call.ground.queries["inward"].bind(thing=iri))
    if not outward and not inward:
        raise UnknownName(f"The release knows no {iri[:200]}.")
    claims = _claims(call, [*outward, *inward])
    return {
        "iri": iri,
        "page": call.ground.spaces.shown(iri, call.language),
        "name": call.texts.label(iri),
        "names": _names(call, iri),
        "types": sorted(
            {call.short(row["value"]["value"]) for row in outward if _is(row, str(RDF.type))}
        ),
        "statements": _statements(call, outward),
        "pointed_at_by": _pointers(call, inward),
        "claims_in_all": len(claims),
        "claims_by_verdict": counts(claims),
        "claims": call.texts.claims(claims[:limit]),
    }


def _content(call: Call, iri: str) -> list[list[str]]:
    """The triples that a claim states, in names."""
    rows = call.client.bindings(call.ground.queries["content"].bind(thing=iri))
    return [[_text(call, row[part]) for part in ("subject", "property", "value")] for row in rows]


def _claims(call: Call, rows: Iterable[Binding]) -> list[Claim]:
    """The claims that state the rows, the worst first."""
    iris = dict.fromkeys(row["graph"]["value"] for row in rows if "graph" in row)
    found = [call.index.claims[iri] for iri in iris if iri in call.index.claims]
    return sorted(found, key=lambda claim: (STATES.index(claim.state), claim.iri))


def _names(call: Call, iri: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in [row for row in call.index.labels.names if row.iri == iri][:NAMES]:
        found[name.language or "und"].append(name.text)
    return dict(found)


def _statements(call: Call, rows: Iterable[Binding]) -> list[dict[str, Any]]:
    """What is said of it; what is only in claims that are not accepted says so."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        if _is(row, LABEL) or _is(row, str(RDF.type)):
            continue
        key = call.short(row["property"]["value"]), _text(call, row["value"])
        _note(call, found.setdefault(key, _row(property=key[0], value=key[1])), row)
    return _ordered(found.values())[:STATEMENTS]


def _pointers(call: Call, rows: Iterable[Binding]) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = _text(call, row["subject"]), call.short(row["property"]["value"])
        _note(call, found.setdefault(key, _row(subject=key[0], property=key[1])), row)
    return _ordered(found.values())[:POINTERS]


def _row(**members: str) -> dict[str, Any]:
    return {**members, "accepted": False, "claims": []}


def _note(call: Call, found: dict[str, Any], row: Binding) -> None:
    """Take note of who states a row: nobody in particular means the default graph."""
    if "graph" not in row:
        found["accepted"] = True
    elif row["graph"]["value"] in call.index.claims:
        found["claims"].append(call.short(row["graph"]["value"]))


def _ordered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What claims state before the rest."""
    return sorted(rows, key=lambda row: not row["claims"])


def _is(row: Binding, property: str) -> bool:
    return row["property"]["value"] == property


def _text(call: Call, cell: Mapping[str, str]) -> str:
    """A term: an IRI by its prefix with its name, a literal by its text."""
    if cell["type"] != "uri":
        tag = cell.get("xml:lang", "")
        return f"{cell['value']}@{tag}" if tag else cell["value"]
    short, iri = call.short(cell["value"]), cell["value"]
    known = call.index.labels.kind(iri)
    return f"{short} ({call.texts.label(iri)})" if known else short
