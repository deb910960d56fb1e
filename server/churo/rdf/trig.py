"""Finds the graph blocks of a TriG text, which need not be without fault."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import long_string

# Literals in three quotes. What does not end is passed over as far as it could go, so that nothing is read twice.
_LONG = "|".join(f"{long_string.beginning(quote)}(?:{quote * 3})?+" for quote in "\"'")
# Braces, and what may hold one that is none: comments, IRIs, literals in their four quotings.
OPAQUE = re.compile(
    rf"#[^\n]*+|<[^<>\s]*+>|{_LONG}|"
    r'"(?:[^"\\\n]|\\.)*+"?+|\'(?:[^\'\\\n]|\\.)*+\'?+|[{}]'
)
# The name of a graph: what stands between the last dot, brace or comment and the opening brace.
NAME = re.compile(r"(?:GRAPH\s+)?((?:<[^<>\s]*>|[\w.-]*:[^\s{}]*))\s*\Z", re.IGNORECASE)
LONGEST_NAME = 4096  # characters before a brace in which a name is looked for


@dataclass(frozen=True)
class Opening:
    """Where a graph opens: its name as written, empty for none, and the line of its brace (from 1)."""

    name: str
    line: int


def still_open(text: str) -> Opening | None:
    """The graph that opens in ``text`` and does not close in it; the first, as graphs do not nest."""
    start, brace, seen = 0, -1, 0
    for match in OPAQUE.finditer(text):
        if match[0] == "}":
            brace = -1
        elif match[0] == "{" and brace < 0:
            start, brace = seen, match.start()
        if not match[0].startswith("<"):  # an IRI may be the name
            seen = match.end()
    if brace < 0:
        return None
    name = NAME.search(text, max(start, brace - LONGEST_NAME), brace)
    return Opening(name[1] if name else "", text.count("\n", 0, brace) + 1)
