"""A query with its answer, as the rules look at it that tell what is to be known of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from ..stores import Stores
from ..syntax.outline import Outline, Pattern
from .wordings import NOTICES

SAMPLE = 100  # values of a property that are looked at
PROPERTIES = 10  # of a query that are looked at
Told = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A query with its answer's rows, none where they tell nothing.

    ``dataset`` are the graphs that the protocol names, if it does, ``close`` that a look into the stores costs
    no more than microseconds.
    """

    outline: Outline
    stores: Stores
    kind: str
    rows: int
    dataset: tuple[str, ...] | None
    unread: int
    prefixes: Mapping[str, str]
    close: bool = True


def notice(kind: str, **values: str) -> Told:
    """What is to be known, in English and as what any language can be made of."""
    return {"kind": kind, "detail": NOTICES[kind].format(**values), "values": values}


def named_iris(terms: Iterable[str]) -> list[str]:
    """Those that are IRIs, each once, as many as are looked at."""
    found = dict.fromkeys(term for term in terms if not term.startswith("?"))
    return list(found)[:PROPERTIES]


def nodes(pattern: Pattern) -> tuple[NamedNode | None, NamedNode | None, NamedNode | None]:
    """The terms of a pattern as the store takes them, nothing for a variable."""
    try:
        subject, predicate, value = (
            None if term.startswith("?") else NamedNode(term) for term in pattern
        )
    except ValueError:
        return None, None, None  # what is no IRI is no reason to tell anything
    return subject, predicate, value
