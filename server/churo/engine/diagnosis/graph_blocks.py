"""Tells of a GRAPH whose patterns no one graph holds together: a pure rule over query and store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Store

from ..syntax.outline import RDF_TYPE, Pattern
from .asked import Asked, Told, nodes, notice

BLOCKS, PATTERNS = 5, 10  # of a query that are looked at
QUADS = 3000  # that fit a pattern, up to which all its graphs are known
GRAPHS = 500  # that are looked into for another pattern


def apart(asked: Asked) -> Iterator[Told]:
    """Of an empty answer, the first block of which each pattern is found, and not in one graph."""
    if asked.rows or asked.dataset is not None or not asked.close or "FROM" in asked.outline.words:
        return
    for block in asked.outline.blocks[:BLOCKS]:
        told = _told(asked.stores.whole, block[:PATTERNS], asked.prefixes)
        if told is not None:
            yield told
            return


def _told(store: Store, block: list[Pattern], prefixes: Mapping[str, str]) -> Told | None:
    known: list[tuple[int, Pattern, set[NamedNode]]] = []
    for pattern in block:
        graphs = _graphs(store, pattern)
        if graphs is None:
            continue
        if not graphs:
            outside = _stands(store, pattern, DefaultGraph())
            return (
                notice("not-in-named-graphs", pattern=_written(pattern, prefixes))
                if outside
                else None
            )
        known.append((len(graphs), pattern, graphs))
    if not known:
        return None
    number, rarest, graphs = min(known, key=lambda one: one[0])
    if number > GRAPHS:
        return None
    for other in block:
        if other != rarest and not any(_stands(store, other, graph) for graph in graphs):
            one, two = _written(rarest, prefixes), _written(other, prefixes)
            return notice("apart-in-graphs", pattern=one, other=two)
    return None


def _graphs(store: Store, pattern: Pattern) -> set[NamedNode] | None:
    """The named graphs that hold a pattern; ``None`` where too many quads fit to know them all."""
    rows = list(islice(store.quads_for_pattern(*nodes(pattern), None), QUADS))
    if len(rows) == QUADS:
        return None
    return {row.graph_name for row in rows if isinstance(row.graph_name, NamedNode)}


def _stands(store: Store, pattern: Pattern, graph: NamedNode | DefaultGraph) -> bool:
    return next(store.quads_for_pattern(*nodes(pattern), graph), None) is not None


def _written(pattern: Pattern, prefixes: Mapping[str, str]) -> str:
    """A pattern as a query may have it, with prefixes where they fit."""
    return " ".join(_shortened(term, prefixes) for term in pattern)


def _shortened(term: str, prefixes: Mapping[str, str]) -> str:
    if term == RDF_TYPE or term.startswith("?"):
        return "a" if term == RDF_TYPE else term
    spaces = [row for row in prefixes.items() if row[1] and term.startswith(row[1])]
    if not spaces:
        return f"<{term}>"
    prefix, space = max(spaces, key=lambda row: len(row[1]))
    return f"{prefix}:{term[len(space) :]}"
