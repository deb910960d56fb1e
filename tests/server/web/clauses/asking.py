"""Ways to ask the server under test, so that each clause says only what is its own."""

from __future__ import annotations

import httpx
import pyoxigraph

ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
PLACES = "http://example.org/graph/places"
LINKS = "http://example.org/graph/links"
DIRECT = "https://w3id.org/churo/graph/direct"

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
PROBLEM = "application/problem+json"


def get(client: httpx.Client, query: str, accept: str | None = None, **more: str) -> httpx.Response:
    """Ask by GET; ``more`` are further parameters, with _ for -."""
    parameters = {"query": query} | {key.replace("_", "-"): value for key, value in more.items()}
    headers = {} if accept is None else {"Accept": accept}
    return client.get("/sparql", params=parameters, headers=headers)


def post(client: httpx.Client, body: str | bytes, content_type: str | None) -> httpx.Response:
    """Ask by POST with a body and its Content-Type."""
    headers = {} if content_type is None else {"Content-Type": content_type}
    content = body if isinstance(body, bytes) else body.encode()
    return client.post("/sparql", content=content, headers=headers)


def count(response: httpx.Response) -> int:
    """The number that a COUNT answered."""
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def media(response: httpx.Response) -> str:
    """The media type without its parameters."""
    return response.headers["content-type"].partition(";")[0]


def refused(response: httpx.Response, status: int, kind: str) -> dict[str, object]:
    """The problem document of a refusal of that status and kind."""
    assert response.status_code == status, response.text
    assert media(response) == PROBLEM
    document = response.json()
    assert document["type"].endswith(f"/problems/{kind}")
    assert isinstance(document, dict)
    return document


def triples(response: httpx.Response) -> set[pyoxigraph.Triple]:
    """The triples of a graph in any syntax, all in the default graph."""
    assert response.status_code == 200, response.text
    format = pyoxigraph.RdfFormat.from_media_type(media(response))
    quads = list(pyoxigraph.parse(response.content, format=format))
    assert all(quad.graph_name == pyoxigraph.DefaultGraph() for quad in quads)
    return {quad.triple for quad in quads}
