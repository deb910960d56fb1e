"""Puts what the engine answers into tables for tools, with the claims that stand behind the rows."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ...errors import ProtocolError, QueryError, QuerySyntaxError
from ...model import Answer, Query
from ...rdf import NamedNode, text_of
from ..store import results
from ..store.results import JSON, N_TRIPLES
from .ground import Call
from .widening import widened

_PREFIX = re.compile(r"(?<![\w-])([A-Za-z][\w-]*+):")
LARGEST = 2 << 20  # bytes of an answer that are read
LOOKED_AT, BEHIND = 60, 10  # things of an answer whose claims are looked for, and claims shown
COMMON = 25  # claims from which a thing is too common for them to tell of a row
Cell = tuple[bool, Any]  # whether it is an IRI, and its text
Cells = list[Cell]
TRUTH = "Which claims bear it out tells a SELECT of ?claim with the pattern in GRAPH ?claim."
EMPTY = "No row fits: see the notices. What is only said, refuted or denied is in GRAPH ?claim { … } alone."
NONE = (
    "No claim states anything of the things in these rows alone; put the pattern into GRAPH ?claim."
)


def asked(call: Call, text: str, limit: int) -> dict[str, Any]:
    """The answer to a query: rows, of a graph its triples, and the claims behind. Raises QueryError."""
    answer = ask(call, text)
    told: dict[str, Any] = {"notices": [row.detail for row in answer.notices]}
    told |= {"unknown_iris": list(answer.unknown)} if answer.unknown else {}
    if answer.kind == "boolean":
        truth = json.loads(b"".join(answer.body.open()))["boolean"]
        return told | {"answer": truth, "claims_behind": [], "note": TRUTH}
    if not answer.rows:
        return told | {"rows": [], "rows_in_all": 0, "claims_behind": [], "note": EMPTY}
    columns, rows = _triples(answer) if answer.kind == "graph" else _solutions(answer)
    iris = list(dict.fromkeys(text for row in rows[:limit] for is_iri, text in row if is_iri))
    return told | {
        "columns": columns,
        "rows": [
            [call.short(text) if is_iri else text for is_iri, text in row] for row in rows[:limit]
        ],
        "rows_in_all": len(rows),
        "names": _names(call, iris),
        **_behind(call, text, iris, limit),
    }


def _behind(call: Call, text: str, iris: list[str], limit: int) -> dict[str, Any]:
    """The claims behind an answer: by its things, else by all that its query looked at."""
    found = behind(call, iris)
    wide = "" if found.get("claims_behind", True) else widened(text)
    if not wide:
        return found
    _, rows = _solutions(ask(call, wide))
    return behind(
        call, dict.fromkeys(text for row in rows[:limit] for is_iri, text in row if is_iri)
    )


def ask(call: Call, text: str) -> Answer:
    """The engine's answer; its client pays. Raises QueryError, and ProtocolError for a large one."""
    head, context = _declared(text, call.ground.prefixes), call.client.context
    query = Query(head + text, call.ground.spaces.url, JSON, N_TRIPLES, client=context.client)
    try:
        answer, _ = call.ground.served.ask(query, context.gone)
    except QuerySyntaxError as error:
        context.seconds += error.spent
        raise replace(error, line=max(0, error.line - head.count("\n"))) from error
    except QueryError as error:
        context.seconds += error.spent
        raise
    context.seconds += answer.seconds
    context.kind, context.rows = answer.kind, answer.rows
    if answer.body.size > LARGEST:
        told = (
            f"The answer has {answer.rows:,} rows, too many to read here: add LIMIT, or aggregate."
        )
        raise ProtocolError("length", told)
    return answer


def behind(call: Call, iris: Iterable[str]) -> dict[str, Any]:
    """The claims that are among the things of an answer, or state something of them."""
    known, things = call.index.claims, list(iris)[:LOOKED_AT]
    stating: dict[str, list[str]] = defaultdict(list)
    for row in (
        call.client.bindings(call.ground.queries["stating"].bind(iris=things)) if things else ()
    ):
        if row["graph"]["value"] in known:
            stating[row["thing"]["value"]].append(row["graph"]["value"])
    found: dict[str, None] = {iri: None for iri in things if iri in known}
    for iri in things:
        if iri not in known and len(stating[iri]) <= COMMON:
            found |= dict.fromkeys(stating[iri])
    claims = [known[iri] for iri in found]
    more = {"more_claims_behind": len(claims) - BEHIND} if len(claims) > BEHIND else {}
    if not claims:
        return {"claims_behind": [], "note": NONE} if known else {}
    return {"claims_behind": call.texts.claims(claims[:BEHIND]), **more}


def _declared(text: str, prefixes: Mapping[str, str]) -> str:
    """A line that declares the known prefixes that a query may mean, or nothing."""
    meant = set(_PREFIX.findall(text))
    used = [prefix for prefix in prefixes if prefix in meant]
    return "".join(f"PREFIX {p}: <{prefixes[p]}> " for p in used) + "\n" if used else ""


def _solutions(answer: Answer) -> tuple[list[str], list[Cells]]:
    document = json.loads(b"".join(answer.body.open()))
    columns, rows = document["head"]["vars"], document["results"]["bindings"]
    return columns, [[_cell(row.get(name)) for name in columns] for row in rows]


def _cell(cell: Mapping[str, str] | None) -> Cell:
    return (False, None) if cell is None else (cell["type"] == "uri", cell["value"])


def _triples(answer: Answer) -> tuple[list[str], list[Cells]]:
    rows = [(row.subject, row.predicate, row.object) for row in results.triples(answer)]
    cells = [[(isinstance(term, NamedNode), text_of(term)) for term in row] for row in rows]
    return ["subject", "property", "value"], sorted(cells)


def _names(call: Call, iris: Iterable[str]) -> dict[str, str]:
    """The names of the things by their short IRIs."""
    labels = call.index.labels
    return {
        call.short(iri): labels.label(iri, call.language).text for iri in iris if labels.kind(iri)
    }
