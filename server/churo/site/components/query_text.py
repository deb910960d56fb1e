"""Writes the text of queries that pages lead to."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PREFIXED = re.compile(r"(?<![\w:?$-])([A-Za-z][\w-]*+):")
_DECLARED = re.compile(r"\bPREFIX\s++([A-Za-z][\w-]*+):", re.IGNORECASE)
_IRI = re.compile(r"<[^<>\s]*+>")


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with declarations of the known prefixes that it uses without declaring them."""
    used = dict.fromkeys(_PREFIXED.findall(_IRI.sub("", query)))
    there = set(_DECLARED.findall(query))
    lines = [
        f"PREFIX {name}: <{prefixes[name]}>\n" for name in used if name in prefixes.keys() - there
    ]
    return "".join(lines) + query
