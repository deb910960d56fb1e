"""Describes the service: SPARQL 1.1 Service Description, from the release and the settings."""

from __future__ import annotations

from collections.abc import Iterator

from ...formats import FORMATS
from ...model import Limits, Release
from ...rdf import Literal, NamedNode, Triple, triple
from ...terms import DCTERMS, RDF, RDFS, SD, VOID, XSD

# No feature of SD applies but the union default graph: nothing is dereferenced, there is no SERVICE.
FEATURES = ("UnionDefaultGraph",)
LANGUAGES = ("SPARQL11Query",)


def describe(endpoint: str, release: Release, limits: Limits, license: str) -> list[Triple]:
    """The description of the service at ``endpoint``, without blank nodes.

    ``license`` is the IRI of the data's licence, empty when the data states none.
    """
    dataset = f"{endpoint}#dataset"
    found = [*_service(endpoint, dataset, release, limits), *_dataset(endpoint, dataset, release)]
    if license:
        found += [triple(node, DCTERMS.license, license) for node in (endpoint, dataset)]
    for iri, triples in release.graphs.items():
        if iri:
            found += _graph(dataset, endpoint, iri, triples)
    if release.named_only:
        found += _named_only(dataset, endpoint, release)
    return found


def limits_in_words(limits: Limits) -> str:
    """The limits as a sentence, for people."""
    return (
        f"A query may have {limits.query:,} bytes and {limits.depth} brackets inside one another, "
        f"run {limits.seconds:g} seconds, use {limits.memory:,} bytes of memory and give an answer "
        f"of {limits.answer:,} bytes; past a limit it fails with a reason, never with a part of "
        "the answer. SERVICE and updates are refused."
    )


def _service(service: str, dataset: str, release: Release, limits: Limits) -> Iterator[Triple]:
    yield triple(service, RDF.type, SD.Service)
    yield triple(service, SD.endpoint, service)
    yield triple(service, RDFS.label, _words(release.title))
    yield triple(service, RDFS.comment, _words(limits_in_words(limits)))
    for language in LANGUAGES:
        yield triple(service, SD.supportedLanguage, SD[language])
    for feature in FEATURES:
        yield triple(service, SD.feature, SD[feature])
    for row in FORMATS:
        if row.iri:
            yield triple(service, SD.resultFormat, row.iri)
    yield triple(service, SD.defaultDataset, dataset)
    yield triple(service, SD.availableGraphs, dataset)


def _dataset(service: str, dataset: str, release: Release) -> Iterator[Triple]:
    default = f"{service}#default-graph"
    for kind in (SD.Dataset, SD.GraphCollection, VOID.Dataset):
        yield triple(dataset, RDF.type, kind)
    yield triple(dataset, DCTERMS.title, _words(release.title))
    yield triple(dataset, DCTERMS.identifier, Literal(release.id))
    yield triple(dataset, VOID.sparqlEndpoint, service)
    yield triple(dataset, SD.defaultGraph, default)
    yield triple(default, RDF.type, SD.Graph)
    yield triple(default, VOID.triples, _count(release.triples))


def _graph(dataset: str, endpoint: str, iri: str, triples: int) -> Iterator[Triple]:
    node = f"{endpoint}#graph={iri}"
    inner = f"{node}&description"
    yield triple(dataset, SD.namedGraph, node)
    yield triple(node, RDF.type, SD.NamedGraph)
    yield triple(node, SD.name, iri)
    yield triple(node, SD.graph, inner)
    yield triple(inner, RDF.type, SD.Graph)
    yield triple(inner, VOID.triples, _count(triples))


def _named_only(dataset: str, endpoint: str, release: Release) -> Iterator[Triple]:
    """The graphs that are not in the default graph as one subset: there may be thousands."""
    node = f"{endpoint}#assertion-graphs"
    text = f"{len(release.named_only)} named graphs that are not in the default graph, most of them what one assertion states"
    yield triple(dataset, VOID.subset, node)
    yield triple(node, RDF.type, VOID.Dataset)
    yield triple(node, DCTERMS.description, _words(text))
    if release.named_only_triples:
        yield triple(node, VOID.triples, _count(release.named_only_triples))


def _words(text: str) -> Literal:
    return Literal(text, language="en")


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD.integer))
