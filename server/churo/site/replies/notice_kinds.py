"""Which words tell a notice: something to be known of an answer that is right, one row a kind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...model import Notice

FIELD = "x-notices"
MOST = 4096  # characters of the header field: proxies take a head of a few thousand more
LONGEST = 500  # characters of what one notice says


@dataclass(frozen=True)
class NoticeKind:
    """One row: what a kind of notice is called, and what to do about it."""

    title: str
    advice: str


NOTICES: Mapping[str, NoticeKind] = {
    "replacement": NoticeKind(
        "REPLACE read by the engine's rules",
        "Write the replacement into the query as a string: then it is read as XPath has it, where "
        "$1 is a group, \\$ a dollar sign and \\\\ a backslash.",
    ),
    "wide-integer": NoticeKind(
        "An integer has more than 64 bits",
        "The engine computes with integers of 64 bits; wider ones are kept as they are written, and "
        "arithmetic with them is an error. Use xsd:decimal up to 10^20, or xsd:double.",
    ),
    "zero-length-path": NoticeKind(
        "A path of no steps from a name that the data does not know",
        "By SPARQL 1.1 §18.4 a path with * or ? finds its own end, whether the data knows it or not; "
        "the engine finds those alone that are in the data. Add the name with UNION and BIND.",
    ),
    "unbound-variable": NoticeKind(
        "A variable is never bound",
        "Its column is empty, and a condition on it is an error. Look for a misspelling.",
    ),
    "mixed-dates": NoticeKind(
        "Dates of several types are compared",
        "SPARQL 1.1 §17.3 compares dates of one type alone. Compare STR(?date), which sorts dates of "
        "any precision, or a property whose values are of one type.",
    ),
    "languages": NoticeKind(
        "A text in several languages multiplies rows",
        'Keep one language with FILTER (LANG(?label) = "en"), or count DISTINCT things.',
    ),
    "page-address": NoticeKind(
        "The address of a page is used as a name",
        "Use the name that is told. A page tells the name of what it is about under its title.",
    ),
    "untagged-text": NoticeKind(
        "A text without its language",
        'Write the language behind the text: "China"@en; or compare STR(?label) with it.',
    ),
    "invalid-regex": NoticeKind(
        "The regular expression cannot be read",
        "Write \\\\ before a bracket or another sign that is meant as it stands, or look for the text "
        'itself: CONTAINS (?label, "…").',
    ),
    "left-out": NoticeKind(
        "Some things lack a property",
        "OPTIONAL { … } around the pattern keeps them. Perhaps another property has what they lack: "
        "a path of alternatives asks for both (p|q).",
    ),
    "only-said": NoticeKind(
        "Only an assertion says so",
        "The default graph holds what is stood for; what is only said, and what is refuted or denied, "
        "is in a named graph for each assertion: GRAPH ?assertion { … } reaches all of it.",
    ),
}


def members(notice: Notice, public_url: str) -> dict[str, str]:
    """A notice in the shape of a problem document (RFC 9457 §3.1), without a status."""
    return {
        "type": f"{public_url}/notices/{notice.kind}",
        "title": NOTICES[notice.kind].title,
        "detail": notice.detail[:LONGEST],
    }


def field(notices: Iterable[Notice], public_url: str) -> str:
    """The header field: a list in JSON, in ASCII, of as many as fit; empty for none."""
    found: list[dict[str, str]] = []
    for notice in notices:
        more = [*found, members(notice, public_url)]
        if len(json.dumps(more)) > MOST:
            break
        found = more
    return json.dumps(found) if found else ""
