"""The usual mistakes of what stands around the braces: LIMIT inside them, columns that are not grouped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .query_tokens import Tokens
from .wordings import Hint, hint

MODIFIERS = ("LIMIT", "OFFSET", "ORDER", "GROUP", "HAVING")
BEHIND_GROUP = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


@dataclass
class _Select:
    """What a SELECT chooses, and what its GROUP BY names."""

    selected: dict[str, None] = field(default_factory=dict)
    grouped: set[str] = field(default_factory=set)
    groups: bool = False
    clause: str = ""
    depth: int = 0  # of round brackets


def _inside(tokens: Tokens) -> Hint | None:
    """A modifier right inside braces that no SELECT begins."""
    selects: list[bool] = []
    for place, word in enumerate(tokens.words):
        if word == "{":
            selects.append(tokens.word(place + 1) == "SELECT")
        elif word == "}" and selects:
            selects.pop()
        elif word in MODIFIERS and selects and not selects[-1] and tokens.kind(place) == "word":
            return hint("modifier-inside", word=word)
    return None


def _number(tokens: Tokens) -> Hint | None:
    for place, word in enumerate(tokens.words):
        if word in ("LIMIT", "OFFSET") and not tokens.word(place + 1).isdecimal():
            return hint("whole-number", word=word)
    return None


def _exists(tokens: Tokens) -> Hint | None:
    for place, word in enumerate(tokens.words):
        if word == "EXISTS" and tokens.word(place + 1) != "{":
            return hint("exists")
    return None


def _ungrouped(tokens: Tokens) -> Hint | None:
    """A column of a SELECT with GROUP BY that is neither grouped nor computed."""
    for select in _selects(tokens):
        missing = [name for name in select.selected if name not in select.grouped]
        if select.groups and missing:
            return hint("ungrouped", name=missing[0][:50])
    return None


def _selects(tokens: Tokens) -> Iterator[_Select]:
    """Each SELECT when its braces end, and last that of the query."""
    around = [_Select()]
    for place, word in enumerate(tokens.words):
        here = around[-1]
        if word == "{":
            here.clause = ""
            around.append(_Select())
        elif word == "}" and len(around) > 1:
            yield around.pop()
        elif word == "SELECT":
            here.clause = word
        elif word == "GROUP" and tokens.word(place + 1) == "BY":
            here.clause, here.groups = word, True
        elif word in BEHIND_GROUP or word == "WHERE":
            here.clause = ""
        elif tokens.kind(place) == "variable":
            _take(here, tokens.seen[place].text.replace("$", "?"))
        here.depth += (word == "(") - (word == ")")
    yield from reversed(around)


def _take(select: _Select, name: str) -> None:
    if select.clause == "GROUP":
        select.grouped.add(name)
    elif select.clause == "SELECT" and not select.depth:
        select.selected[name] = None


FIRST = (_inside,)
RULES = (_number, _exists, _ungrouped)
