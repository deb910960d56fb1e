"""The usual mistakes in a query, each recognised by a pure rule that gives words for it.

Every rule looks at each token a few times at most, so that all take time in proportion to the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import other_languages, pattern_mistakes
from .query_tokens import Tokens

AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE")
MODIFIERS = ("ORDER", "GROUP", "HAVING")
_TYPOGRAPHIC = re.compile("[“”„‘’‚«»]")
_WIDE = re.compile("[\uff01-\uff5e\u3000\u00a0]")


Rule = Callable[[Tokens], str | None]


def _typographic(tokens: Tokens) -> str | None:
    bare = "".join(token.text for token in tokens.seen if token.kind == "other")
    found = _TYPOGRAPHIC.search(bare)
    return found and f"{found.group()} is a typographic quote; strings take \" or '."


def _wide(tokens: Tokens) -> str | None:
    bare = "".join(token.text for token in tokens.seen if token.kind in ("other", "word"))
    found = _WIDE.search(bare)
    return found and (
        f"There is a full-width or no-break character (U+{ord(found.group()):04X}); "
        "type the narrow one."
    )


def _escaped(tokens: Tokens) -> str | None:
    query = tokens.query
    if any(entity in query for entity in ("&lt;", "&gt;", "&amp;", "&quot;")):
        return "The query was escaped for HTML (&lt; &gt; &amp;); send the characters themselves."
    letters = query.upper()
    if any(code in letters for code in ("%20", "%7B", "%3F", "%0A")) and " " not in query.strip():
        return "The query was percent-encoded twice; encode it once."
    return None


def _comma(tokens: Tokens) -> str | None:
    for place, word in enumerate(tokens.words):
        if word == "SELECT":
            place += tokens.word(place + 1) in ("DISTINCT", "REDUCED")
            if tokens.kind(place + 1) == "variable" and tokens.word(place + 2) == ",":
                return "Variables after SELECT stand without commas: SELECT ?a ?b."
    return None


def _aggregate(tokens: Tokens) -> str | None:
    selects = False
    for place, word in enumerate(tokens.words):
        called = word in (*AGGREGATES, "GROUP_CONCAT") and tokens.word(place + 1) == "("
        if called and selects:
            return f"An aggregate needs brackets and a name: SELECT ({word}(?x) AS ?n)."
        if word == "SELECT":
            selects = True
        elif word in ("(", "{"):
            selects = False
    return _nameless(tokens)


def _nameless(tokens: Tokens) -> str | None:
    """An aggregate in brackets of its own: ( COUNT ( … ) ), without brackets in the inner ones."""
    round = [place for place, word in enumerate(tokens.words) if word in ("(", ")")]
    for first, second, third, fourth in zip(round, round[1:], round[2:], round[3:], strict=False):
        shape = "".join(tokens.word(place) for place in (first, second, third, fourth))
        word = tokens.word(first + 1)
        close = second == first + 2 and fourth == third + 1
        if shape == "(())" and close and word in AGGREGATES:
            return f"The aggregate has no name: ({word}(…) AS ?n)."
    return None


def _operator(tokens: Tokens) -> str | None:
    met: set[str] = set()
    filters = False
    for place, word in enumerate(tokens.words):
        if word == "FILTER":
            filters = True
        elif word in ("{", "}"):
            filters = False
        elif filters and word in ("AND", "OR", "LIKE"):
            met.add(word)
        elif word == "=" and _touches(tokens, place, "="):
            met.add("==")
        elif tokens.kind(place - 1) == "variable" and _is_inequality(tokens, place):
            met.add("<>")
    for wrong, right in (("AND", "&&"), ("OR", "||"), ("LIKE", 'CONTAINS(STR(?x), "…") or REGEX')):
        if wrong in met:
            return f"SPARQL has no {wrong}; write {right}."
    if "==" in met:
        return "Equality is =, not ==."
    return "Inequality is !=, not <>." if "<>" in met else None


def _touches(tokens: Tokens, place: int, next: str) -> bool:
    """Whether a token of one character has another text right behind it."""
    return tokens.query.startswith(next, tokens.seen[place].start + 1)


def _is_inequality(tokens: Tokens, place: int) -> bool:
    text = tokens.seen[place].text
    return text == "<>" or (text == "<" and _touches(tokens, place, ">"))


def _filter(tokens: Tokens) -> str | None:
    for place, word in enumerate(tokens.words):
        if word == "FILTER" and tokens.kind(place + 1) == "variable":
            return "A condition after FILTER stands in brackets: FILTER (?x > 3)."
    return None


def _order(tokens: Tokens) -> str | None:
    ordered = False
    for place, word in enumerate(tokens.words):
        limited = word in ("LIMIT", "OFFSET") and tokens.word(place + 1).isdecimal()
        if limited and tokens.word(place + 2) in MODIFIERS:
            return "The order is GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET."
        if word in ("{", "}"):
            ordered = False
        elif word in ("ORDER", "GROUP") and tokens.word(place + 1) == "BY":
            if word == "GROUP" and ordered:
                return "GROUP BY comes before ORDER BY."
            ordered = ordered or word == "ORDER"
    return None


def _grouped(tokens: Tokens) -> str | None:
    for place, word in enumerate(tokens.words):
        if word in AGGREGATES and tokens.word(place + 1) == "(":
            return (
                "Every variable after SELECT that is not inside an aggregate belongs in GROUP BY."
            )
    return None


def _semicolon(tokens: Tokens) -> str | None:
    ends = tokens.word(len(tokens.words) - 1) == ";"
    return "A query does not end with a semicolon." if ends else None


def _braces(tokens: Tokens) -> str | None:
    for left, right in ("{}", "()"):
        missing = tokens.words.count(left) - tokens.words.count(right)
        if missing:
            return f"There {'is' if abs(missing) == 1 else 'are'} {abs(missing)} " + (
                f"{right} too few." if missing > 0 else f"{right} too many."
            )
    return None


RULES: tuple[Rule, ...] = (
    _escaped,
    _typographic,
    pattern_mistakes.ideographic,
    _wide,
    *other_languages.RULES,
    _braces,
    _comma,
    _aggregate,
    _operator,
    _filter,
    _order,
    _semicolon,
    _grouped,
    *pattern_mistakes.RULES,
)
