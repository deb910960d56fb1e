"""The one border to the RDF library: terms, parsing, writing.

What is asked of pyoxigraph outside of the engine and of the making of releases is asked here; rdflib is
there for SHACL and for analysts alone, and a process that serves does not load it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
)

from ..formats import RDF_FORMATS

__all__ = [
    "BlankNode",
    "DefaultGraph",
    "Graph",
    "Literal",
    "NamedNode",
    "Quad",
    "RdfFormat",
    "Row",
    "Statements",
    "Term",
    "Triple",
]

LONGEST_ROW = (
    16 << 20
)  # bytes that the library sets aside for what is read of one row: half is a text
Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
Statements = Sequence[Quad] | Sequence[Triple]


def triple(subject: str, predicate: str, value: str | Literal) -> Triple:
    """A triple of IRIs, or of two and a literal."""
    term = value if isinstance(value, Literal) else NamedNode(value)
    return Triple(NamedNode(subject), NamedNode(predicate), term)


@lru_cache
def syntax(media_type: str) -> RdfFormat:
    """The library's name for an RDF format of the table. Raises ValueError for any other."""
    if media_type not in {row.media_type for row in RDF_FORMATS}:
        raise ValueError(f"{media_type} is no RDF format.")
    found = RdfFormat.from_media_type(media_type)
    assert found is not None, media_type
    return found


def parse(data: bytes, format: RdfFormat, base: str) -> Iterator[Quad]:
    """The quads of some bytes. Raises SyntaxError or ValueError."""
    return iter(pyoxigraph.parse(data, format, base_iri=base))


def read_triples(data: bytes) -> Iterator[Triple]:
    """The triples of N-Triples that are our own."""
    return (quad.triple for quad in pyoxigraph.parse(data, RdfFormat.N_TRIPLES))


def read_rows(data: bytes) -> list[Row]:
    """The rows of a SPARQL 1.1 JSON result; ``None`` where a variable has no value.

    Raises MemoryError where a text does not fit in ``LONGEST_ROW``.
    """
    solutions = pyoxigraph.parse_query_results(data, QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return list(map(tuple, solutions))


def used(statements: Statements, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Those prefixes whose namespace the statements use, as far as a search of their text tells."""
    with_graphs = any(isinstance(row, Quad) for row in statements[:1])
    format = RdfFormat.N_QUADS if with_graphs else RdfFormat.N_TRIPLES
    text = pyoxigraph.serialize(statements, format=format) or b""
    return {name: space for name, space in prefixes.items() if f"<{space}".encode() in text}


def write(statements: Statements, format: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """The statements in their order, with one prefix for each namespace declared.

    Ask ``representable`` before whether the format can hold them.
    """
    names = {space: name for name, space in sorted(prefixes.items(), reverse=True)}
    written = pyoxigraph.serialize(
        statements, format=format, prefixes={name: space for space, name in names.items()}
    )
    assert written is not None
    # A reader of XML turns a bare carriage return into a line feed (XML 1.0 §2.11).
    return written.replace(b"\r", b"&#13;") if format == RdfFormat.RDF_XML else written


def serialize(triples: Iterable[Triple], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples in order in any RDF syntax, with the prefixes that they use."""
    ordered = sorted(set(triples), key=str)
    return write(ordered, syntax(media_type), used(ordered, prefixes))


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """A prefixed name where a prefix fits, else the IRI."""
    fits = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space)]
    length, name = max(fits, default=(0, ""))
    local = iri[length:]
    return f"{name}:{local}" if length and local and "/" not in local else iri


class Graph:
    """Triples, to be looked up by predicate with subject or object; IRIs are strings."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: dict[str, dict[Term, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in sorted(set(triples), key=str):
            subject, predicate = text_of(row.subject), row.predicate.value
            self._objects[predicate][subject].append(row.object)
            self._subjects[predicate][row.object].append(subject)

    def subjects(self, predicate: str, value: str = "") -> list[str]:
        """The subjects that have a predicate, each once; with the IRI ``value`` if one is given."""
        if value:
            return list(self._subjects[predicate].get(NamedNode(value), ()))
        return list(self._objects[predicate])

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """The values of a predicate."""
        return list(self._objects[predicate].get(subject, ()))

    def texts(self, subject: str, predicate: str) -> list[str]:
        """The values of a predicate as text: IRIs, or what literals say."""
        return [text_of(term) for term in self.objects(subject, predicate)]

    def text(self, subject: str, predicate: str) -> str:
        """The first value of a predicate as text; empty when there is none."""
        return next(iter(self.texts(subject, predicate)), "")


def has_blank(term: object) -> bool:
    """Whether a term is a blank node, or a triple term with one in it."""
    if isinstance(term, Triple):
        return has_blank(term.subject) or has_blank(term.object)
    return isinstance(term, BlankNode)


def node_of(text: str) -> NamedNode | BlankNode:
    """The node that ``text_of`` gives for its text."""
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text)


def text_of(term: object) -> str:
    """The IRI of a node, the label of a blank one after ``_:``, or what a literal says."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
