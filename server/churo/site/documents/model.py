"""A document about a thing or a vocabulary, and its bytes in the RDF formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ... import rdf
from ...formats import Format
from ...rdf import Literal, NamedNode, Quad, RdfFormat, Statements, Triple, representable
from ...terms import DCTERMS, FOAF, OWL
from ..releases.origin import Origin
from ..store.results import Term

# The properties by which a document tells of itself.
OF_ITSELF = (FOAF.primaryTopic, DCTERMS.license, DCTERMS.isPartOf, OWL.versionInfo)
PAGE = 100  # of what points at a thing, on one page


@dataclass(frozen=True)
class Pointer:
    """A triple that points at the topic: from ``subject``, which is part of ``owner`` or itself it.

    One that is only stated, and so not in the default graph, is ``apart``; its ``subject`` is the
    assertion that states it.
    """

    predicate: str
    subject: str
    owner: str
    apart: bool = False


@dataclass(frozen=True)
class Incoming:
    """One page of what points at the topic; ``counts`` has all of it by predicate."""

    page: int
    pages: int
    total: int
    counts: tuple[tuple[str, int], ...]
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class Document:
    """What the release says about ``topic``.

    ``terms`` are what a vocabulary defines, in reading order; ``assertions`` those that state
    something about the topic, or that it judges, or that it is, and ``stated`` what they state, each
    in its own graph. ``graphs`` has, for each of the
    topic's own triples, the graphs that hold it; ``kinds`` are classes of schema.org that its
    types are aligned with, where it is shown as a page.
    """

    topic: str
    terms: tuple[str, ...]
    vocabulary: bool
    triples: frozenset[Triple]
    assertions: tuple[str, ...]
    stated: frozenset[Quad]
    incoming: Incoming
    graphs: Mapping[tuple[str, Term], tuple[str, ...]]
    origin: Origin
    kinds: tuple[str, ...] = ()

    @cached_property
    def formats(self) -> tuple[Format, ...]:
        """The RDF formats that can represent the document; those with graphs hold everything."""
        return representable.holding(tuple(self.triples))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The topic and its terms."""
        return (self.topic, *self.terms)


def write(document: Document, address: str, media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """The document, which is at ``address``, in an RDF media type: first its topic, then the rest.

    Says of itself what it is about, from which release, and its licence. What assertions state is
    in TriG and N-Quads, in graphs of their own; a syntax without graphs would assert it, and many
    readers of JSON-LD do.
    """
    format = rdf.syntax(media_type)
    rank = {f"<{iri}>": number for number, iri in enumerate(document.subjects)}
    last = len(rank)

    def place(triple: Triple) -> tuple[int, str]:
        text = str(triple)
        return rank.get(text.partition(" ")[0], last), text

    triples = [*_about(document, address), *sorted(document.triples, key=place)]
    ordered: Statements = triples
    if format in (RdfFormat.TRIG, RdfFormat.N_QUADS):
        quads = [Quad(row.subject, row.predicate, row.object) for row in triples]
        ordered = quads + sorted(document.stated, key=lambda q: (str(q.graph_name), str(q)))
    return rdf.write(ordered, format, rdf.used(ordered, prefixes))


def _about(document: Document, address: str) -> Iterable[Triple]:
    """What the document says of itself; nothing else that is served is not in the dump."""
    node, origin = NamedNode(address), document.origin
    yield Triple(node, NamedNode(str(FOAF.primaryTopic)), NamedNode(document.topic))
    if origin.license:
        yield Triple(node, NamedNode(str(DCTERMS.license)), NamedNode(origin.license))
    if origin.dataset:
        yield Triple(node, NamedNode(str(DCTERMS.isPartOf)), NamedNode(origin.dataset))
    yield Triple(node, NamedNode(str(OWL.versionInfo)), Literal(origin.release))
