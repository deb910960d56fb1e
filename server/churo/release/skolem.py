"""Gives blank nodes names made of their content, the same in every build (RDF 1.1 §3.5)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Quad

from ..errors import InputError
from ..terms import GENID


def skolemise(quads: Iterable[Quad], where: str) -> Iterator[Quad]:
    """The same quads with an IRI for each blank node.

    The IRI is made of what points at the node and of what the node says, so it changes only
    with them. Raises InputError, naming ``where``, when blank nodes form no trees.
    """
    quads = list(quads)
    names = _names(quads, where)

    def named(term: object) -> object:
        return names[term] if isinstance(term, BlankNode) else term

    for quad in quads:
        yield Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name)  # type: ignore[arg-type]


def _names(quads: list[Quad], where: str) -> dict[object, NamedNode]:
    says: dict[BlankNode, list[Quad]] = defaultdict(list)
    owner: dict[BlankNode, Quad] = {}
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            says[quad.subject].append(quad)
        if isinstance(quad.object, BlankNode):
            if quad.object in owner:
                raise InputError("two things point at one blank node.", where, "Give it an IRI.")
            owner[quad.object] = quad
    contents: dict[BlankNode, str] = {}
    names: dict[object, NamedNode] = {}
    for node in {*says, *owner}:
        _name(node, says, owner, contents, names, where)
    return names


def _content(
    node: BlankNode, says: dict[BlankNode, list[Quad]], contents: dict[BlankNode, str], where: str
) -> str:
    if node not in contents:
        contents[node] = ""  # met again while under way: a cycle
        lines = []
        for quad in says.get(node, []):
            inner = quad.object
            told = (
                _content(inner, says, contents, where)
                if isinstance(inner, BlankNode)
                else str(inner)
            )
            if not told:
                raise InputError(
                    "blank nodes point at one another in a circle.", where, "Give one an IRI."
                )
            lines.append(f"{quad.predicate} {told}")
        contents[node] = _digest("\n".join(sorted(lines)))
    return contents[node]


def _name(
    node: BlankNode,
    says: dict[BlankNode, list[Quad]],
    owner: dict[BlankNode, Quad],
    contents: dict[BlankNode, str],
    names: dict[object, NamedNode],
    where: str,
) -> NamedNode:
    if node not in names:
        content = _content(node, says, contents, where)
        place = ""
        if node in owner:
            subject = owner[node].subject
            above = (
                _name(subject, says, owner, contents, names, where)
                if isinstance(subject, BlankNode)
                else subject
            )
            place = f"{above} {owner[node].predicate} "
        names[node] = NamedNode(GENID + _digest(place + content)[:16])
    return names[node]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
