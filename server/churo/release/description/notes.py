"""Collects the triples of a description, and knows what the data says of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from ...terms import XSD


class Notes:
    """Triples being written: ``rows``; ``told`` are those of the dataset that is described."""

    def __init__(self, told: Iterable[Triple]) -> None:
        self.rows: set[Triple] = set()
        self._said: dict[str, list[Triple]] = defaultdict(list)
        for row in told:
            if isinstance(row.subject, NamedNode):
                self._said[row.subject.value].append(row)

    def add(self, subject: str, predicate: object, value: object) -> None:
        """Note a triple; a value that is no term yet is an IRI."""
        term = value if isinstance(value, Literal | NamedNode) else NamedNode(str(value))
        self.rows.add(Triple(NamedNode(subject), NamedNode(str(predicate)), term))

    def said(self, subject: str, predicate: object) -> list[object]:
        """What the data says of a subject, but for blank nodes: a description has none."""
        rows = self._said.get(subject, [])
        terms = [row.object for row in rows if row.predicate.value == str(predicate)]
        return [term for term in terms if isinstance(term, Literal | NamedNode)]

    def repeat(self, node: str, subject: str, predicates: Iterable[object]) -> None:
        """Say of ``node`` what the data says of ``subject``."""
        for predicate in predicates:
            for value in self.said(subject, predicate):
                self.add(node, predicate, value)


def words(text: str) -> Literal:
    """A text in English."""
    return Literal(text, language="en")


def integer(number: int) -> Literal:
    """A count."""
    return Literal(str(number), datatype=NamedNode(str(XSD.integer)))
