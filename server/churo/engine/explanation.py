"""Puts a syntax error into words for whoever wrote the query: where it is, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..errors import QuerySyntaxError
from .hints import Hint, find, place

_EXPECTED = re.compile(r"\[[^\]]*\]|'[^']*'|\"[^\"]*\"|[\w][\w ]*")
MOST = 8  # alternatives that a person will read


@dataclass(frozen=True)
class Explanation:
    """What is wrong with a query, for a person: where, counted from 1 (0: not known), and a hint."""

    message: str
    line: int
    column: int
    excerpt: str
    hint: Hint | None

    def members(self) -> dict[str, str | int]:
        """What is known beside the message, by the names that a problem document has for it."""
        found: dict[str, str | int] = {}
        if self.line:
            found |= {"line": self.line, "column": self.column, "excerpt": self.excerpt}
        if self.hint is not None:
            found["hint"] = self.hint.text
            found |= {"declaration": self.hint.declaration} if self.hint.declaration else {}
        return found


def explain(
    error: QuerySyntaxError, query: str, known: Mapping[str, str], declared: Collection[str] = ()
) -> Explanation:
    """Put an error into words for whoever wrote the query; ``known`` maps prefixes to offer.

    Prefixes ``declared`` elsewhere need not be declared in it.
    """
    hint = find(query, known, declared)
    line, column = error.line, error.column
    if hint is not None and hint.offset >= 0:
        line, column = place(query, hint.offset)
    shown = excerpt(query, line, column) if line else ""
    return Explanation(readable(error.message), line, column, shown, hint)


def readable(message: str) -> str:
    """A parser's message without the characters and grammar that only a parser needs."""
    if "Prefix not found" in message:
        return "A prefix is not declared."
    expected = message.partition("expected ")[2].removeprefix("one of ")
    if not expected:
        return message[:300]
    found = [word for word in _EXPECTED.findall(expected) if ".." not in word]
    words = dict.fromkeys(word.strip("[]'\" ") for word in found)
    words.pop("_", None)
    sentences = [word for word in words if word.count(" ") > 1]
    if sentences:
        return f"{sentences[0]}."
    possible = ", ".join(list(words)[:MOST])
    return "This is not understood" + (f"; possible here: {possible}." if possible else ".")


def excerpt(query: str, line: int, column: int) -> str:
    """The line of a mistake, with a caret below the place; both count from 1."""
    lines = query.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1]
    start = max(0, column - 60)
    shown = text[start : start + 100].replace("\t", " ")
    return f"{shown}\n{' ' * (column - 1 - start)}^"
