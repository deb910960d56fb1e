"""The usual mistakes in a query, each recognised by a pure rule that gives a hint.

Every rule looks at each token a few times at most, so that all take time in proportion to the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from . import keyword_mistakes, modifier_mistakes, other_languages, pattern_mistakes
from .query_tokens import Tokens
from .wordings import Hint, hint

AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE")
MODIFIERS = ("ORDER", "GROUP", "HAVING")
_TYPOGRAPHIC = re.compile("[“”„‘’‚«»]")
_WIDE = re.compile("[\uff01-\uff5e\u3000\u00a0]")


Rule = Callable[[Tokens], Hint | None]


def _typographic(tokens: Tokens) -> Hint | None:
    bare = "".join(token.text for token in tokens.seen if token.kind == "other")
    found = _TYPOGRAPHIC.search(bare)
    return hint("typographic", mark=found.group()) if found else None


def _wide(tokens: Tokens) -> Hint | None:
    bare = "".join(token.text for token in tokens.seen if token.kind in ("other", "word"))
    found = _WIDE.search(bare)
    return hint("full-width", code=f"U+{ord(found.group()):04X}") if found else None


def _escaped(tokens: Tokens) -> Hint | None:
    query = tokens.query
    if any(entity in query for entity in ("&lt;", "&gt;", "&amp;", "&quot;")):
        return hint("escaped")
    letters = query.upper()
    if any(code in letters for code in ("%20", "%7B", "%3F", "%0A")) and " " not in query.strip():
        return hint("encoded-twice")
    return None


def _comma(tokens: Tokens) -> Hint | None:
    for place, word in enumerate(tokens.words):
        if word == "SELECT":
            place += tokens.word(place + 1) in ("DISTINCT", "REDUCED")
            if tokens.kind(place + 1) == "variable" and tokens.word(place + 2) == ",":
                return hint("comma")
    return None


def _aggregate(tokens: Tokens) -> Hint | None:
    selects = False
    for place, word in enumerate(tokens.words):
        called = word in (*AGGREGATES, "GROUP_CONCAT") and tokens.word(place + 1) == "("
        if called and selects:
            return hint("bare-aggregate", word=word)
        if word == "SELECT":
            selects = True
        elif word in ("(", "{"):
            selects = False
    return _nameless(tokens)


def _nameless(tokens: Tokens) -> Hint | None:
    """An aggregate in brackets of its own: ( COUNT ( … ) ), without brackets in the inner ones."""
    round = [place for place, word in enumerate(tokens.words) if word in ("(", ")")]
    for first, second, third, fourth in zip(round, round[1:], round[2:], round[3:], strict=False):
        shape = "".join(tokens.word(place) for place in (first, second, third, fourth))
        word = tokens.word(first + 1)
        close = second == first + 2 and fourth == third + 1
        if shape == "(())" and close and word in AGGREGATES:
            return hint("nameless-aggregate", word=word)
    return None


def _operator(tokens: Tokens) -> Hint | None:
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
            return hint("operator", wrong=wrong, right=right)
    if "==" in met:
        return hint("equality")
    return hint("inequality") if "<>" in met else None


def _touches(tokens: Tokens, place: int, next: str) -> bool:
    """Whether a token of one character has another text right behind it."""
    return tokens.query.startswith(next, tokens.seen[place].start + 1)


def _is_inequality(tokens: Tokens, place: int) -> bool:
    text = tokens.seen[place].text
    return text == "<>" or (text == "<" and _touches(tokens, place, ">"))


def _filter(tokens: Tokens) -> Hint | None:
    for place, word in enumerate(tokens.words):
        if word == "FILTER" and tokens.kind(place + 1) == "variable":
            return hint("bare-filter")
    return None


def _order(tokens: Tokens) -> Hint | None:
    ordered = False
    for place, word in enumerate(tokens.words):
        limited = word in ("LIMIT", "OFFSET") and tokens.word(place + 1).isdecimal()
        if limited and tokens.word(place + 2) in MODIFIERS:
            return hint("clause-order")
        if word in ("{", "}"):
            ordered = False
        elif word in ("ORDER", "GROUP") and tokens.word(place + 1) == "BY":
            if word == "GROUP" and ordered:
                return hint("group-first")
            ordered = ordered or word == "ORDER"
    return None


def _grouped(tokens: Tokens) -> Hint | None:
    for place, word in enumerate(tokens.words):
        if word in AGGREGATES and tokens.word(place + 1) == "(":
            return hint("not-grouped")
    return None


def _semicolon(tokens: Tokens) -> Hint | None:
    ends = tokens.word(len(tokens.words) - 1) == ";"
    return hint("semicolon") if ends else None


def _braces(tokens: Tokens) -> Hint | None:
    for left, right in ("{}", "()"):
        missing = tokens.words.count(left) - tokens.words.count(right)
        if missing:
            kind = "too-few" if missing > 0 else "too-many"
            return hint(kind, number=str(abs(missing)), mark=right)
    return None


RULES: tuple[Rule, ...] = (
    _escaped,
    _typographic,
    pattern_mistakes.ideographic,
    _wide,
    *keyword_mistakes.FIRST,
    *other_languages.RULES,
    *keyword_mistakes.RULES,
    *modifier_mistakes.FIRST,
    _braces,
    _comma,
    _aggregate,
    _operator,
    _filter,
    _order,
    _semicolon,
    *modifier_mistakes.RULES,
    _grouped,
    *pattern_mistakes.RULES,
)
