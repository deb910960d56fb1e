"""Asks a store that is trusted, with the union of all graphs as default graph."""

from __future__ import annotations

from pyoxigraph import QuerySolutions, Store


def select(store: Store, text: str) -> QuerySolutions:
    """The solutions of a SELECT. Raises SyntaxError when it is none."""
    result = store.query(text, use_default_graph_as_union=True)
    assert isinstance(result, QuerySolutions)
    return result
