"""Reads what a client of the Reconciliation API asks: JSON into its queries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from ...errors import ProtocolError

BATCH = 50  # queries at a time, told in the manifest
ROWS = 500  # entities or values at a time that may be extended
LENGTH = 300  # characters of a name: comparing takes time that grows with their square
LIMIT, MOST = 10, 100  # candidates of a query by default, and at most
Strictness = Literal["any", "should", "all"]


@dataclass(frozen=True)
class PropertyCondition:
    """A property that the entity should have: any of ``values``, each an identifier or a name."""

    property: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class ReconciliationQuery:
    """A reconciliation query (§4.2): the name, types, properties wanted."""

    text: str
    types: tuple[str, ...]
    strictness: Strictness
    limit: int
    wanted: tuple[PropertyCondition, ...]


@dataclass(frozen=True)
class Extension:
    """A data extension query (§7.2): entities and the properties to give for each."""

    ids: tuple[str, ...]
    properties: tuple[str, ...]


def queries(text: str) -> dict[str, ReconciliationQuery]:
    """Read a batch (§4.3). Raises ProtocolError, naming the query at fault."""
    batch = _object(text, "queries")
    if len(batch) > BATCH:
        raise ProtocolError("batch", f"There are {len(batch)} queries; {BATCH} fit into a batch.")
    return {key: _query(key, value) for key, value in batch.items()}


def extension(text: str) -> Extension:
    """Read a data extension query. Raises ProtocolError."""
    told = _object(text, "extend")
    ids, properties = told.get("ids"), told.get("properties")
    if not isinstance(ids, list) or not _strings(ids):
        raise _bad("extend", "“ids” is a list of identifiers")
    if not isinstance(properties, list) or not all(
        isinstance(p, dict) and isinstance(p.get("id"), str) for p in properties
    ):
        raise _bad("extend", "“properties” is a list of objects with an “id”")
    if len(ids) > ROWS:
        raise ProtocolError("batch", f"There are {len(ids)} entities; {ROWS} fit into a request.")
    return Extension(tuple(ids), tuple(p["id"] for p in properties))


def _query(key: str, told: Any) -> ReconciliationQuery:
    if isinstance(told, str):
        told = {"query": told}
    if not isinstance(told, dict):
        raise _bad(key, "a query is an object or a string")
    text, types = told.get("query", ""), told.get("type", [])
    types = [types] if isinstance(types, str) else types
    limit, strictness = told.get("limit", LIMIT), told.get("type_strict", "any")
    if not isinstance(text, str) or not (text.strip() or told.get("properties")):
        raise _bad(key, "“query” is a name, not empty")
    if len(text) > LENGTH:
        raise _bad(key, f"“query” has at most {LENGTH} characters")
    if not _strings(types):
        raise _bad(key, "“type” is an identifier or a list of identifiers")
    if not isinstance(limit, int | float) or isinstance(limit, bool) or limit < 1:
        raise _bad(key, "“limit” is a number from 1")
    if strictness not in ("any", "should", "all"):
        raise _bad(key, "“type_strict” is any, should or all")
    wanted = told.get("properties") or []
    if not isinstance(wanted, list):
        raise _bad(key, "“properties” is a list")
    if max(len(types), len(wanted)) > MOST:
        raise _bad(key, f"“type” and “properties” have at most {MOST} elements")
    properties = tuple(_wanted(key, item) for item in wanted)
    return ReconciliationQuery(text, tuple(types), strictness, min(int(limit), MOST), properties)


def _wanted(key: str, told: Any) -> PropertyCondition:
    if not isinstance(told, dict) or not isinstance(told.get("pid"), str) or "v" not in told:
        raise _bad(key, "a property has “pid” and “v”")
    values = told["v"] if isinstance(told["v"], list) else [told["v"]]
    if len(values) > MOST:
        raise _bad(key, f"a property has at most {MOST} values")
    return PropertyCondition(told["pid"], tuple(_value(key, value) for value in values))


def _value(key: str, value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return str(value["id"])
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise _bad(key, "a property's value is a string, number, truth value or object with “id”")


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("parameter", f"“{name}” is no JSON: {error}.") from error
    if not isinstance(told, dict):
        raise ProtocolError("parameter", f"“{name}” is no JSON object.")
    return told


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _bad(key: str, rule: str) -> ProtocolError:
    return ProtocolError("parameter", f"In “{key}”: {rule}.")
