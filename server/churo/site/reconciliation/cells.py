"""Writes an RDF term as a cell of a data extension (§7.3): what its datatype says, or its text."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ...terms import XSD

INTEGERS = frozenset(
    str(XSD[name])
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort",
        "unsignedByte",
    )
)  # fmt: skip
LENGTH = 40  # characters of a number that is read
SAFE = 2**53  # integers above are no longer told apart where JSON's numbers are doubles
# The lexical forms of XML Schema 1.1 part 2; Python's own readers take more than these.
_INTEGER = re.compile(r"[+-]?[0-9]++")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)")
_DOUBLE = re.compile(_DECIMAL.pattern + r"(?:[eE][+-]?[0-9]++)?")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]++)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)

Cell = dict[str, Any]


def of_literal(text: str, datatype: str) -> Cell:
    """A number or date as such where its text is one that JSON can hold; else the text as ``str``."""
    read = _READERS.get(datatype)
    found = read(text) if read is not None and len(text) <= LENGTH else None
    return {"str": text} if found is None else found


def text_of(term: Mapping[str, Any]) -> str:
    """A term of SPARQL JSON as text; a triple term as its parts."""
    value = term["value"]
    if isinstance(value, str):
        return value
    parts = (text_of(value[name]) for name in ("subject", "predicate", "object"))
    return f"<<( {' '.join(parts)} )>>"


def _integer(text: str) -> Cell | None:
    if not _INTEGER.fullmatch(text) or abs(int(text)) > SAFE:
        return None
    return {"int": int(text)}


def _decimal(text: str) -> Cell | None:
    """A decimal that a double holds as it is."""
    if not _DECIMAL.fullmatch(text):
        return None
    number = float(text)
    same = math.isfinite(number) and Decimal(repr(number)) == Decimal(text)
    return {"float": number} if same else None


def _double(text: str) -> Cell | None:
    if not _DOUBLE.fullmatch(text):
        return None
    number = float(text)
    return {"float": number} if math.isfinite(number) else None


def _date(text: str) -> Cell | None:
    match = _DATE.fullmatch(text)
    if not match or not _exists(match[1], match[2] or ""):
        return None
    return {"date": f"{match[1]}T00:00:00{match[2] or 'Z'}"}


def _time(text: str) -> Cell | None:
    match = _TIME.fullmatch(text)
    if not match or not _exists(match[1], match[3] or ""):
        return None
    return {"date": text}


def _exists(moment: str, zone: str) -> bool:
    """Whether the calendar has a day or time, and the world such a zone."""
    try:
        datetime.datetime.fromisoformat(moment)
    except ValueError:
        return False
    return len(zone) < 6 or (zone[1:] <= "14:00" and zone[4:] < "60")


_READERS: Mapping[str, Callable[[str], Cell | None]] = {
    **dict.fromkeys(INTEGERS, _integer),
    str(XSD.decimal): _decimal,
    str(XSD.double): _double,
    str(XSD.float): _double,
    str(XSD.date): _date,
    str(XSD.dateTime): _time,
}
