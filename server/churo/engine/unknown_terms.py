"""Says which IRIs of a query with an empty answer the dataset does not know at all."""

from __future__ import annotations

from urllib.parse import urljoin

from pyoxigraph import NamedNode, Store

from .sparql_lexer import tokens

MOST = 5


def unknown(store: Store, text: str, base: str) -> list[str]:
    """Up to five IRIs that a query names and that stand nowhere in the store, as written order has it."""
    prefixes: dict[str, str] = {}
    named: list[str] = []
    before: list[str] = ["", ""]
    for token in tokens(text):
        if token.kind == "iri" and before[-2].upper() == "PREFIX":
            prefixes[before[-1]] = urljoin(base, token.text[1:-1])
        elif token.kind == "iri" and before[-1].upper() != "BASE":
            named.append(urljoin(base, token.text[1:-1]))
        elif token.kind == "name" and before[-1].upper() != "PREFIX":
            space, _, local = token.text.partition(":")
            if space + ":" in prefixes:
                named.append(prefixes[space + ":"] + local.rstrip(".").replace("\\", ""))
        before = [before[-1], token.text]
    return [iri for iri in dict.fromkeys(named) if not _known(store, iri)][:MOST]


def _known(store: Store, iri: str) -> bool:
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
