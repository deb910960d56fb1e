"""Labels blank nodes: apart from file to file, and the same wherever the data are written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Quad, RdfFormat, Triple, parse, serialize

from ...errors import InputError
from ...rdf import has_blank
from . import bounds

SECONDS = 10  # of processor time that canonical labels may take
DEEPEST = 100  # triple terms inside one another


@dataclass(frozen=True)
class Labelled:
    """Quads whose blank nodes have bounded labels; ``canonical`` says that they are RDFC-1.0's.

    Else they are numbered in the order in which the files have them.
    """

    quads: frozenset[Quad]
    canonical: bool


class Numbers:
    """Gives the blank nodes of one file after the other the labels b0, b1 and so on."""

    def __init__(self) -> None:
        self._given = 0

    def apart(self, quads: Iterable[Quad], where: str) -> Iterator[Quad]:
        """The quads of one file, whose blank nodes are no other file's (RDF 1.1 §3.4).

        Raises InputError for triple terms that are nested deeper than anybody reads.
        """
        labels: dict[str, BlankNode] = {}
        for quad in quads:
            yield Quad(
                self._label(quad.subject, labels, where, 0),
                quad.predicate,
                self._label(quad.object, labels, where, 0),
                self._label(quad.graph_name, labels, where, 0),
            )

    def _label(self, term: Any, labels: dict[str, BlankNode], where: str, depth: int) -> Any:
        if isinstance(term, BlankNode):
            if term.value not in labels:
                labels[term.value] = BlankNode(f"b{self._given}")
                self._given += 1
            return labels[term.value]
        if not isinstance(term, Triple):
            return term
        if depth > DEEPEST:
            raise InputError(f"has more than {DEEPEST} triple terms inside one another.", where)
        subject = self._label(term.subject, labels, where, depth + 1)
        return Triple(subject, term.predicate, self._label(term.object, labels, where, depth + 1))


def labelled(quads: frozenset[Quad], where: str, seconds: int = SECONDS) -> Labelled:
    """The quads with canonical labels (RDFC-1.0), or as they are where those take too long."""
    terms = ((q.subject, q.object, q.graph_name) for q in quads)
    if not any(has_blank(term) for row in terms for term in row):
        return Labelled(quads, True)
    with tempfile.NamedTemporaryFile() as plain, tempfile.TemporaryFile() as canonical:
        serialize(quads, plain, RdfFormat.N_QUADS)
        plain.flush()
        try:
            bounds.run("canonical_form", [plain.name, str(seconds)], canonical, where)
        except InputError:
            return Labelled(quads, False)
        canonical.seek(0)
        return Labelled(frozenset(parse(canonical, RdfFormat.N_QUADS)), True)
