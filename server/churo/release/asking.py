"""Asks a store that is trusted, whose default graph holds every published triple."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, QuerySolutions, Store


def select(store: Store, text: str) -> QuerySolutions:
    """The solutions of a SELECT. Raises SyntaxError when it is none."""
    result = store.query(text)
    assert isinstance(result, QuerySolutions)
    return result


def merged(quads: Iterable[Quad]) -> Store:
    """A store of ``quads`` whose default graph holds each of their triples once (RDF merge)."""
    store = Store()
    for quad in quads:
        store.add(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object))
    return store
