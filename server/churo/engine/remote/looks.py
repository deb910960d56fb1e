"""Looks into the store behind, as the rules do that tell what is to be known of an answer.

A look costs a question, so that there are few for each answer, and what was seen is remembered while the
release is served.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

from cachetools import LRUCache
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from ..diagnosis.asked import SAMPLE
from ..stores import Stores

MOST = 24  # looks for one answer
REMEMBERED = 4096  # looks
PLACES = ("?s", "?p", "?o")

Rows = list[tuple[Any, ...]]
Ask = Callable[[str], Rows]


class NoMoreLooks(Exception):
    """As much was looked at as may be for one answer."""


class Looks:
    """What has been seen of one release; ``stores`` gives one answer's looks."""

    def __init__(self) -> None:
        self._seen: LRUCache[str, Rows] = LRUCache(REMEMBERED)
        self._lock = threading.Lock()

    def stores(self, ask: Ask) -> Stores:
        """The dataset and its default graph, as one answer may look at them by ``ask``."""
        asking = _Asking(self._seen, self._lock, ask)
        return Stores(cast(Store, _View(asking, True)), cast(Store, _View(asking, False)))


class _Asking:
    def __init__(self, seen: LRUCache[str, Rows], lock: threading.Lock, ask: Ask) -> None:
        self._seen, self._lock, self._ask, self._left = seen, lock, ask, MOST
        self.release = id(seen)

    def rows(self, text: str) -> Rows:
        """The rows of a query. Raises NoMoreLooks."""
        with self._lock:
            rows = self._seen.get(text)
        if rows is not None:
            return rows
        if not self._left:
            raise NoMoreLooks
        self._left -= 1
        rows = self._ask(text)
        with self._lock:
            self._seen[text] = rows
        return rows


class _View:
    """Answers what the rules ask of a store of pyoxigraph's."""

    def __init__(self, asking: _Asking, whole: bool) -> None:
        self._asking, self._whole = asking, whole
        self._key = (asking.release, whole)

    def __eq__(self, other: object) -> bool:
        """Views of one release are one to whoever remembers what was seen."""
        return isinstance(other, _View) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def quads_for_pattern(
        self, subject: Any, predicate: Any, value: Any, graph: Any = None
    ) -> Iterator[Quad]:
        """Up to ``SAMPLE`` quads that fit."""
        nodes = (subject, predicate, value)
        if any(isinstance(node, BlankNode | Triple) for node in nodes):
            return
        terms = [PLACES[i] if node is None else str(node) for i, node in enumerate(nodes)]
        for row in self._asking.rows(self._text(" ".join(terms), graph)):
            given = [row[i] if node is None else node for i, node in enumerate(nodes)]
            name = row[3] if row[3] is not None else DefaultGraph()
            yield Quad(given[0], given[1], given[2], name)

    def query(self, text: str) -> Rows:
        """The rows of a query over the default graph."""
        return self._asking.rows(text)

    def _text(self, pattern: str, graph: Any) -> str:
        named = f"{{ GRAPH ?g {{ {pattern} }} }}"
        if isinstance(graph, NamedNode):
            where = f"GRAPH {graph} {{ {pattern} }}"
        elif self._whole and not isinstance(graph, DefaultGraph):
            where = f"{{ {pattern} }} UNION {named}"
        else:
            where = pattern
        return f"SELECT ?s ?p ?o ?g {{ {where} }} LIMIT {SAMPLE}"
