"""SPARQL 1.1 Service Description."""

from __future__ import annotations

import httpx
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID

from .asking import JSON, TURTLE, count, get, media, refused, triples
from .registry import clause

SD = "http://www.w3.org/ns/sparql-service-description#"
SYNTAXES = (
    TURTLE,
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)


def _sd(name: str) -> URIRef:
    return URIRef(SD + name)


def _described(client: httpx.Client) -> Graph:
    return Graph().parse(data=client.get("/sparql", headers={"Accept": TURTLE}).text)


@clause("description-2-access")
def access(client: httpx.Client) -> None:
    """GET of the endpoint without a query gives its description in RDF."""
    answer = client.get("/sparql")

    assert answer.status_code == 200
    assert media(answer) == TURTLE


@clause("description-2-syntaxes")
def syntaxes(client: httpx.Client) -> None:
    """The description is the same graph in every RDF syntax."""
    expected = triples(client.get("/sparql"))

    for media_type in SYNTAXES:
        answer = client.get("/sparql", headers={"Accept": media_type})
        assert media(answer) == media_type
        assert triples(answer) == expected, media_type


@clause("description-2-browser")
def browser(client: httpx.Client) -> None:
    """Browsers get a page with a form at the same address."""
    answer = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})

    assert media(answer) == "text/html"
    assert '<textarea id="query" name="query"' in answer.text


@clause("description-2-not-acceptable")
def not_acceptable(client: httpx.Client) -> None:
    """A description in a format that does not exist is 406, not some other format."""
    refused(client.get("/sparql", headers={"Accept": JSON}), 406, "not-acceptable")


@clause("description-3.1-service")
def service(client: httpx.Client) -> None:
    """There is one sd:Service, and its endpoint is the exact address."""
    graph = _described(client)
    (node,) = graph.subjects(RDF.type, _sd("Service"))

    assert list(graph.objects(node, _sd("endpoint"))) == [URIRef(f"{client.base_url}/sparql")]


@clause("description-3.2-language")
def language(client: httpx.Client) -> None:
    """The language is SPARQL 1.1 Query and nothing else."""
    languages = set(_described(client).objects(None, _sd("supportedLanguage")))

    assert languages == {_sd("SPARQL11Query")}


@clause("description-3.2-formats")
def formats(client: httpx.Client) -> None:
    """Each result format that is stated is served, by the name of the W3C's list."""
    stated = {
        str(iri).rpartition("/")[2] for iri in _described(client).objects(None, _sd("resultFormat"))
    }

    assert stated == {
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "N-Quads",
        "TriG",
        "RDF_XML",
        "JSON-LD",
    }


@clause("description-3.2-feature")
def feature(client: httpx.Client) -> None:
    """The feature stated, a default graph that is the union of all, is true."""
    assert set(_described(client).objects(None, _sd("feature"))) == {_sd("UnionDefaultGraph")}
    assert count(get(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == 13


@clause("description-3.2-dataset")
def dataset(client: httpx.Client) -> None:
    """Every named graph is listed with the number of triples that a query counts in it."""
    graph = _described(client)
    stated = {}
    for node in graph.objects(None, _sd("namedGraph")):
        (name,), (inner,) = graph.objects(node, _sd("name")), graph.objects(node, _sd("graph"))
        (triples,) = graph.objects(inner, VOID.triples)
        stated[str(name)] = int(str(triples))
    answer = get(client, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", JSON)
    counted = {
        row["g"]["value"]: int(row["n"]["value"]) for row in answer.json()["results"]["bindings"]
    }

    assert stated == counted


@clause("description-limits")
def limits(client: httpx.Client) -> None:
    """The description states the limits, and the licence that the data states, as Link does."""
    graph = _described(client)

    assert set(graph.objects(None, DCTERMS.license)) == {URIRef("http://example.org/license")}
    (words,) = graph.objects(
        URIRef(f"{client.base_url}/sparql"), URIRef("http://www.w3.org/2000/01/rdf-schema#comment")
    )
    assert "run 10 seconds" in str(words)
    assert client.get("/sparql").headers["link"] == '<http://example.org/license>; rel="license"'


@clause("description-no-blank-nodes")
def no_blank_nodes(client: httpx.Client) -> None:
    """Everything described can be linked to: there is no blank node."""
    assert "_:" not in client.get("/sparql/description.nt").text
    assert client.get("/sparql/description.docx").status_code == 404
