"""Every IRI of the real dump resolves, and its document tells what the dump does: no less, no more."""

from __future__ import annotations

import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from threading import local
from urllib.parse import urldefrag, urlsplit

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import Graph
from running import Server, start_on, stop
from tests.ontology.profile import needs_java, violations

BASE = "https://w3id.org/churo/"
GENID = f"{BASE}.well-known/genid/"
SERVICE = f"{BASE}sparql"  # described by itself, not by the graph
DEPRECATED = NamedNode("http://www.w3.org/2002/07/owl#deprecated")
TURTLE, JSONLD, HTML = "text/turtle", "application/ld+json", "text/html"
HOPS = 1


@dataclass(frozen=True, eq=False)
class Answer:
    """What an address answered: names of header fields in lower case, the body as it came."""

    url: str
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body of a page."""
        return self.content.decode()


@dataclass
class Crawl:
    """What the crawl found: for each IRI and format its final response; documents' triples.

    ``quads`` are those of the default graph's parts, ``named_only`` of the graphs beside it.
    """

    quads: list[Quad]
    named_only: list[Quad]
    answers: dict[tuple[str, str], Answer]

    def iris(self) -> list[str]:
        """Every IRI that was crawled and is in use."""
        return sorted({iri for iri, _ in self.answers} - self.withdrawn())

    def sample(self) -> list[str]:
        """Those that were crawled in every format."""
        return sorted({iri for iri, kind in self.answers if kind == HTML} - self.withdrawn())

    def withdrawn(self) -> set[str]:
        """The names that are no longer in use, but for terms, whose vocabulary tells of them."""
        said = {quad.subject.value for quad in self.quads if quad.predicate == DEPRECATED}
        return {iri for iri in said if "#" not in iri}

    def graphs(self) -> dict[str, set[Triple]]:
        """What the addresses of graphs answer with: those under the path that graphs have."""
        found: dict[str, set[Triple]] = defaultdict(set)
        for quad in (*self.quads, *self.named_only):
            if quad.graph_name.value.startswith(f"{BASE}graph/"):
                found[quad.graph_name.value].add(quad.triple)
        return found

    def triples(self, iri: str, media_type: str) -> frozenset[Triple]:
        """The triples of the document that an IRI leads to."""
        return _parsed(self.answers[iri, media_type])


@cache
def _parsed(answer: Answer) -> frozenset[Triple]:
    format = RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0])
    return frozenset(quad.triple for quad in parse(answer.content, format=format))


def _ours(quads: list[Quad]) -> list[str]:
    terms = (t for q in quads for t in (q.subject, q.predicate, q.object, q.graph_name))
    return sorted({t.value for t in terms if isinstance(t, NamedNode) and t.value.startswith(BASE)})


def _is_sampled(iri: str) -> bool:
    """Every graph, and one thing in 16, chosen by name so that it stays the same."""
    return iri.startswith(f"{BASE}graph/") or sha256(iri.encode()).digest()[0] < 16


class Crawler:
    """Follows IRIs on a server as a client with a memory does; each thread has its connection.

    A client that can do more takes as long as the server to read ten thousand answers.
    """

    def __init__(self, server: Server) -> None:
        self._url, self._own = server.url, local()
        self._connections: list[HTTPConnection] = []
        self._kept: dict[tuple[str, str], Answer] = {}

    def __enter__(self) -> Crawler:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in self._connections:
            connection.close()

    def follow(self, iri: str, media_type: str) -> Answer:
        """The answer at the end of the way; fails when that is longer than ``HOPS``."""
        url = f"{self._url}/{urldefrag(iri.removeprefix(BASE)).url}"
        for _ in range(HOPS + 1):
            answer = self._get(url, media_type)
            if not 300 <= answer.status < 400:
                return answer
            assert answer.status == 303, (iri, answer.status)
            url = urldefrag(answer.headers["location"]).url
        raise AssertionError(f"{iri} takes more than {HOPS} hop")

    def _get(self, url: str, media_type: str) -> Answer:
        key = (url, media_type)
        if key not in self._kept:
            self._kept[key] = self._asked(url, media_type)
        return self._kept[key]

    def _asked(self, url: str, media_type: str) -> Answer:
        assert url.startswith(self._url)
        if not hasattr(self._own, "connection"):
            self._own.connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
            self._connections.append(self._own.connection)
        # By default it asks for an answer that is not packed, which is work for nothing here.
        self._own.connection.request("GET", url[len(self._url) :], headers={"Accept": media_type})
        reply = self._own.connection.getresponse()
        headers = {name.lower(): value for name, value in reply.getheaders()}
        return Answer(url, reply.status, headers, reply.read())


@pytest.fixture(scope="module")
def crawl(house_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """The whole of the real release, crawled as Turtle, and a sample of it in every format."""
    link = house_release.with_name("current")
    server = start_on(link, tmp_path_factory.mktemp("crawl") / "log", processes=2)
    quads, named_only = (
        list(parse((house_release / name).read_bytes(), format=RdfFormat.N_QUADS))
        for name in ("dataset.nq", "assertions.nq")
    )
    iris = _ours([*quads, *named_only])
    wanted = [(iri, TURTLE) for iri in iris]
    wanted += [(iri, kind) for iri in iris if _is_sampled(iri) for kind in (JSONLD, HTML)]
    try:
        with Crawler(server) as crawler, ThreadPoolExecutor(4) as clients:
            answers = list(clients.map(lambda row: crawler.follow(*row), wanted))
    finally:
        stop(server)
    return Crawl(quads, named_only, dict(zip(wanted, answers, strict=True)))


def test_every_iri_resolves(crawl: Crawl) -> None:
    """As Turtle, and of the sample as HTML and JSON-LD, as asked, after one hop at most."""
    wanted = set(crawl.iris())
    bad = {
        (iri, kind): (answer.status, answer.headers["content-type"])
        for (iri, kind), answer in crawl.answers.items()
        if iri in wanted
        and (answer.status != 200 or not answer.headers["content-type"].startswith(kind))
    }

    assert bad == {}
    assert len(crawl.iris()) > 1000
    assert len(crawl.sample()) > 200


def test_a_withdrawn_name_is_gone(crawl: Crawl) -> None:
    """With what replaces it, if something does."""
    successors = {
        quad.subject.value: quad.object.value
        for quad in crawl.quads
        if quad.predicate.value == "http://purl.org/dc/terms/isReplacedBy"
    }

    assert crawl.withdrawn()
    for iri in crawl.withdrawn():
        answer = crawl.answers[iri, TURTLE]
        assert answer.status == 410, iri
        assert successors.get(iri, "") in answer.text


def test_nothing_is_served_that_is_not_in_the_dump(crawl: Crawl) -> None:
    """But what a document says of itself: its topic, dataset, licence and release."""
    dump = {quad.triple for quad in crawl.quads}
    for iri in set(crawl.iris()) - {SERVICE} - crawl.graphs().keys():
        address = NamedNode(crawl.answers[iri, TURTLE].url.partition("?")[0])
        spare = crawl.triples(iri, TURTLE) - dump

        assert {triple.subject for triple in spare} <= {_document(address)}, iri
        assert len(spare) <= 4


def _document(address: NamedNode) -> NamedNode:
    """A vocabulary says what it does under the address of its document, too."""
    url = urlsplit(address.value)
    path = url.path if url.path.startswith("/doc/") else f"/doc{url.path}"
    return NamedNode(f"{url.scheme}://{url.netloc}{path}")


def test_all_that_the_dump_says_of_a_thing_is_in_its_document(crawl: Crawl) -> None:
    """Graphs answer with their content, and say in Link where they are described."""
    says: dict[str, set[Triple]] = defaultdict(set)
    for quad in crawl.quads:
        says[quad.subject.value].add(quad.triple)

    for iri in set(crawl.iris()) - {SERVICE} - crawl.graphs().keys():
        assert says[iri] <= crawl.triples(iri, TURTLE), iri


def test_graphs_answer_with_their_content(crawl: Crawl) -> None:
    """The graph of the dump, no triple more or less."""
    for graph, triples in crawl.graphs().items():
        assert crawl.triples(graph, TURTLE) == triples
        assert 'rel="describedby"' in crawl.answers[graph, TURTLE].headers["link"]


def test_turtle_and_json_ld_say_the_same(crawl: Crawl) -> None:
    """Whatever the format, the triples are the same."""
    for iri in crawl.sample():
        assert crawl.triples(iri, TURTLE) == crawl.triples(iri, JSONLD), iri


def test_pages_name_what_they_are_about(crawl: Crawl) -> None:
    """Each page has one first heading, its language, and the IRI of what it tells of."""
    for iri in set(crawl.sample()) - {SERVICE}:
        page = crawl.answers[iri, HTML].text
        assert page.count("<h1") == 1
        assert '<html lang="en">' in page
        named = iri.rsplit("/", 1)[-1] if iri.startswith(GENID) else iri
        assert named in page or re.search(r"/\d+\.\d+\.\d+", iri), iri


def test_a_term_has_its_place_on_the_page_of_its_vocabulary(crawl: Crawl) -> None:
    """The fragment of a term's IRI is an anchor of the page that the IRI leads to."""
    terms = {quad.subject.value for quad in crawl.quads if "#" in quad.subject.value}
    for iri in terms & set(crawl.sample()):
        assert f'id="{iri.partition("#")[2]}"' in crawl.answers[iri, HTML].text


def test_vocabularies_are_owl_2_dl_as_they_are_served(crawl: Crawl, tmp_path: Path) -> None:
    """The declarations of what they use travel with them."""
    needs_java()
    served = {
        name: _as_rdflib(crawl.triples(f"{BASE}{name}", TURTLE))
        for name in ("ontology", "evidence", "code", "graph/ontology")
    }

    found = violations("DL", {n.replace("/", "-"): g for n, g in served.items()}, tmp_path)
    assert found == []


def _as_rdflib(triples: frozenset[Triple]) -> Graph:
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
