"""SPARQL 1.1 Protocol §2, the query side, and RFC 10008, the QUERY method."""

from __future__ import annotations

from urllib.parse import quote

import httpx

from .asking import (
    ALL,
    ASK,
    CONSTRUCT,
    COUNT,
    DIRECT,
    FORM,
    JSON,
    LINKS,
    PLACES,
    QUERY,
    TURTLE,
    count,
    get,
    media,
    post,
    refused,
)
from .registry import clause


@clause("protocol-2.1-one-query")
def one_query(client: httpx.Client) -> None:
    """Exactly one query: none, an empty one and two are refused."""
    refused(client.get("/sparql?format=json"), 400, "no-query")
    refused(client.get("/sparql?query="), 400, "no-query")
    refused(client.get(f"/sparql?query={quote(ASK)}&query={quote(ASK)}"), 400, "several-queries")
    refused(post(client, b"", QUERY), 400, "no-query")
    both = client.post(f"/sparql?query={quote(ASK)}", content=ASK, headers={"Content-Type": QUERY})
    refused(both, 400, "several-queries")


@clause("protocol-2.1.1-get")
def by_get(client: httpx.Client) -> None:
    """The query in the parameter query of a GET."""
    assert count(get(client, COUNT)) == 13


@clause("protocol-2.1.1-percent")
def percent(client: httpx.Client) -> None:
    """Parameters are percent-decoded once: + is a space, %2B a plus, %25 a percent sign."""
    text = 'SELECT ("1+1 %2B 50% 湖" AS ?x) {}'

    answer = client.get(f"/sparql?query={quote(text).replace('%20', '+')}")

    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "1+1 %2B 50% 湖"


@clause("protocol-2.1.2-form")
def by_form(client: httpx.Client) -> None:
    """The query in the parameter query of a posted form, decoded once."""
    answer = post(client, "query=" + quote('SELECT ("50%2B" AS ?x) {}'), FORM)

    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "50%2B"


@clause("protocol-2.1.2-form-type")
def form_type(client: httpx.Client) -> None:
    """A form has the media type of a form; without one, or with another, nothing is guessed."""
    refused(post(client, f"query={quote(ASK)}", None), 415, "media-type")
    refused(post(client, f"query={quote(ASK)}", "text/plain"), 415, "media-type")
    assert post(client, f"query={quote(ASK)}", f"{FORM}; charset=UTF-8").status_code == 200


@clause("protocol-2.1.3-direct")
def direct(client: httpx.Client) -> None:
    """The query itself as the body, the other parameters in the address."""
    answer = client.post(
        "/sparql",
        params={"default-graph-uri": LINKS},
        content=COUNT,
        headers={"Content-Type": QUERY},
    )

    assert count(answer) == 2


@clause("protocol-2.1.3-utf8")
def utf8(client: httpx.Client) -> None:
    """The body is UTF-8: no other charset, no other bytes."""
    assert post(client, 'ASK { ?s ?p "湖"@ja }', QUERY).json()["boolean"] is True
    assert post(client, ASK, f'{QUERY};charset="utf-8"').status_code == 200
    refused(post(client, ASK, f"{QUERY}; charset=iso-8859-1"), 415, "media-type")
    refused(post(client, b'ASK { ?s ?p "\xe6\xb9" }', QUERY), 400, "encoding")
    refused(client.get("/sparql?query=ASK%7B%7D%23%E6%B9"), 400, "encoding")


@clause("protocol-2.1.4-default-graph")
def default_graph(client: httpx.Client) -> None:
    """default-graph-uri makes the default graph, several their merge."""
    assert count(get(client, COUNT, default_graph_uri=LINKS)) == 2
    two = client.get("/sparql", params={"query": COUNT, "default-graph-uri": [LINKS, PLACES]})
    assert count(two) == 9


@clause("protocol-2.1.4-named-graph")
def named_graph(client: httpx.Client) -> None:
    """named-graph-uri makes the named graphs; the default graph is then empty."""
    inside = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"

    assert count(get(client, inside, named_graph_uri=LINKS)) == 2
    assert count(get(client, COUNT, named_graph_uri=LINKS)) == 0
    assert count(get(client, inside, default_graph_uri=LINKS)) == 0


@clause("protocol-2.1.4-over-from")
def over_from(client: httpx.Client) -> None:
    """The dataset of the protocol wins over the one of the query."""
    text = f"SELECT (COUNT(*) AS ?n) FROM <{PLACES}> WHERE {{ ?s ?p ?o }}"

    assert count(get(client, text)) == 7
    assert count(get(client, text, default_graph_uri=LINKS)) == 2


