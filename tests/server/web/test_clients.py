"""Real clients follow our IRIs, unmodified."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import OWL
from running import MANY, Server
from signposting import (
    Signposting,
    find_signposting_html,
    find_signposting_http,
    find_signposting_linkset,
)
from SPARQLWrapper import SPARQLWrapper

BASE = "https://w3id.org/churo/"
LAKE = URIRef(f"{BASE}id/lake")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own
@pytest.mark.parametrize("path", ["id/lake", "id/lake/", "doc/id/lake.rdf", "doc/id/lake.jsonld"])
def test_rdflib_parses_an_iri(things: Server, path: str) -> None:
    """Graph.parse(iri) ends at triples of the thing, by its own Accept and redirects."""
    graph = Graph().parse(f"{things.url}/{path}")

    assert (LAKE, RDF.type, URIRef(f"{BASE}words#Lake")) in graph


def test_rdflib_parses_a_term_and_a_graph(things: Server) -> None:
    """A hash IRI gives its vocabulary, a graph's IRI its content."""
    assert (URIRef(f"{BASE}words#Lake"), RDF.type, OWL.Class) in Graph().parse(
        f"{things.url}/words#Lake"
    )
    assert len(Graph().parse(f"{things.url}/graph/points")) == MANY


@pytest.mark.parametrize(
    ("find", "path"),
    [
        (find_signposting_http, "/en/doc/id/lake"),
        (find_signposting_html, "/en/doc/id/lake"),
        (find_signposting_linkset, "/linkset/id/lake"),
    ],
    ids=["http", "html", "linkset"],
)
def test_a_signposting_client_finds_its_way(
    things: Server, find: Callable[[str], Signposting], path: str
) -> None:
    """From Link, from the markup and from the linkset: name, licence, author, collection, data."""
    posts = find(f"{things.url}{path}")
    page = posts.for_context(f"{things.url}/en/doc/id/lake")

    assert page.citeAs is not None and page.citeAs.target == str(LAKE)
    assert page.license is not None and page.license.target == "https://example.org/licence"
    assert {post.target for post in page.authors} == {f"{things.url}/agent/us"}
    assert page.collection is not None
    assert page.collection.target == f"{things.url}/dataset/test"
    assert "https://schema.org/AboutPage" in {post.target for post in page.types}
    assert {post.type for post in page.describedBy} >= {"text/turtle", "application/ld+json"}
    assert [post.type for post in page.linksets] == ["application/linkset+json"]


@pytest.mark.parametrize("name", ["xml", "json", "csv", "tsv"])
def test_sparqlwrapper_reads_solutions(things: Server, name: str) -> None:
    """Unmodified, whatever it sends a format as."""
    client = SPARQLWrapper(f"{things.url}/sparql", returnFormat=name)
    client.setQuery("SELECT * { ?s ?p ?o } LIMIT 1")

    assert client.query().convert()


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated"
)  # SPARQLWrapper's use of rdflib
@pytest.mark.parametrize("name", ["xml", "rdf+xml", "turtle", "n3", "json-ld"])
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{LAKE}>"])
def test_sparqlwrapper_reads_graphs(things: Server, name: str, query: str) -> None:
    """Formats come twice, by name and by media type, or as a list of types."""
    client = SPARQLWrapper(f"{things.url}/sparql", returnFormat=name)
    client.setQuery(query)
    found = client.query().convert()
    found = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")

    assert len(found) > 0
