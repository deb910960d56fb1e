"""SPARQL 1.1 Graph Store HTTP Protocol, the read side."""

from __future__ import annotations

import httpx

from .asking import DIRECT, JSON, LINKS, TURTLE, media, refused, triples
from .registry import clause


def _size(response: httpx.Response) -> int:
    return len(triples(response))


@clause("graph-store-4.1-direct")
def direct(client: httpx.Client) -> None:
    """A graph is had at the path of its own IRI."""
    assert _size(client.get("/graph/direct")) == 1
    refused(client.get("/graph/none"), 404, "not-found")


@clause("graph-store-4.2-indirect")
def indirect(client: httpx.Client) -> None:
    """A graph is had by ?graph= with its IRI, encoded."""
    assert _size(client.get("/rdf-graph-store", params={"graph": LINKS})) == 2
    assert _size(client.get("/rdf-graph-store", params={"graph": DIRECT})) == 1


@clause("graph-store-4.2-absolute")
def absolute(client: httpx.Client) -> None:
    """The IRI must be absolute, and there must be exactly one."""
    refused(client.get("/rdf-graph-store?graph=places"), 400, "parameter")
    refused(client.get("/rdf-graph-store"), 400, "parameter")
    refused(client.get("/rdf-graph-store?default&graph=urn:a"), 400, "parameter")


@clause("graph-store-4.2-default")
def default(client: httpx.Client) -> None:
    """?default is the default graph that queries see."""
    assert _size(client.get("/rdf-graph-store?default")) == 13


@clause("graph-store-5.2-get")
def get_graph(client: httpx.Client) -> None:
    """The format follows Accept; what does not exist is 406."""
    url = "/rdf-graph-store?default"

    assert media(client.get(url, headers={"Accept": "application/n-triples"})) == (
        "application/n-triples"
    )
    assert media(client.get(url, headers={"Accept": "text/html,*/*;q=0.1"})) == TURTLE
    refused(client.get(url, headers={"Accept": JSON}), 406, "not-acceptable")


@clause("graph-store-5.2-unknown")
def unknown(client: httpx.Client) -> None:
    """A graph that is not there is 404."""
    refused(client.get("/rdf-graph-store?graph=urn:none"), 404, "not-found")


@clause("graph-store-5.6-head")
def head(client: httpx.Client) -> None:
    """HEAD says what GET would say, without the graph."""
    got, headed = (client.request(method, "/graph/direct") for method in ("GET", "HEAD"))

    assert headed.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert headed.headers[name] == got.headers[name]


@clause("graph-store-5-writes")
def writes(client: httpx.Client) -> None:
    """PUT, POST, DELETE and PATCH are refused with 405 and Allow."""
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        for url in ("/rdf-graph-store?default", "/graph/direct"):
            answer = client.request(method, url, content=b"")
            refused(answer, 405, "method")
            assert "GET" in answer.headers["allow"]
            assert method not in answer.headers["allow"].split(", ")