@clause("protocol-2.1.4-unknown-graph")
def unknown_graph(client: httpx.Client) -> None:
    """A graph that does not exist is empty; it is never fetched and never ignored."""
    assert count(get(client, COUNT, default_graph_uri="http://example.org/graph/none")) == 0
    refused(get(client, COUNT, default_graph_uri="not absolute"), 400, "parameter")


@clause("protocol-2.1.4-form-dataset")
def form_dataset(client: httpx.Client) -> None:
    """The dataset parameters of a form count as those of an address."""
    body = f"query={quote(COUNT)}&default-graph-uri={quote(DIRECT)}"

    assert count(post(client, body, FORM)) == 1


@clause("protocol-2.1.5-negotiated")
def negotiated(client: httpx.Client) -> None:
    """The form of the answer follows Accept, without one a sensible default."""
    assert media(get(client, ALL)) == JSON
    assert media(get(client, CONSTRUCT)) == TURTLE
    assert media(get(client, ALL, f"{TURTLE}, {JSON};q=0.5")) == JSON
    assert media(get(client, CONSTRUCT, f"{TURTLE};q=0.5, {JSON}")) == TURTLE


@clause("protocol-2.1.6-success")
def success(client: httpx.Client) -> None:
    """SELECT and ASK answer with results, CONSTRUCT and DESCRIBE with a graph."""
    assert "results" in get(client, ALL, JSON).json()
    assert get(client, ASK, JSON).json()["boolean"] is True
    described = get(client, "DESCRIBE <http://example.org/id/lake>", "application/n-triples")
    assert "<http://example.org/id/lake>" in described.text


@clause("protocol-2.1.7-malformed")
def malformed(client: httpx.Client) -> None:
    """What is not SPARQL is refused with 400 and with words that help."""
    document = refused(get(client, "SELECT ?s WHERE { ?s ?p }"), 400, "syntax")

    assert document["line"] == 1
    assert document["detail"]


@clause("protocol-2.2-update")
def update(client: httpx.Client) -> None:
    """Updates are refused in every form in which they may come."""
    insert = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"

    refused(post(client, f"update={quote(insert)}", FORM), 400, "update")
    refused(client.get(f"/sparql?update={quote(insert)}"), 400, "update")
    refused(post(client, insert, "application/sparql-update"), 415, "media-type")
    assert get(client, insert).status_code == 400


@clause("protocol-2.2.3-using")
def using(client: httpx.Client) -> None:
    """The dataset parameters of updates are not ignored in a query but refused."""
    refused(get(client, COUNT, using_graph_uri=LINKS), 400, "update")


@clause("protocol-4-base")
def base(client: httpx.Client) -> None:
    """A relative IRI in a query is resolved against the endpoint's address."""
    answer = get(client, "SELECT (<x> AS ?x) {}").json()

    assert answer["results"]["bindings"][0]["x"]["value"] == f"{client.base_url}/x"


@clause("protocol-4-service")
def service(client: httpx.Client) -> None:
    """SERVICE would let strangers ask from our address: it is refused."""
    text = "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"

    refused(get(client, text), 403, "service")


@clause("query-method-content-type")
def query_method(client: httpx.Client) -> None:
    """QUERY has the query as its body, of a media type that must be said."""

    def ask(content_type: str | None) -> httpx.Response:
        headers = {"Content-Type": content_type} if content_type else {}
        return client.request("QUERY", "/sparql", content=COUNT, headers=headers)

    assert count(ask(QUERY)) == 13
    refused(ask(None), 415, "media-type")
    refused(ask("application/json"), 415, "media-type")


@clause("query-method-accept-query")
def accept_query(client: httpx.Client) -> None:
    """Accept-Query lists what QUERY takes, in the refusal of anything else too."""
    refusal = client.request("QUERY", "/sparql", content=b"x", headers={"Content-Type": "a/b"})

    for answer in (client.get("/sparql"), refusal):
        assert QUERY in answer.headers["accept-query"].split(", ")


@clause("query-method-conditional")
def query_conditional(client: httpx.Client) -> None:
    """QUERY is safe: its answers have an ETag, and If-None-Match makes 304 of them."""

    def ask(**headers: str) -> httpx.Response:
        return client.request(
            "QUERY", "/sparql", content=COUNT, headers={"Content-Type": QUERY, **headers}
        )

    first = ask()

    assert ask(**{"If-None-Match": first.headers["etag"]}).status_code == 304


@clause("query-method-parameters")
def query_parameters(client: httpx.Client) -> None:
    """The parameters in the address of a QUERY count."""
    answer = client.request(
        "QUERY",
        "/sparql",
        params={"default-graph-uri": LINKS, "format": "csv"},
        content=COUNT,
        headers={"Content-Type": QUERY},
    )

    assert answer.text.split() == ["n", "2"]
