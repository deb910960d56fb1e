"""Asks a store that is trusted, whose default graph holds every published triple."""

# Why: docs/decisions/2026-11-23-default-graph-is-a-merge.md

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, QuerySolutions, Store


def select(store: Store, text: str) -> QuerySolutions:
    """The solutions of a SELECT. Raises SyntaxError when it is none."""
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    return result


def merged(quads: Iterable[Quad], named_only: Iterable[Quad] = ()) -> Store:
    """A store whose default graph holds each triple of ``quads`` once (RDF merge).

    Those of ``named_only`` are in their named graphs alone.
    """
    store = Store()
    store.extend(named_only)
    for quad in quads:
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object))
    return store
