"""Says which IRIs of a query with an empty answer the dataset does not know at all."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Store

MOST = 5
LOOKED_UP = 200  # IRIs of a query


def unknown_of(store: Store, iris: Iterable[str]) -> list[str]:
    """Up to five IRIs that stand nowhere in the store, as written order has it."""
    looked_up = list(dict.fromkeys(iris))[:LOOKED_UP]
    return [iri for iri in looked_up if not is_known(store, iri)][:MOST]


def is_known(store: Store, iri: str) -> bool:
    """Whether an IRI stands anywhere in the store; what is no IRI is not looked for."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return True
    patterns = (
        (node, None, None, None),
        (None, node, None, None),
        (None, None, node, None),
        (None, None, None, node),
    )
    return any(
        next(iter(store.quads_for_pattern(*pattern)), None) is not None for pattern in patterns
    )


def is_graph(store: Store, iri: str) -> bool:
    """Whether a graph of that name has something in it; what is no IRI is not looked for."""
    try:
        graph = NamedNode(iri)
    except ValueError:
        return True
    return next(store.quads_for_pattern(None, None, None, graph), None) is not None
