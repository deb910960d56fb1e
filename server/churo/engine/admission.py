"""Refuses, by its tokens alone, a query that must not reach the engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import QueryRefused
from ..model import Limits

TOKENS = re.compile(
    r"""(?P<space>\s+|\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\.)*)
      | (?P<variable>[?$]\w+)
      | (?P<open>[\[({]) | (?P<close>[\])}])
      | (?P<word>@?\w+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
ESCAPES = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
# What a refused token is spelled with, or a code point escape that may spell it.
SUSPECT = ("\\u", "service", *(word.lower() for word in sorted(UPDATES)))


@dataclass(frozen=True)
class Token:
    """A token of SPARQL: iri, string, name, variable, open, close, word or other."""

    kind: str
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, without spaces and comments; never fails, takes linear time.

    Code point escapes are undone first (SPARQL 1.1 Query §19.2).
    """
    for match in TOKENS.finditer(unescaped(text)):
        if match.lastgroup not in (None, "space"):
            yield Token(str(match.lastgroup), match.group())


def unescaped(text: str) -> str:
    """The text with its code point escapes undone; impossible ones stay."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]

    return ESCAPES.sub(character, text) if "\\" in text else text


def admit(text: str, limits: Limits) -> None:
    """Let a query pass, or raise QueryRefused of kind length, depth, service or update."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.query:
        raise QueryRefused(
            "length", f"The query has {size} bytes; {limits.query} are allowed.", limits.query
        )
    if _harmless(text, limits.depth):
        return
    depth, form = 0, ""
    for token in tokens(text):
        if token.kind == "open":
            depth += 1
            if depth > limits.depth:
                message = f"The query opens more than {limits.depth} brackets inside one another."
                raise QueryRefused("depth", message, limits.depth)
        elif token.kind == "close":
            depth -= 1
        elif token.kind == "word":
            form = _word(token.text.upper(), form)


def _harmless(text: str, depth: int) -> bool:
    """Whether the letters alone show that no token can be refused, as those of most queries do."""
    brackets = text.count("(") + text.count("[") + text.count("{")
    letters = text.casefold()
    return brackets <= depth and not any(word in letters for word in SUSPECT)


def _word(word: str, form: str) -> str:
    if word == "SERVICE":
        raise QueryRefused(
            "service", "SERVICE is not offered here: no query reaches out to another endpoint."
        )
    if not form and word in UPDATES:
        raise QueryRefused("update", f"{word} is an update; this endpoint only answers queries.")
    return form or (word if word in FORMS else "")
