"""Looks at the DOCTYPE of RDF/XML before a parser does, which would expand entities without end.

Ontologies abbreviate namespaces by entities (``&owl;``), so entities whose text is plain are let
through as far as they do not swell the file. Entities in entities, which grow exponentially
(CWE-776), and what lies elsewhere (CWE-611) are refused.
"""

from __future__ import annotations

import re
from collections import Counter

from ...errors import SyntaxFault

ROOM = 1 << 20  # bytes that entities may add to any file
RATIO = 16  # times its size that they may add to a larger one
OPENING = re.compile(rb"<!DOCTYPE\b")
NAME = rb"([^\s<>&;]++)"  # whatever a parser may take for one, in declarations as in references
# Looks ahead alone, for what seems to be a value may have the next declaration in it (in a comment).
ENTITY = re.compile(
    rb"<!ENTITY(?=\s++(%\s++)?" + NAME + rb"\s++(?:\"([^\"]*+)\"|'([^']*+)'|(\S++)))"
)
PREDEFINED = (b"lt", b"gt", b"amp", b"apos", b"quot")  # XML 1.0 §4.6: may be declared anew
USE = re.compile(rb"&" + NAME + rb";")


def check(data: bytes, where: str) -> None:
    """Raise SyntaxFault, with the line, for a DOCTYPE whose entities are not plain or too much."""
    opening = OPENING.search(data)
    if opening is None:
        return
    lengths: dict[bytes, int] = {}
    for match in ENTITY.finditer(data, opening.end()):
        parameter, name, external = match[1], match[2], match[5]
        text = match[3] if match[3] is not None else match[4] or b""
        if parameter or external:
            raise _refused(data, match.start(), "an entity that lies elsewhere", where)
        # A reference to & (&#38;) makes a reference of what follows it (XML 1.0 §4.4.8).
        if name not in PREDEFINED and b"&" in text:
            raise _refused(data, match.start(), "an entity made of entities", where)
        # XML has the first of several hold (§4.2), the parser the last: the longest is counted.
        lengths[name] = max(len(text), lengths.get(name, 0))
    used = Counter(match[1] for match in USE.finditer(data, opening.end()))
    added = sum(lengths.get(name, 0) * times for name, times in used.items())
    if added > max(ROOM, RATIO * len(data)):
        raise _refused(data, opening.start(), f"entities that add {added:,} bytes", where)


def _refused(data: bytes, at: int, what: str, where: str) -> SyntaxFault:
    line, column = data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at)
    told = f"line {line}, column {column}: the DOCTYPE has {what}, which is not expanded."
    return SyntaxFault(told, where, "Write the text out in its place.", line, column)
