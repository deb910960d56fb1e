"""Gives the blank nodes of the house's own files names, the same in every build (RDF 1.1 §3.5).

A name is made of the node's place and of what it says. Other people's blank nodes stay what they are.
"""

# Why: docs/decisions/2026-11-23-blank-nodes-named-by-content.md

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad

from ...errors import InputError
from ...publication.identifiers import NESTED


def skolemise(quads: Iterable[Quad], where: str, base: str) -> Iterator[Quad]:
    """The same quads with an IRI below ``base`` for each blank node (RDF 1.1 §3.5).

    The IRI is made of what points at the node and of what the node says, so it changes only
    with them; those that agree in both are numbered. Raises InputError, naming ``where``, when
    blank nodes form no trees: what is linked to twice needs a name of its own.
    """
    quads = list(quads)
    names = _Names(quads, where).all(base + NESTED)

    def named(term: object) -> object:
        return names[term] if isinstance(term, BlankNode) else term

    for quad in quads:
        yield Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name)  # type: ignore[arg-type]


class _Names:
    """Names the blank nodes of one file, leaves first for their content, roots first for their place."""

    def __init__(self, quads: list[Quad], where: str) -> None:
        self._says: dict[BlankNode, list[Quad]] = defaultdict(list)
        self._owner: dict[BlankNode, Quad] = {}
        for quad in quads:
            if isinstance(quad.subject, BlankNode):
                self._says[quad.subject].append(quad)
            if isinstance(quad.object, BlankNode):
                if quad.object in self._owner:
                    at = f"{quad.subject} and {self._owner[quad.object].subject}"
                    raise InputError(
                        f"two things point at one blank node: {at}.", where, "Give it an IRI."
                    )
                self._owner[quad.object] = quad
        self._where = where

    def all(self, space: str) -> dict[object, NamedNode]:
        """The name of each blank node, in a namespace."""
        order = self._from_roots()
        contents: dict[object, str] = {}
        for node in reversed(order):
            lines = [f"{q.predicate} {contents.get(q.object, q.object)}" for q in self._says[node]]
            contents[node] = _digest("\n".join(sorted(lines)))
        names: dict[object, NamedNode] = {}
        seen: Counter[str] = Counter()
        for node in order:
            place = ""
            if node in self._owner:
                above = self._owner[node]
                place = f"{names.get(above.subject, above.subject)} {above.predicate} "
            key = place + contents[node]
            again = f" {seen[key]}" if seen[key] else ""
            seen[key] += 1
            names[node] = NamedNode(space + _digest(key + again)[:16])
        return names

    def _from_roots(self) -> list[BlankNode]:
        """Every node after that which points at it. Raises InputError for a circle."""
        nodes = {*self._says, *self._owner}
        edge = [
            node
            for node in nodes
            if node not in self._owner or not isinstance(self._owner[node].subject, BlankNode)
        ]
        order: list[BlankNode] = []
        while edge:
            node = edge.pop()
            order.append(node)
            edge += [q.object for q in self._says[node] if isinstance(q.object, BlankNode)]
        if len(order) < len(nodes):
            raise InputError(
                "blank nodes point at one another in a circle.", self._where, "Give one an IRI."
            )
        return order


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
