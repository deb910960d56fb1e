"""Refuses, by its tokens alone, a query that must not reach the engine.

The engine's parser has no tokens: it takes a keyword wherever it may stand, without a space before
or behind it, and undoes escapes later than the grammar does (SPARQL 1.1 Query §19.2). So whatever
may be a SERVICE in one of the readings is one.
"""

# Why: docs/decisions/2026-11-26-admission-in-the-worker.md

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...errors import QueryRefused
from ...model import Limits
from ..syntax.sparql_lexer import UNSEEN, lex, may_have, unescaped
from ..syntax.token import Token

FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
SERVICE = "SERVICE"
SERVING, UPDATING = (SERVICE.lower(),), tuple(word.lower() for word in sorted(UPDATES))
NAMING = ("GRAPH", "FROM", "NAMED")  # words before a name that may stand before a brace


def admit(text: str, limits: Limits) -> None:
    """Let a query pass, or raise QueryRefused of kind length, depth, service or update."""
    measure(text, limits)
    check(text, limits.depth)


def measure(text: str, limits: Limits) -> None:
    """Let a query pass that is not too long. Raises QueryRefused of kind length."""
    if 4 * len(text) <= limits.query:  # a character has four bytes at most
        return
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.query:
        raise QueryRefused(
            "length", f"The query has {size} bytes; {limits.query} are allowed.", limits.query
        )


def check(text: str, depth: int) -> None:
    """Let a query pass, or raise QueryRefused of kind depth, service or update.

    ``depth`` is how many brackets it may open inside one another. Takes time in proportion to the
    text.
    """
    if text.count("(") + text.count("[") + text.count("{") > depth:
        _check_depth(_seen(lex(text, as_engine=True)), depth)
    # Most queries the letters alone let pass; each reading takes as long as an answer.
    if may_have(text, UPDATING):
        _check_update(_seen(lex(unescaped(text))))
    if may_have(text, SERVING):
        plain = unescaped(text)
        for reading in (
            lex(text, as_engine=True),
            lex(plain),
            lex(plain, operators=False),
        ):
            _check_service(_seen(reading))


def _seen(tokens: Iterable[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.kind not in UNSEEN)


def _check_depth(tokens: Iterable[Token], most: int) -> None:
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > most:
            message = f"The query opens more than {most} brackets inside one another."
            raise QueryRefused("depth", message, most)


def _check_update(tokens: Iterable[Token]) -> None:
    """Refuse what begins as an update does, after its declarations."""
    for token in tokens:
        word = token.text.upper() if token.kind == "word" else ""
        if word in FORMS:
            return
        if word in UPDATES:
            raise QueryRefused(
                "update", f"{word} is an update; this endpoint only answers queries."
            )


def _check_service(tokens: Iterable[Token]) -> None:
    """Refuse a keyword SERVICE, also one that is stuck to a number before it or to a name behind it."""
    before, last = "", Token("", "", 0)
    for token in tokens:
        stuck = last.kind == "name" and token.text == "{" and before not in NAMING
        if (token.kind == "word" and SERVICE in token.text.upper()) or (
            stuck and SERVICE in last.text.partition(":")[0].upper()
        ):
            raise QueryRefused(
                "service", "SERVICE is not offered here: no query reaches out to another endpoint."
            )
        before, last = last.text.upper(), token
