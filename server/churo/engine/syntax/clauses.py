"""Finds which names SELECT gives and HAVING uses, and which variables are taken for texts."""

from __future__ import annotations

from .outline import Outline
from .token import Token

# Functions whose first argument is a text (SPARQL 1.1 §17.4.3); of anything else they are an error.
OF_TEXTS = frozenset(
    [
        "CONTAINS",
        "STRSTARTS",
        "STRENDS",
        "STRBEFORE",
        "STRAFTER",
        "STRLEN",
        "SUBSTR",
        "UCASE",
        "LCASE",
        "REGEX",
        "REPLACE",
        "CONCAT",
        "ENCODE_FOR_URI",
        "GROUP_CONCAT",
    ]
)
CLAUSES = frozenset(["SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"])


class Clauses:
    """Takes tokens; each pair of braces has a clause of its own."""

    def __init__(self, found: Outline) -> None:
        self._found = found
        self._clauses = [""]
        self._given: list[dict[str, None]] = [{}]  # by SELECT
        self._before = [Token("other", "", 0)] * 2

    def take(self, token: Token) -> None:
        """Take the next token."""
        word = token.text.upper() if token.kind == "word" else ""
        if token.text == "{":
            self._clauses.append("")
            self._given.append({})
        elif token.text == "}" and len(self._clauses) > 1:
            self._clauses.pop()
            self._given.pop()
        elif word in CLAUSES:
            self._clauses[-1] = word
        elif token.kind == "variable":
            self._variable(token.text[1:])
        if word != "DISTINCT":
            self._before = [self._before[-1], token]

    def _variable(self, name: str) -> None:
        call, bracket = self._before
        if bracket.text == "(" and call.text.upper() in OF_TEXTS:
            self._found.texts[call.text.upper(), name] = None
        elif bracket.text.upper() == "AS" and self._clauses[-1] == "SELECT":
            self._given[-1][name] = None
        if self._clauses[-1] == "HAVING" and name in self._given[-1]:
            self._found.having[name] = None
