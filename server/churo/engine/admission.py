"""Refuses, by its tokens alone, a query that must not reach the engine."""

from __future__ import annotations

from ..errors import QueryRefused
from ..model import Limits
from .sparql_lexer import may_have, tokens

FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
SUSPECT = ("service", *(word.lower() for word in sorted(UPDATES)))


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
    return brackets <= depth and not may_have(text, SUSPECT)


def _word(word: str, form: str) -> str:
    if word == "SERVICE":
        raise QueryRefused(
            "service", "SERVICE is not offered here: no query reaches out to another endpoint."
        )
    if not form and word in UPDATES:
        raise QueryRefused("update", f"{word} is an update; this endpoint only answers queries.")
    return form or (word if word in FORMS else "")
