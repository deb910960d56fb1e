"""Describes the service: SPARQL 1.1 Service Description, from the release and the settings."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph
from rdflib import Graph, Literal, URIRef

from ... import writing
from ...formats import FORMATS
from ...model import Limits, Release
from ...terms import DCTERMS, RDF, RDFS, SD, VOID, XSD

# No feature of SD applies but the union default graph: nothing is dereferenced, there is no SERVICE.
FEATURES = ("UnionDefaultGraph",)
LANGUAGES = ("SPARQL11Query",)


def describe(endpoint: str, release: Release, limits: Limits, license: str) -> Graph:
    """The description of the service at ``endpoint``, without blank nodes.

    ``license`` is the IRI of the data's licence, empty when the data states none.
    """
    graph = Graph()
    service, dataset = URIRef(endpoint), URIRef(f"{endpoint}#dataset")
    default = URIRef(f"{endpoint}#default-graph")
    add = graph.add
    add((service, RDF.type, SD.Service))
    add((service, SD.endpoint, service))
    add((service, RDFS.label, Literal(release.title, "en")))
    add((service, RDFS.comment, Literal(limits_in_words(limits), "en")))
    for language in LANGUAGES:
        add((service, SD.supportedLanguage, SD[language]))
    for feature in FEATURES:
        add((service, SD.feature, SD[feature]))
    for row in FORMATS:
        if row.iri:
            add((service, SD.resultFormat, URIRef(row.iri)))
    add((service, SD.defaultDataset, dataset))
    add((service, SD.availableGraphs, dataset))
    add((dataset, RDF.type, SD.Dataset))
    add((dataset, RDF.type, SD.GraphCollection))
    add((dataset, RDF.type, VOID.Dataset))
    add((dataset, DCTERMS.title, Literal(release.title, "en")))
    add((dataset, DCTERMS.identifier, Literal(release.id)))
    for node in (service, dataset) if license else ():
        add((node, DCTERMS.license, URIRef(license)))
    add((dataset, VOID.sparqlEndpoint, service))
    add((dataset, SD.defaultGraph, default))
    add((default, RDF.type, SD.Graph))
    if set(release.graphs) == {""}:
        add((default, VOID.triples, _count(release.graphs.get("", 0))))
    for iri, triples in release.graphs.items():
        if iri:
            _add_graph(graph, dataset, endpoint, iri, triples)
    if release.named_only:
        _add_named_only(graph, dataset, endpoint, release.named_only)
    return graph


def limits_in_words(limits: Limits) -> str:
    """The limits as a sentence, for people."""
    return (
        f"A query may have {limits.query:,} bytes and {limits.depth} brackets inside one another, "
        f"run {limits.seconds:g} seconds, use {limits.memory:,} bytes of memory and give an answer "
        f"of {limits.answer:,} bytes; past a limit it fails with a reason, never with a part of "
        "the answer. SERVICE and updates are refused."
    )


def serialize(graph: Graph, media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """A graph in any of the RDF media types of the formats table."""
    triples = pyoxigraph.parse(
        graph.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    return writing.serialize((quad.triple for quad in triples), media_type, prefixes)


def _add_graph(graph: Graph, dataset: URIRef, endpoint: str, iri: str, triples: int) -> None:
    node = URIRef(f"{endpoint}#graph={iri}")
    inner = URIRef(f"{node}&description")
    graph.add((dataset, SD.namedGraph, node))
    graph.add((node, RDF.type, SD.NamedGraph))
    graph.add((node, SD.name, URIRef(iri)))
    graph.add((node, SD.graph, inner))
    graph.add((inner, RDF.type, SD.Graph))
    graph.add((inner, VOID.triples, _count(triples)))


def _add_named_only(
    graph: Graph, dataset: URIRef, endpoint: str, named_only: Mapping[str, int]
) -> None:
    """The graphs that are not in the default graph as one subset: there may be thousands."""
    node = URIRef(f"{endpoint}#assertion-graphs")
    text = f"{len(named_only)} named graphs that are not in the default graph, most of them what one assertion states"
    graph.add((dataset, VOID.subset, node))
    graph.add((node, RDF.type, VOID.Dataset))
    graph.add((node, DCTERMS.description, Literal(text, "en")))
    graph.add((node, VOID.triples, _count(sum(named_only.values()))))


def _count(number: int) -> Literal:
    return Literal(number, datatype=XSD.integer)
