"""Gathers from the current release what a document holds."""

# Why: docs/decisions/2026-11-24-documents-gathered-by-small-queries.md

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from ...errors import UnknownName
from ...publication.identifiers import NESTED, is_blank, is_nested
from ...rdf import BlankNode, Literal, NamedNode, Quad, Triple, has_blank, node_of, text_of
from ...terms import RDFS
from ..store.results import Row, Term
from .model import OF_ITSELF, PAGE, Document, Incoming, Pointer
from .resolver import DEEPEST, Resolution, Resolver

# More are paged in the order in which the release has them, for sorting takes seconds.
SORTED = 20_000
# By what the terms of a vocabulary point at it, which its document tells already.
DEFINED = str(RDFS.isDefinedBy)
NOTHING = "urn:nothing"


class Builder:
    """Asks for the parts of a document, one fixed query after the other."""

    def __init__(self, resolver: Resolver) -> None:
        self._client, self._resolver = resolver.client, resolver
        self._queries = resolver.queries

    def brief(self, known: Resolution, claims: Container[str], license: str) -> Document:
        """The document about a thing without what points at it, and without what is behind claims."""
        topic, merged = NamedNode(known.iri), self._client.release.graphs
        triples: set[Triple] = set()
        stated: set[Quad] = set()
        for p, o, g in self._client.rows(self._queries["holding_graphs"].bind(topic=known.iri)):
            if not isinstance(p, NamedNode) or not isinstance(g, NamedNode) or o is None:
                continue
            if g.value in merged:
                triples.add(Triple(topic, p, o))
            elif g.value in claims:
                stated.add(Quad(topic, p, o, g))
        if any(has_blank(row.object) or is_nested(text_of(row.object)) for row in triples):
            triples = self._whole([known.iri])
        assertions = tuple(sorted({text_of(quad.graph_name) for quad in stated}))
        nowhere = Incoming(1, 1, 0, (), ())
        return self._named(known, (), assertions, triples, frozenset(stated), nowhere, {}, license)

    def gather(self, known: Resolution, page: int, license: str) -> Document:
        """The document about an IRI with a ``page``, from 1, of what points at it.

        Raises UnknownName when there are fewer pages.
        """
        ask, topic = self._client, known.iri
        terms: tuple[str, ...] = ()
        if known.vocabulary:
            query = self._queries["terms"].bind(topic=topic, fragment=f"{topic}#")
            terms = tuple(iri for iri in ask.iris(query) if not is_nested(iri))
        query = self._queries["assertions"].bind(topic=topic)
        assertions = () if known.vocabulary else tuple(ask.iris(query))
        incoming, graphs = self._incoming(known, page), self._graphs(topic)
        triples = self._whole([topic, *terms, *self._behind(assertions)])
        triples |= self._pointing(topic, incoming)
        if known.vocabulary:
            triples |= self._declarations(triples)
        stated = frozenset(self._stated(assertions))
        return self._named(known, terms, assertions, triples, stated, incoming, graphs, license)

    def _named(
        self,
        known: Resolution,
        terms: tuple[str, ...],
        assertions: tuple[str, ...],
        triples: set[Triple],
        stated: frozenset[Quad],
        incoming: Incoming,
        graphs: dict[tuple[str, Term], tuple[str, ...]],
        license: str,
    ) -> Document:
        """The document, with the labels of all that it names."""
        origin = self._resolver.origin(license)
        named = {origin.dataset, *(row.owner for row in incoming.pointers)} - {""}
        named.update(graph for held in graphs.values() for graph in held)
        named |= _iris(triples) | _iris(quad.triple for quad in stated)
        named = {name for name in named if not is_blank(name)}
        labels = self._client.triples_about(self._queries["labels"], sorted(named))
        return Document(
            topic=known.iri,
            terms=terms,
            vocabulary=known.vocabulary,
            triples=frozenset(triples | set(labels)),
            assertions=assertions,
            stated=stated,
            incoming=incoming,
            graphs=graphs,
            origin=origin,
        )

    def classed(self, document: Document) -> Document:
        """A document with the classes of schema.org that its page names."""
        query = self._queries["schema_org_classes"].bind(topic=document.topic)
        return replace(document, kinds=tuple(self._client.iris(query)))

    def _declarations(self, triples: Iterable[Triple]) -> set[Triple]:
        """What of OWL the terms are that a vocabulary's document uses, also in telling of itself."""
        used = sorted({*_iris(triples), *map(str, OF_ITSELF)})
        return set(self._client.triples_about(self._queries["declarations"], used))

    def _whole(self, subjects: Iterable[str]) -> set[Triple]:
        """The triples of subjects and of the nested nodes that are part of them."""
        found = dict.fromkeys(subjects)
        edge = list(found)
        nested = self._queries["nested"].given(nested=f"/{NESTED}")
        for _ in range(DEEPEST):
            nodes = [row[0] for row in self._client.rows_about(nested, edge)]
            edge = [n.value for n in nodes if isinstance(n, NamedNode) and n.value not in found]
            if not edge:
                break
            found |= dict.fromkeys(edge)
        return self._said_of(found)

    def _said_of(self, subjects: Iterable[str]) -> set[Triple]:
        """The triples of subjects and, where they have blank nodes, of all of those (CBD)."""
        own = set(self._client.triples_about(self._queries["own"], dict.fromkeys(subjects)))
        open_ = {row.subject for row in own if has_blank(row.object)}
        if not open_:
            return own
        iris = sorted(node.value for node in open_ if isinstance(node, NamedNode))
        found = self._client.triples_about(self._queries["described"], iris)
        # Labels hold within one answer at some engines: the second answer replaces the first.
        whole = {r for r in found if r.subject in open_ or isinstance(r.subject, BlankNode)}
        return {row for row in own if row.subject not in open_} | whole

    def _behind(self, assertions: Iterable[str]) -> list[str]:
        """Assertions with the assessments that judge them and the sources of both."""
        ask = self._client
        assessments = _column(ask.rows_about(self._queries["assessments"], assertions))
        evidence = [*assertions, *assessments]
        return [*evidence, *_column(ask.rows_about(self._queries["sources"], evidence))]

    def _stated(self, assertions: Iterable[str]) -> Iterator[Quad]:
        """What assertions state, each in the graph that has its name."""
        for g, s, p, o in self._client.rows_about(self._queries["stated"], assertions):
            if isinstance(g, NamedNode) and isinstance(p, NamedNode) and s is not None:
                yield Quad(s, p, o, g)  # type: ignore[arg-type]

    def _incoming(self, known: Resolution, page: int) -> Incoming:
        """A page of what points at the topic; a vocabulary's own terms are not told twice."""
        asked = {"topic": known.iri, "left_out": DEFINED if known.vocabulary else NOTHING}
        query = self._queries["pointers"].bind(**asked)
        if page == 1:
            rows = self._client.rows(f"{query}\nLIMIT {PAGE + 1}")
            if len(rows) <= PAGE:  # as there are for most: then they need not be counted
                return _counted(self._pointers(known.iri, sorted(rows, key=_in_order)))
        counts = tuple(
            (p.value, int(n.value))
            for p, n in self._client.rows(self._queries["pointer_counts"].bind(**asked))
            if isinstance(p, NamedNode) and isinstance(n, Literal)
        )
        total = sum(number for _, number in counts)
        pages = max(1, -(-total // PAGE))
        if page > pages:
            raise UnknownName(
                f"There is no page {page} of what points at {known.iri}: there "
                f"{'is 1 page' if pages == 1 else f'are {pages} pages'}."
            )
        order = "ORDER BY ?p ?s" if total <= SORTED else ""
        query = f"{query}\n{order} LIMIT {PAGE} OFFSET {PAGE * (page - 1)}"
        pointers = self._pointers(known.iri, self._client.rows(query))
        return Incoming(page, pages, total, counts, pointers)

    def _pointers(self, topic: str, rows: Iterable[Row]) -> tuple[Pointer, ...]:
        """What rows of predicates and subjects say, with the things that the subjects are part of."""
        found = [
            (p.value, text_of(s), apart is not None)
            for p, s, apart in rows
            if isinstance(p, NamedNode) and isinstance(s, NamedNode | BlankNode)
        ]
        owners = self._resolver.owners(subject for _, subject, _ in found)
        if any(is_blank(subject) for _, subject, _ in found):
            text = self._queries["blank_pointers"].bind(topic=topic)
            owners |= {text_of(node): text_of(owner) for node, owner in self._client.rows(text)}
        return tuple(Pointer(p, s, owners[s], apart) for p, s, apart in found)

    def _pointing(self, topic: str, incoming: Incoming) -> set[Triple]:
        """The triples that point at the topic, and of nested nodes that do all that they say."""
        node = NamedNode(topic)
        pointing = {
            Triple(node_of(row.subject), NamedNode(row.predicate), node)
            for row in incoming.pointers
            if not row.apart
        }
        nested = [row.subject for row in incoming.pointers if is_nested(row.subject)]
        return pointing | self._said_of(nested)

    def _graphs(self, topic: str) -> dict[tuple[str, Term], tuple[str, ...]]:
        graphs: dict[tuple[str, Term], tuple[str, ...]] = {}
        for p, o, g in self._client.rows(self._queries["holding_graphs"].bind(topic=topic)):
            if isinstance(p, NamedNode) and o is not None and isinstance(g, NamedNode):
                graphs[p.value, o] = (*graphs.get((p.value, o), ()), g.value)
        return graphs


def _counted(pointers: tuple[Pointer, ...]) -> Incoming:
    """All that points at a thing, on one page."""
    counts = Counter(pointer.predicate for pointer in pointers)
    return Incoming(1, 1, len(pointers), tuple(counts.items()), pointers)


def _in_order(row: Row) -> tuple[str, bool, str]:
    """As SPARQL orders a predicate and a subject: blank nodes first (SPARQL 1.1 Query §15.1)."""
    predicate, subject, _ = row
    return text_of(predicate), not isinstance(subject, BlankNode), text_of(subject)


def _column(rows: Iterable[tuple[Term | None, ...]]) -> list[str]:
    return [term.value for (term,) in rows if isinstance(term, NamedNode)]


def _iris(triples: Iterable[Triple]) -> set[str]:
    """Every IRI in triples that may have a label, once."""
    return {
        term.value
        for triple in triples
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, NamedNode) and not is_nested(term.value)
    }
