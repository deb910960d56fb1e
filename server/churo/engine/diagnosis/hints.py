"""What probably went wrong in a query that does not parse, in time in proportion to the query."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from itertools import islice

from ..syntax.token import Token
from .mistakes import RULES
from .query_tokens import Tokens
from .wordings import Hint, hint

LONGEST_NAME = 50  # characters of a name that is compared with others
COMPARED = 200  # names that it is compared with
LABEL_SERVICE = "wikibase:label"


def find(query: str, known: Mapping[str, str], declared: Collection[str] = ()) -> Hint | None:
    """The most likely mistake in a query that does not parse; ``known`` maps prefixes.

    Prefixes ``declared`` elsewhere need not be declared in it.
    """
    tokens = Tokens.of(query)
    undeclared = _undeclared(tokens, known, declared)
    if undeclared:
        return undeclared
    return next((found for rule in RULES if (found := rule(tokens))), None)


def of_refusal(query: str) -> Hint | None:
    """What to write instead of what is refused, where that is known."""
    return hint("label-service") if LABEL_SERVICE in query else None


def place(query: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of a character of the query."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _undeclared(tokens: Tokens, known: Mapping[str, str], given: Collection[str]) -> Hint | None:
    declared = dict.fromkeys(given)
    used: list[tuple[str, Token]] = []
    for place, token in enumerate(tokens.seen):
        if token.kind == "name":
            name = token.text.partition(":")[0]
            if tokens.word(place - 1) == "PREFIX":
                declared[name] = None
            else:
                used.append((name, token))
    for name, token in used:
        if name not in declared:
            return _undeclared_hint(name, token, tokens.query, declared, known)
    return None


def _undeclared_hint(
    name: str, token: Token, query: str, declared: Collection[str], known: Mapping[str, str]
) -> Hint:
    after = query[token.start + len(name) + 1 : token.start + len(name) + 2]
    if name in ("http", "https", "urn") and after in "/":
        return Hint("bare-iri", offset=token.start)
    if name in known:
        return Hint("undeclared", {"name": name}, f"PREFIX {name}: <{known[name]}>", token.start)
    near: list[str] = []
    if len(name) <= LONGEST_NAME:
        others = [*known, *islice(declared, COMPARED)]
        near = difflib.get_close_matches(name, [o for o in others if len(o) <= LONGEST_NAME], 1)
    values = {"name": name[:LONGEST_NAME]}
    if near:
        return Hint("misspelt-prefix", {**values, "near": near[0]}, offset=token.start)
    return Hint("unknown-prefix", values, offset=token.start)
