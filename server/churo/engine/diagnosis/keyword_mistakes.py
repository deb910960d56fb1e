"""Keywords that are misspelt, each recognised by the one that it is near."""

from __future__ import annotations

import difflib

from .other_languages import FORMS, behind_prologue
from .query_tokens import Tokens
from .wordings import Hint

KEYWORDS = [
    "SELECT",
    "CONSTRUCT",
    "DESCRIBE",
    "PREFIX",
    "WHERE",
    "FILTER",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "VALUES",
    "GRAPH",
    "BIND",
    "DISTINCT",
    "GROUP",
    "HAVING",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "EXISTS",
]
FOLLOWING = ("DISTINCT", "REDUCED", "WHERE")  # words that stand behind the first of a query
OTHERS = ("MINUTES",)  # right words that are near to one of them
SHORTEST, LONGEST = 4, max(map(len, KEYWORDS)) + 2  # characters of a word that may be meant as one
COMPARED = 200  # words of a query that are compared with them
NEAR = 0.75  # of difflib: two neighbours changed, or a letter of four left out
NEARER = 0.9  # of a word with nothing behind it, which may be something to look for


def _misspelt_form(tokens: Tokens) -> Hint | None:
    """The first word of a query, where behind it stands what stands behind that, and no other word."""
    place = behind_prologue(tokens)
    word, next = tokens.word(place), tokens.word(place + 1)
    if tokens.kind(place) != "word" or word in FORMS or len(word) > LONGEST:
        return None
    alone = tokens.kind(place + 1) != "word" or next in FOLLOWING
    cutoff = NEAR if tokens.kind(place + 1) else NEARER
    near = difflib.get_close_matches(word, FORMS, 1, cutoff) if alone else ()
    return _hint(tokens, place, near[0]) if near else None


def _misspelt(tokens: Tokens) -> Hint | None:
    compared = 0
    for place, word in enumerate(tokens.words):
        if tokens.kind(place) != "word" or not SHORTEST <= len(word) <= LONGEST:
            continue
        if word in (*KEYWORDS, *OTHERS) or not word.isalpha() or compared == COMPARED:
            continue
        compared += 1
        if near := difflib.get_close_matches(word, KEYWORDS, 1, NEAR):
            return _hint(tokens, place, near[0])
    return None


def _hint(tokens: Tokens, place: int, near: str) -> Hint:
    token = tokens.seen[place]
    return Hint("misspelt-keyword", {"word": token.text, "near": near}, offset=token.start)


FIRST = (_misspelt_form,)
RULES = (_misspelt,)
