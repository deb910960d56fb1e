"""Keywords that are misspelt, each recognised by the one that it is near."""

from __future__ import annotations

import difflib

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
OTHERS = ("MINUTES",)  # right words that are near to one of them
SHORTEST, LONGEST = 4, max(map(len, KEYWORDS)) + 2  # characters of a word that may be meant as one
COMPARED = 200  # words of a query that are compared with them
NEAR = 0.75  # of difflib: two neighbours changed, or a letter of four left out


def _misspelt(tokens: Tokens) -> Hint | None:
    compared = 0
    for place, word in enumerate(tokens.words):
        if tokens.kind(place) != "word" or not SHORTEST <= len(word) <= LONGEST:
            continue
        if word in (*KEYWORDS, *OTHERS) or not word.isalpha() or compared == COMPARED:
            continue
        compared += 1
        if near := difflib.get_close_matches(word, KEYWORDS, 1, NEAR):
            token = tokens.seen[place]
            values = {"word": token.text, "near": near[0]}
            return Hint("misspelt-keyword", values, offset=token.start)
    return None


RULES = (_misspelt,)
