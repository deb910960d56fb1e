"""Gathers from the current release what a document holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...errors import UnknownName
from ...identifiers import is_nested
from ...rdf import Literal, NamedNode, Quad, Triple
from ...terms import DCTERMS, EV, GENID, OWL, RDF, RDFS, SCHEMA, SKOS
from ..results import Term
from ..store_client import StoreClient
from .model import OF_ITSELF, PAGE, Document, Incoming, Pointer
from .resolver import DEEPEST, Resolution, Resolver

OWN = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {iris} }} ?s ?p ?o }}"
NESTED = f"""SELECT DISTINCT ?node WHERE {{{{
  VALUES ?s {{{{ {{iris}} }}}}
  ?s ?p ?o
  FILTER (STRSTARTS(STR(?o), "{GENID}"))
  ?o <{RDF.rest}>* ?node
  FILTER (STRSTARTS(STR(?node), "{GENID}"))
}}}}"""
TERMS = """SELECT DISTINCT ?term WHERE {{
  {{ ?term <{defined}> <{topic}> }} UNION
  {{ ?term ?p ?o FILTER (STRSTARTS(STR(?term), "{topic}#")) }}
}} ORDER BY ?term"""
# What points at the topic: triples of the default graph, and assertions that state a triple which
# is not there. The latter are told under their own names.
POINTING = f"""{{{{ ?s ?p <{{topic}}> }}}} UNION {{{{
    GRAPH ?s {{{{ ?subject ?p <{{topic}}> }}}} ?s a <{EV.Assertion}>
    FILTER NOT EXISTS {{{{ ?subject ?p <{{topic}}> }}}}
    BIND (true AS ?apart)
  }}}}"""
COUNTS = f"""SELECT ?p (COUNT(*) AS ?n) WHERE {{{{
  SELECT DISTINCT ?s ?p ?apart WHERE {{{{ {POINTING} {{filter}} }}}}
}}}} GROUP BY ?p ORDER BY ?p"""
POINTERS = f"""SELECT DISTINCT ?p ?s ?apart WHERE {{{{ {POINTING} {{filter}} }}}}
{{order}} LIMIT {{most}} OFFSET {{first}}"""
# More are paged in the order in which the release has them, for sorting takes seconds.
SORTED = 20_000
GRAPHS = "SELECT ?p ?o ?g WHERE {{ GRAPH ?g {{ <{topic}> ?p ?o }} }} ORDER BY ?g"
# Assertions that state something of the topic, that are the topic, or that it judges.
ASSERTIONS = f"""SELECT DISTINCT ?assertion WHERE {{{{
  {{{{ GRAPH ?assertion {{{{ <{{topic}}> ?p ?o }}}} ?assertion a <{EV.Assertion}> }}}} UNION
  {{{{ <{{topic}}> a <{EV.Assertion}> . BIND (<{{topic}}> AS ?assertion) }}}} UNION
  {{{{ <{{topic}}> <{EV.assesses}>|<{EV.affects}>|<{EV.corrects}> ?assertion }}}}
}}}} ORDER BY ?assertion"""
STATED = "SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {iris} }} GRAPH ?g {{ ?s ?p ?o }} }}"
ASSESSMENTS = f"""SELECT DISTINCT ?assessment WHERE {{{{
  VALUES ?assertion {{{{ {{iris}} }}}} ?assessment <{EV.assesses}> ?assertion
}}}}"""
SOURCES = f"""SELECT DISTINCT ?source WHERE {{{{
  VALUES ?from {{{{ {{iris}} }}}} ?from <{EV.evidenceFor}>|<{EV.evidenceAgainst}>|<{EV.passage}> ?source
}}}}"""
LABELS = f"""CONSTRUCT {{{{ ?iri ?label ?text }}}} WHERE {{{{
  VALUES ?iri {{{{ {{iris}} }}}}
  VALUES ?label {{{{ <{RDFS.label}> <{SKOS.prefLabel}> <{DCTERMS.title}> }}}}
  ?iri ?label ?text
}}}}"""

# What of OWL the terms that a vocabulary uses are: a document without it is not OWL 2 DL.
DECLARATIONS = f"""CONSTRUCT {{{{ ?term a ?kind }}}} WHERE {{{{
  VALUES ?term {{{{ {{iris}} }}}}
  ?term a ?kind
  FILTER (STRSTARTS(STR(?kind), "{OWL}"))
}}}}"""
KINDS = f"""SELECT DISTINCT ?kind WHERE {{{{
  <{{topic}}> a ?type .
  ?type (<{RDFS.subClassOf}>|<{OWL.equivalentClass}>|<{SKOS.exactMatch}>|<{SKOS.closeMatch}>)* ?kind
  FILTER (STRSTARTS(STR(?kind), "{SCHEMA}"))
}}}} ORDER BY ?kind"""


class Builder:
    """Asks for the parts of a document, one fixed query after the other."""

    def __init__(self, asker: StoreClient, knowledge: Resolver) -> None:
        self._asker, self._knowledge = asker, knowledge

    def gather(self, known: Resolution, page: int, license: str) -> Document:
        """The document about an IRI with a ``page``, from 1, of what points at it.

        Raises UnknownName when there are fewer pages.
        """
        ask, topic = self._asker, known.iri
        terms: tuple[str, ...] = ()
        if known.vocabulary:
            query = TERMS.format(defined=RDFS.isDefinedBy, topic=topic)
            terms = tuple(iri for iri in ask.iris(query) if not is_nested(iri))
        own = self._whole([topic, *terms])
        assertions = () if known.vocabulary else tuple(ask.iris(ASSERTIONS.format(topic=topic)))
        incoming = self._incoming(known, page)
        triples = own | self._behind(assertions) | self._pointing(topic, incoming)
        graphs = self._graphs(topic)
        origin = self._knowledge.origin(license)
        named = {origin.dataset, *(row.owner for row in incoming.pointers)} - {""}
        named.update(graph for held in graphs.values() for graph in held)
        if known.vocabulary:
            used = sorted({*_iris(triples), *map(str, OF_ITSELF)})
            triples |= set(ask.triples_about(DECLARATIONS, used))
        stated = frozenset(self._stated(assertions))
        spoken_of = _iris(quad.triple for quad in stated)
        triples |= set(ask.triples_about(LABELS, sorted({*_iris(triples), *named, *spoken_of})))
        return Document(
            topic=topic,
            terms=terms,
            vocabulary=known.vocabulary,
            triples=frozenset(triples),
            assertions=assertions,
            stated=stated,
            incoming=incoming,
            graphs=graphs,
            kinds=tuple(ask.iris(KINDS.format(topic=topic))),
            origin=origin,
        )

    def _whole(self, subjects: Iterable[str]) -> set[Triple]:
        """The triples of subjects and of the nested nodes that are part of them."""
        found = dict.fromkeys(subjects)
        edge = list(found)
        for _ in range(DEEPEST):
            nodes = [row[0] for row in self._asker.rows_about(NESTED, edge)]
            edge = [n.value for n in nodes if isinstance(n, NamedNode) and n.value not in found]
            if not edge:
                break
            found |= dict.fromkeys(edge)
        return set(self._asker.triples_about(OWN, found))

    def _behind(self, assertions: Iterable[str]) -> set[Triple]:
        """Assertions with the assessments that judge them and the sources of both."""
        ask = self._asker
        assessments = _column(ask.rows_about(ASSESSMENTS, assertions))
        evidence = [*assertions, *assessments]
        return self._whole([*evidence, *_column(ask.rows_about(SOURCES, evidence))])

    def _stated(self, assertions: Iterable[str]) -> Iterator[Quad]:
        """What assertions state, each in the graph that has its name."""
        for g, s, p, o in self._asker.rows_about(STATED, assertions):
            if isinstance(g, NamedNode) and isinstance(p, NamedNode) and s is not None:
                yield Quad(s, p, o, g)  # type: ignore[arg-type]

    def _incoming(self, known: Resolution, page: int) -> Incoming:
        """A page of what points at the topic; a vocabulary's own terms are not told twice."""
        rule = f"FILTER (?p != <{RDFS.isDefinedBy}>)" if known.vocabulary else ""
        counts = tuple(
            (p.value, int(n.value))
            for p, n in self._asker.rows(COUNTS.format(topic=known.iri, filter=rule))
            if isinstance(p, NamedNode) and isinstance(n, Literal)
        )
        total = sum(number for _, number in counts)
        pages = max(1, -(-total // PAGE))
        if page > pages:
            raise UnknownName(
                f"There is no page {page} of what points at {known.iri}: there "
                f"{'is 1 page' if pages == 1 else f'are {pages} pages'}."
            )
        if not total:
            return Incoming(page, pages, total, counts, ())
        query = POINTERS.format(
            topic=known.iri,
            filter=rule,
            order="ORDER BY ?p ?s" if total <= SORTED else "",
            most=PAGE,
            first=PAGE * (page - 1),
        )
        rows = [
            (p.value, s.value, apart is not None)
            for p, s, apart in self._asker.rows(query)
            if isinstance(p, NamedNode) and isinstance(s, NamedNode)
        ]
        owners = self._knowledge.owners(subject for _, subject, _ in rows)
        pointers = tuple(Pointer(p, s, owners[s], apart) for p, s, apart in rows)
        return Incoming(page, pages, total, counts, pointers)

    def _pointing(self, topic: str, incoming: Incoming) -> set[Triple]:
        """The triples that point at the topic, and of nested nodes that do all that they say."""
        node = NamedNode(topic)
        pointing = {
            Triple(NamedNode(row.subject), NamedNode(row.predicate), node)
            for row in incoming.pointers
            if not row.apart
        }
        nested = [row.subject for row in incoming.pointers if is_nested(row.subject)]
        return pointing | set(self._asker.triples_about(OWN, dict.fromkeys(nested)))

    def _graphs(self, topic: str) -> dict[tuple[str, Term], tuple[str, ...]]:
        graphs: dict[tuple[str, Term], tuple[str, ...]] = {}
        for p, o, g in self._asker.rows(GRAPHS.format(topic=topic)):
            if isinstance(p, NamedNode) and o is not None and isinstance(g, NamedNode):
                graphs[p.value, o] = (*graphs.get((p.value, o), ()), g.value)
        return graphs


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
