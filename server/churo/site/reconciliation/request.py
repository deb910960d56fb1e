"""Reads what a client of the Reconciliation API asks: JSON into its queries."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any, Literal

from ...errors import ProtocolError

BATCH = 50  # queries at a time, said in the manifest
ROWS = 500  # entities or values at a time that may be extended
LENGTH = 300  # characters of a name: comparing takes time that grows with their square
PROPERTIES = 50  # properties at a time, wanted or to be given, and values of one
LIMIT, MOST = 10, 100  # candidates of a query by default, and at most
_SURROGATES = re.compile("[\ud800-\udfff]")
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


def queries(text: str) -> dict[str, ReconciliationQuery | ProtocolError]:
    """Read a batch (§4.3): each query, or what is wrong with it.

    Raises ProtocolError for what is no batch, and for one of nothing but bad queries, naming the
    first.
    """
    batch = _object(text, "queries")
    if len(batch) > BATCH:
        raise ProtocolError("batch", f"There are {len(batch)} queries; {BATCH} fit into a batch.")
    found = {key: _query_or_error(key, value) for key, value in batch.items()}
    wrong = [row for row in found.values() if isinstance(row, ProtocolError)]
    if wrong and len(wrong) == len(found):
        raise wrong[0]
    return found


def _query_or_error(key: str, told: Any) -> ReconciliationQuery | ProtocolError:
    try:
        return _query(key, told)
    except ProtocolError as error:
        return error


def extension(text: str) -> Extension:
    """Read a data extension query. Raises ProtocolError."""
    given = _object(text, "extend")
    ids, properties = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not _strings(ids):
        raise _bad("extend", "“ids” is a list of identifiers")
    if not isinstance(properties, list) or not all(
        isinstance(p, dict) and isinstance(p.get("id"), str) for p in properties
    ):
        raise _bad("extend", "“properties” is a list of objects with an “id”")
    if len(ids) > ROWS:
        raise ProtocolError("batch", f"There are {len(ids)} entities; {ROWS} fit into a request.")
    if len(properties) > PROPERTIES:
        number = len(properties)
        raise ProtocolError("batch", f"There are {number} properties; {PROPERTIES} fit.")
    return Extension(tuple(ids), tuple(p["id"] for p in properties))


def _query(key: str, given: Any) -> ReconciliationQuery:
    if isinstance(given, str):
        given = {"query": given}
    if not isinstance(given, dict):
        raise _bad(key, "a query is an object or a string")
    text, types = given.get("query", ""), given.get("type", [])
    types = [types] if isinstance(types, str) else types
    limit, strictness = given.get("limit", LIMIT), given.get("type_strict", "any")
    text = _whole(text) if isinstance(text, str) else text
    if not isinstance(text, str) or not (text.strip() or given.get("properties")):
        raise _bad(key, "“query” is a name, not empty")
    if len(text) > LENGTH:
        raise _bad(key, f"“query” has at most {LENGTH} characters")
    if not _strings(types):
        raise _bad(key, "“type” is an identifier or a list of identifiers")
    if not _is_number(limit) or limit < 1:
        raise _bad(key, "“limit” is a number from 1")
    if strictness not in ("any", "should", "all"):
        raise _bad(key, "“type_strict” is any, should or all")
    wanted = given.get("properties") or []
    if not isinstance(wanted, list):
        raise _bad(key, "“properties” is a list")
    if max(len(types), len(wanted)) > MOST:
        raise _bad(key, f"“type” and “properties” have at most {MOST} elements")
    properties = tuple(_wanted(key, item) for item in wanted)
    limit = int(min(limit, MOST))
    return ReconciliationQuery(text, tuple(types), strictness, limit, properties)


def _wanted(key: str, given: Any) -> PropertyCondition:
    if not isinstance(given, dict) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise _bad(key, "a property has “pid” and “v”")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    if len(values) > MOST:
        raise _bad(key, f"a property has at most {MOST} values")
    return PropertyCondition(given["pid"], tuple(_value(key, value) for value in values))


def _value(key: str, value: Any) -> str:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return _whole(value["id"])
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _whole(value)
    if _is_number(value):
        return str(int(value)) if value == int(value) else str(value)
    raise _bad(key, "a property's value is a string, number, truth value or object with “id”")


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("parameter", f"“{name}” is no JSON: {error}.") from error
    if not isinstance(given, dict):
        raise ProtocolError("parameter", f"“{name}” is no JSON object.")
    return given


def _whole(text: str) -> str:
    """The text without half characters, which a cut one leaves and UTF-8 cannot hold."""
    return _SURROGATES.sub("\ufffd", text)


def _is_number(value: Any) -> bool:
    """Whether a value is a number of JSON; Python reads NaN and Infinity, too, and 1e999 as that."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _bad(key: str, rule: str) -> ProtocolError:
    return ProtocolError("parameter", f"In “{key}”: {rule}.")
