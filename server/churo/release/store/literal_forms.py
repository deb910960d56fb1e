"""Tells whether a store gives the literals of N-Quads back as they are written."""

from __future__ import annotations

import re
from pathlib import Path

PART = 1 << 20  # bytes that are looked at together
SCHEMA = b"http://www.w3.org/2001/XMLSchema#"
TYPED = b'"^^<' + SCHEMA  # how the type of every literal begins that a store may write otherwise
_DAY = rb"[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
# Forms that are known to be those of the store; other forms may be, too.
_KEPT = re.compile(
    rb'"(?:'
    rb"(?:0|-?[1-9]\d{0,16})"
    rb'"\^\^<' + SCHEMA + rb"integer>"
    rb"|" + _DAY + rb'"\^\^<' + SCHEMA + rb"date>"
    rb"|" + _DAY + rb'T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?"\^\^<' + SCHEMA + rb"dateTime>"
    rb'|[1-9]\d{3}"\^\^<' + SCHEMA + rb"gYear>"
    rb'|(?:true|false)"\^\^<' + SCHEMA + rb"boolean>"
    rb'|(?:0|-?[1-9]\d{0,9})\.\d{0,8}[1-9]"\^\^<' + SCHEMA + rb"decimal>"
    rb'|[^"\\]*+"\^\^<' + SCHEMA + rb"anyURI>"
    rb")"
)


def are_kept(path: Path) -> bool:
    """Whether all literals of a file surely are; where not, some may be answered otherwise."""
    rest = b""
    with path.open("rb") as file:
        while part := file.read(PART):
            lines, end, rest = (rest + part).rpartition(b"\n")
            block = lines + end
            if sum(1 for _ in _KEPT.finditer(block)) != block.count(TYPED):
                return False
    return TYPED not in rest
