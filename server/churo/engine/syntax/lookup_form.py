"""Tells a lookup by its letters: triple patterns about things that are named, and nothing else.

The language that is read is far smaller than SPARQL: ASK, or SELECT of variables, of patterns whose
subjects are IRIs, with strings and names that need no escapes. It has no expression, path, group, graph
or function, nothing in it nests, and every text is read in one pass that gives nothing back.
"""

# Why: docs/decisions/2026-11-26-lookups-without-a-worker.md

from __future__ import annotations

import re
from collections import Counter

LONGEST = 2000  # characters of a query
MOST_PATTERNS = 8

_SPACE = r"[ \t\r\n]*+"
_GAP = r"[ \t\r\n]++"
_IRI = r'<[^<>"{}|^`\\\x00-\x20]++>'
_PREFIX = r"(?:[A-Za-z][A-Za-z0-9_-]*+)?+:"
# Behind a name stands nothing of which a longer name could be made (SPARQL 1.1 Query §19.8 [169]).
_NAME = rf"{_PREFIX}[A-Za-z0-9_][A-Za-z0-9_-]*+(?=[ \t\r\n,;}}]|\.[ \t\r\n}}])"
_VARIABLE = r"[?$][A-Za-z_][A-Za-z0-9_]*+"
_STRING = r'"[^"\\\r\n]*+"(?>(?:@[A-Za-z]++(?>(?:-[A-Za-z0-9]++)*))?)'
_TYPE = r"a(?![A-Za-z0-9_:-])"
_SUBJECT = rf"(?:{_IRI}|{_NAME})"
_VERB = rf"(?:{_TYPE}|{_IRI}|{_NAME}|{_VARIABLE})"
_OBJECT = rf"(?:{_IRI}|{_NAME}|{_VARIABLE}|{_STRING})"
_OBJECTS = rf"{_OBJECT}{_SPACE}(?>(?:,{_SPACE}{_OBJECT}{_SPACE})*)"
_VALUES = rf"{_VERB}{_SPACE}{_OBJECTS}(?>(?:;{_SPACE}{_VERB}{_SPACE}{_OBJECTS})*)"
_STATEMENT = rf"{_SUBJECT}{_SPACE}{_VALUES}"
_DECLARATIONS = rf"(?>(?:PREFIX{_GAP}{_PREFIX}{_SPACE}{_IRI}{_SPACE})*)"
_FORM = rf"(?:ASK|SELECT{_GAP}(?>(?:DISTINCT{_GAP})?)(?:\*|(?>(?:{_VARIABLE}{_SPACE})+)))"
_LOOKUP = re.compile(
    rf"{_SPACE}(?P<declared>{_DECLARATIONS}){_FORM}{_SPACE}(?:WHERE{_SPACE})?+"
    rf"\{{{_SPACE}(?P<said>{_STATEMENT}(?>(?:\.{_SPACE}{_STATEMENT})*))(?:\.{_SPACE})?+\}}{_SPACE}"
    rf"(?>(?:LIMIT{_GAP}[0-9]{{1,9}}+{_SPACE})?)(?:\#[^\r\n]*+)?+{_SPACE}",
    re.ASCII | re.IGNORECASE,
)
_DECLARED = re.compile(rf"({_PREFIX}){_SPACE}<([^>]*+)>")
_TERM = re.compile(rf"{_STRING}|{_IRI}|{_NAME}|{_VARIABLE}|[.,;a]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")


def subjects(text: str) -> Counter[str] | None:
    """The absolute IRIs that a lookup asks about, each with the number of its patterns.

    ``None`` when the text is no lookup, or one of too many patterns.
    """
    match = _LOOKUP.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    declared = dict(_DECLARED.findall(match["declared"]))
    found: Counter[str] = Counter()
    subject = ""
    for term in _TERM.findall(match["said"]):
        if not subject:
            subject = _resolved(term, declared)
            if not subject:
                return None
            found[subject] += 1
        elif term == ".":
            subject = ""
        elif term in ",;":
            found[subject] += 1
    return found if found.total() <= MOST_PATTERNS else None


def _resolved(term: str, declared: dict[str, str]) -> str:
    """The IRI of a subject; empty when it is relative or its prefix is not declared."""
    if term.startswith("<"):
        iri = term[1:-1]
    else:
        prefix, _, local = term.partition(":")
        space = declared.get(prefix + ":")
        if space is None:
            return ""
        iri = space + local
    return iri if _ABSOLUTE.match(iri) else ""
