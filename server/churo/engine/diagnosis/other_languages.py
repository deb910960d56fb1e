"""Tells what is no SPARQL from its beginning on: SQL, plain words, a pattern without SELECT."""

from __future__ import annotations

from .query_tokens import Tokens
from .wordings import Hint, hint

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
PROLOGUE = ("PREFIX", "BASE", "VERSION")


def _sql(tokens: Tokens) -> Hint | None:
    if "{" in tokens.words or "SELECT" not in tokens.words:
        return None
    for place, word in enumerate(tokens.words):
        if word == "FROM" and tokens.kind(place + 1) in ("word", "string"):
            return hint("sql")
    return None


def _plain_words(tokens: Tokens) -> Hint | None:
    kinds = {token.kind for token in tokens.seen}
    words = [word for word in tokens.words if word in (*FORMS, *PROLOGUE)]
    if "{" in tokens.words or words or "word" not in kinds or "variable" in kinds:
        return None
    return hint("plain-words")


def _no_form(tokens: Tokens) -> Hint | None:
    place = behind_prologue(tokens)
    begins = tokens.kind(place) in ("variable", "name", "iri", "blank", "open")
    if begins or tokens.word(place) == "WHERE":
        return hint("no-form")
    return None


def behind_prologue(tokens: Tokens) -> int:
    """The place of the first token behind the declarations of prefixes and base."""
    place = 0
    while tokens.word(place) in PROLOGUE:
        place += 3 if tokens.word(place) == "PREFIX" else 2
    return place


RULES = (_sql, _plain_words, _no_form)
