"""Writes triples as nested JSON-LD of one vocabulary, as readers of schema.org expect it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from ..terms import RDF, XSD
from . import Literal, NamedNode, Triple
from .representable import number

TYPE = str(RDF.type)
# Datatypes whose values JSON has, and what reads them.
NATIVE: dict[str, Callable[[str], Any]] = {
    str(XSD.integer): number,
    str(XSD.boolean): {"true": True, "false": False}.get,
}


def document(triples: Iterable[Triple], vocabulary: str, root: str) -> dict[str, Any]:
    """A document with a tree for every thing of type ``root``; needs no other context than its own.

    A thing is written where it is met first and by reference elsewhere; the triples of the
    document are those given, as far as they can be reached from a root.
    """
    nodes: dict[str, list[Triple]] = defaultdict(list)
    for row in sorted(triples, key=str):
        assert isinstance(row.subject, NamedNode), row
        nodes[row.subject.value].append(row)
    roots = [
        iri
        for iri, rows in nodes.items()
        if any(row.predicate.value == TYPE and _iri(row) == root for row in rows)
    ]
    writer = _Writer(nodes, vocabulary, set(roots))
    return {"@context": {"@vocab": vocabulary}, "@graph": [writer.node(iri) for iri in roots]}


class _Writer:
    """Writes each thing whole where it is met first, and by reference afterwards."""

    def __init__(self, nodes: dict[str, list[Triple]], vocabulary: str, written: set[str]) -> None:
        self._nodes, self._vocabulary, self._written = nodes, vocabulary, written

    def node(self, iri: str) -> dict[str, Any]:
        members: dict[str, Any] = {"@id": iri}
        for row in self._nodes[iri]:
            key = row.predicate.value
            if key == TYPE:
                name, value = "@type", self._short(_iri(row))
            else:
                name, value = self._short(key), self._value(row.object)
            held = members.get(name)
            if held is None:
                members[name] = value
            else:
                members[name] = [*held, value] if isinstance(held, list) else [held, value]
        return members

    def _value(self, term: object) -> Any:
        if isinstance(term, NamedNode):
            if term.value not in self._nodes or term.value in self._written:
                return {"@id": term.value}
            self._written.add(term.value)
            return self.node(term.value)
        assert isinstance(term, Literal), term
        if term.language:
            return {"@value": term.value, "@language": term.language}
        read = NATIVE.get(term.datatype.value)
        if read is not None and (value := read(term.value)) is not None:
            return value
        if term.datatype.value == str(XSD.string):
            return term.value
        return {"@value": term.value, "@type": term.datatype.value}

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self._vocabulary)


def _iri(row: Triple) -> str:
    return row.object.value if isinstance(row.object, NamedNode) else ""
