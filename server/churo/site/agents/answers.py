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
from ..store.results import JSON
from .ground import Call

LARGEST = 2 << 20  # bytes of an answer that are read
WRITTEN = 20_000  # characters of a graph that are shown
LOOKED_AT, BEHIND = 60, 10  # things of an answer whose claims are looked for, and claims shown
COMMON = 25  # claims from which a thing is too common for them to tell of a row
NONE = (
    "No claim states anything of the things in these rows alone; put the pattern into GRAPH ?claim."
)


def asked(call: Call, text: str, limit: int) -> dict[str, Any]:
    """The answer to a query: rows or a graph, and the claims behind it. Raises QueryError."""
    answer = ask(call, text)
    told: dict[str, Any] = {"notices": [row.detail for row in answer.notices]}
    told |= {"unknown_iris": list(answer.unknown)} if answer.unknown else {}
    body = b"".join(answer.body.open()).decode()
    if answer.kind == "graph":
        cut = len(body) > WRITTEN
        return told | {"turtle": body[:WRITTEN], "cut_off": cut, "triples": answer.rows}
    document = json.loads(body)
    if answer.kind == "boolean":
        return told | {"answer": document["boolean"]}
    rows = document["results"]["bindings"]
    shown, columns = rows[:limit], document["head"]["vars"]
    iris = list(dict.fromkeys(_iris(shown)))
    return told | {
        "columns": columns,
        "rows": [[_cell(call, row.get(name)) for name in columns] for row in shown],
        "rows_in_all": len(rows),
        "names": _names(call, iris),
        **behind(call, iris),
    }


def ask(call: Call, text: str) -> Answer:
    """The engine's answer; its client pays. Raises QueryError, and ProtocolError for a large one."""
    head, context = _declared(text, call.ground.prefixes), call.client.context
    query = Query(head + text, call.ground.spaces.url, JSON, "text/turtle", client=context.client)
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
    for row in call.client.bindings(call.question("stating", iris=things)) if things else ():
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
    used = [p for p in prefixes if re.search(rf"(?<![\w-]){re.escape(p)}:", text)]
    return "".join(f"PREFIX {p}: <{prefixes[p]}> " for p in used) + "\n" if used else ""


def _iris(rows: Iterable[Mapping[str, Mapping[str, str]]]) -> Iterable[str]:
    return (cell["value"] for row in rows for cell in row.values() if cell["type"] == "uri")


def _cell(call: Call, cell: Mapping[str, str] | None) -> Any:
    if cell is None:
        return None
    return call.short(cell["value"]) if cell["type"] == "uri" else cell["value"]


def _names(call: Call, iris: Iterable[str]) -> dict[str, str]:
    """The names of the things by their short IRIs."""
    labels = call.index.labels
    return {
        call.short(iri): labels.label(iri, call.language).text for iri in iris if labels.kind(iri)
    }
