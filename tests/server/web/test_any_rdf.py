"""What others publish is served as it is, and no answer is what its syntax cannot hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from running import Server, start_files, stop

from churo.release import building

BASE = "http://any.example/"
DATA = """
@prefix : <http://any.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:house rdfs:label "House"@en-GB ; :address _:a ; :rooms ( "hall" [ :colour "green" ] ) ; :round _:r1 .
:barn :address _:a . _:a :street "Long Lane" .
_:r1 :next _:r2 . _:r2 :next _:r1 ; :says "round and round" .
_:v1 a :Visit . _:v2 a :Visit .
:deep :holds [ :holds [ :of :house ] ] .
:stated :says <<( :house :is _:a )>> .
:number :value 1.50 , 1.5 , "01"^^<http://www.w3.org/2001/XMLSchema#integer> .
:named <http://any.example/1> "no name in XML" .
:control rdfs:label "bell\\u0007" .
:right rdfs:label "\\u05e9\\u05dc\\u05d5\\u05dd"@he--rtl .
[] :visited :lonely ; :note [] . :lonely a [] ; rdfs:label [] .
<http://any.example/Oslo,_Minnesota> :says "a, \\"b\\"" .
"""
GRAPHS = "_:g { <http://any.example/in> <http://any.example/graph> _:g }"


@pytest.fixture(scope="module", params=[building.MEMORY_TRIPLES, 0], ids=["memory", "disk"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server of the data, in memory and on disk."""
    files, most = {"a.ttl": DATA, "g.trig": GRAPHS}, request.param
    place = tmp_path_factory.mktemp("rdf")
    running = start_files(place, files, memory_triples=most, base_iri=BASE)
    yield running
    stop(running)


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client of it that follows redirections."""
    with httpx.Client(base_url=server.url, follow_redirects=True) as session:
        yield session


def ask(client: httpx.Client, query: str, kind: str = "text/csv") -> httpx.Response:
    """The answer to a query."""
    text = f"PREFIX : <{BASE}> {query}"
    return client.get("/sparql", params={"query": text}, headers={"Accept": kind})


def rows(client: httpx.Client, query: str) -> list[list[str]]:
    """The rows of an answer in CSV."""
    return list(csv.reader(io.StringIO(ask(client, query).text)))[1:]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT (COUNT(?v) AS ?n) { ?v a :Visit FILTER(ISBLANK(?v)) }", [["2"]]),
        (
            "SELECT ?who { ?who :address/^:address :barn } ORDER BY ?who",
            [[f"{BASE}barn"], [f"{BASE}house"]],
        ),
        ("SELECT ?s { ?r :next/:next ?r ; :says ?s }", [["round and round"]]),
        (
            "SELECT ?s { ?t :says ?x FILTER(ISTRIPLE(?x)) BIND(OBJECT(?x) AS ?o) ?o :street ?s }",
            [["Long Lane"]],
        ),
        ("SELECT (ISBLANK(?g) AS ?b) { GRAPH ?g { :in :graph ?g } }", [["true"]]),
        (
            "SELECT ?s ?o { ?s :says ?o FILTER(CONTAINS(STR(?s), 'Oslo')) }",
            [[f"{BASE}Oslo,_Minnesota", 'a, "b"']],
        ),
    ],
)
def test_blank_nodes_are_joined_where_they_are_the_same(
    client: httpx.Client, query: str, answer: list[list[str]]
) -> None:
    """And are blank; CSV is quoted by content."""
    assert rows(client, query) == answer


def test_labels_are_those_of_the_dumps(client: httpx.Client) -> None:
    """In answers of every format, in documents and in files."""
    (label,) = rows(client, "SELECT ?a { :house :address ?a }")[0]

    for path in (
        "/dumps/latest/dataset.nq",
        "/dumps/latest/dataset.nt",
        "/doc/house.nt",
        "/doc/barn.nt",
    ):
        assert f"{label} <{BASE}street>" in client.get(path).text
    assert (
        f'"value":"{label[2:]}"'
        in ask(client, "SELECT ?a { :house :address ?a }", "application/sparql-results+json").text
    )


@pytest.mark.parametrize("name", ["house", "barn", "deep"])
def test_a_document_has_the_blank_nodes_of_its_thing(client: httpx.Client, name: str) -> None:
    """All that hang together with it, shared and circular ones, lists and what is inside."""
    said = [quad.triple for quad in parse(client.get(f"/doc/{name}.nq").content, RdfFormat.N_QUADS)]
    blank = {t.object for t in said if isinstance(t.object, BlankNode)}

    assert blank and blank <= {t.subject for t in said}


def test_a_page_shows_them_where_they_stand(client: httpx.Client) -> None:
    """Each once with all it says; where it is met again, a link leads there."""
    page = client.get("/en/doc/house").text
    ids = re.findall(r'id="(_:[^"]+)"', page)

    for text in ("Long Lane", "round and round", "green", "hall"):
        assert page.count(text) == 1
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(_:[^"]+)"', page)) <= set(ids)


def test_what_points_from_a_blank_node_is_told_of_its_thing(client: httpx.Client) -> None:
    """However deep it is nested, as far as people look."""
    assert "Long Lane" in client.get("/en/doc/barn").text
    assert "any.example/deep" in client.get("/en/doc/house").text.partition('id="incoming"')[2]


@pytest.mark.parametrize("path", ["lonely", "en/doc/lonely", "doc/lonely.jsonld", "linkset/lonely"])
def test_a_blank_node_that_is_part_of_nothing_points_too(client: httpx.Client, path: str) -> None:
    """And may stand where a name or a type is expected."""
    answer = client.get(f"/{path}")

    assert answer.status_code == 200
    assert "_:" in answer.text or path.startswith("linkset")


def test_what_was_read_and_what_is_answered_are_both_told(client: httpx.Client) -> None:
    """Files with graphs have literals as they were written, the rest as the endpoint has them."""
    read = client.get("/dumps/latest/dataset.nq").text
    served = client.get("/dumps/latest/dataset.nt").text
    void = client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
    (told,) = rows(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]

    assert '"1.50"' in read and '"01"' in read
    assert '"1.50"' not in served and int(told) == served.count("\n")
    assert f'void#triples> "{told}"' in void
    assert f"the {read.count(chr(10))} quads as they were read" in void


@pytest.mark.parametrize(
    ("query", "kind", "reason"),
    [
        ("CONSTRUCT WHERE { :named ?p ?o }", "application/rdf+xml", f"<{BASE}1>"),
        ("CONSTRUCT WHERE { :control ?p ?o }", "application/rdf+xml", "control character"),
        ("CONSTRUCT WHERE { :stated ?p ?o }", "application/rdf+xml", "triple terms"),
        ("CONSTRUCT WHERE { :stated ?p ?o }", "application/ld+json", "triple terms"),
        ("SELECT * { :control ?p ?o }", "application/sparql-results+xml", "control character"),
    ],
)
def test_what_a_syntax_cannot_hold_is_406(
    client: httpx.Client, query: str, kind: str, reason: str
) -> None:
    """With the reason and the formats that can (RFC 9110 §15.5.7)."""
    answer = ask(client, query, kind)

    assert answer.status_code == 406
    assert reason in answer.json()["detail"]
    assert answer.json()["formats"] and kind not in answer.json()["formats"]
    assert ask(client, query, answer.json()["formats"][0]).status_code == 200


def test_who_takes_another_format_gets_that(client: httpx.Client) -> None:
    """The next best of those that the client accepts."""
    wish = "application/sparql-results+xml, application/rdf+xml, text/csv;q=0.5, text/turtle;q=0.4"

    table = ask(client, "SELECT * { :control ?p ?o }", wish)
    graph = ask(client, "CONSTRUCT WHERE { :stated ?p ?o }", wish)

    assert table.headers["content-type"].startswith("text/csv")
    assert graph.headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize("name", ["named", "control", "stated"])
def test_documents_offer_what_can_hold_them(client: httpx.Client, name: str) -> None:
    """No link leads to a file that cannot be; who would take another format gets it."""
    page = client.get(f"/en/doc/{name}")
    wish = {"Accept": "application/rdf+xml, text/turtle;q=0.5"}

    assert client.get(f"/doc/{name}.rdf").status_code == 406
    assert "application/rdf+xml" not in page.headers["link"]
    assert f"/doc/{name}.rdf" not in page.text
    assert client.get(f"/{name}", headers=wish).headers["content-type"].startswith("text/turtle")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", page.text)


def test_the_graph_store_asks_too(client: httpx.Client) -> None:
    """By the same rule."""
    answer = client.get("/rdf-graph-store?default", headers={"Accept": "application/rdf+xml"})

    assert answer.status_code == 406


def test_a_text_runs_as_it_says(client: httpx.Client) -> None:
    """From right to left where that is stated, else as its letters do."""
    table = ask(client, "SELECT ?o { :right ?p ?o }", "text/html").text

    assert '<h1 lang="he" dir="rtl">' in client.get("/en/doc/right").text
    assert '<span lang="he" dir="rtl"' in table
    assert 'lang="en-gb" dir="auto"' in client.get("/en/doc/house").text


def test_carriage_returns_come_through_xml(client: httpx.Client) -> None:
    """As references, for a reader makes line feeds of bare ones (XML 1.0 §2.11)."""
    answer = ask(client, 'SELECT ("a\\rb" AS ?x) {}', "application/sparql-results+xml")

    assert "a\rb" in [node.text for node in ElementTree.fromstring(answer.content).iter()]


def test_a_feed_is_read_whatever_labels_say(tmp_path: Path) -> None:
    """U+FFFD stands for what XML cannot hold."""
    label = f"<{BASE}x> <http://www.w3.org/2000/01/rdf-schema#label>"
    stop(start_files(tmp_path, {"a.nt": f'{label} "before" .\n'}, base_iri=BASE))
    running = start_files(tmp_path, {"a.nt": f'{label} "bell\\u0007" .\n'}, base_iri=BASE)
    try:
        feed = httpx.get(f"{running.url}/changes", headers={"Accept": "application/atom+xml"})
    finally:
        stop(running)

    assert "bell\ufffd" in "".join(ElementTree.fromstring(feed.content).itertext())
    assert NamedNode(f"{BASE}x").value in feed.text or "bell" in feed.text
