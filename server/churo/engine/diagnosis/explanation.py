"""Puts a syntax error into words for whoever wrote the query: where it is, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ...errors import InputError, QuerySyntaxError
from .hints import find, place
from .wordings import Hint

_EXPECTED = re.compile(r"\[[^\]]*+\]|'[^']*+'|\"[^\"]*+\"|\w[\w ]*+")
_PLACE = re.compile(r"error at (\d++):(\d++)(?>(?:\s*+-\s*+\d++:\d++)?):?+\s*+(.*+)", re.DOTALL)
LONGEST = 4096  # characters of a parser's message that are looked at
# What is no SPARQL or is refused here, and what the parser names wherever a condition may stand.
NEVER = ("LATERAL", "SERVICE", "ENCODE_FOR_URI")
MOST = 8  # alternatives that a person will read


@dataclass(frozen=True)
class Explanation:
    """What is wrong with a query, for a person: where, counted from 1 (0: not known), and a hint."""

    message: str
    line: int
    column: int
    excerpt: str
    hint: Hint | None


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


def explained(error: QuerySyntaxError, query: str, known: Mapping[str, str]) -> QuerySyntaxError:
    """The error in words for whoever wrote the query; ``known`` maps prefixes to offer."""
    found = explain(error, query, known)
    fault = QuerySyntaxError(found.message, found.line, found.column, found.excerpt)
    if found.hint:
        fault.hint, fault.declaration = found.hint.text, found.hint.declaration
        fault.hint_kind, fault.hint_values = found.hint.kind, found.hint.values
    return fault


def of_parser(message: str) -> QuerySyntaxError:
    """What a parser says is wrong with a query, with the place that it tells."""
    place = _PLACE.search(message)
    if not place:
        return QuerySyntaxError(message)
    return QuerySyntaxError(place[3].strip() or message, int(place[1]), int(place[2]))


def in_words(error: QuerySyntaxError, query: str, declared: Mapping[str, str]) -> InputError:
    """The error with its place, its line and its hint, for whoever need not declare some prefixes."""
    found = explain(error, query, declared, declared)
    where = f"line {found.line}, column {found.column}" if found.line else "query"
    mend = found.hint.text if found.hint else ""
    lines = [found.message, *found.excerpt.splitlines(), mend]
    return InputError("\n".join(line for line in lines if line), where)


def readable(message: str) -> str:
    """A parser's message without the characters and grammar that only a parser needs."""
    message = message[:LONGEST]
    if "Prefix not found" in message:
        return "A prefix is not declared."
    expected = message.partition("expected ")[2].removeprefix("one of ")
    if not expected:
        return message[:300]
    found = [word for word in _EXPECTED.findall(expected) if ".." not in word]
    words = dict.fromkeys(word.strip("[]'\" ") for word in found)
    for word in ("_", *NEVER):
        words.pop(word, None)
    sentences = [word for word in words if word.count(" ") > 1]
    if sentences:
        return f"{sentences[0]}."
    possible = ", ".join(list(words)[:MOST])
    return "This is not understood" + (f"; possible here: {possible}." if possible else ".")


def excerpt(query: str, line: int, column: int) -> str:
    """The line of a mistake, with a caret below the place; both count from 1."""
    lines = query.split("\n")  # as a parser counts them
    text = lines[min(line, len(lines)) - 1].rstrip("\r")
    start = max(0, column - 60)
    shown = text[start : start + 100].replace("\t", " ")
    return f"{shown}\n{' ' * (column - 1 - start)}^"
