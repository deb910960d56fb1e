"""Addresses of things and documents: hops, formats, languages, links, refusals, pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import httpx
import pytest
from clauses.asking import refused, triples
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, parse
from running import MANY, Server, make_release, start_on, stop

BASE = "https://w3id.org/churo/"
LAKE = f"{BASE}id/lake"


@pytest.fixture(scope="module")
def server(things: Server) -> Server:
    """The server of things.trig."""
    return things


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client that follows nothing and sends no fields of its own."""
    with httpx.Client(base_url=server.url, timeout=30) as session:
        session.headers.clear()
        yield session


def get(client: httpx.Client, path: str, **headers: str) -> httpx.Response:
    """GET with header fields, _ for -."""
    return client.get(path, headers={name.replace("_", "-"): v for name, v in headers.items()})


def links(response: httpx.Response) -> dict[str, list[str]]:
    """The targets of a Link field by relation."""
    found: dict[str, list[str]] = {}
    for target, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', response.headers["link"]):
        found.setdefault(relation, []).append(target)
    return found


SPELLINGS = {
    "/id/lake": "/doc/id/lake",
    "/id/lake/": "/doc/id/lake",
    "//id//lake": "/doc/id/lake",
    "/id/%6C%61ke": "/doc/id/lake",
    "/id/lake.ttl": "/doc/id/lake.ttl",
    "/id/lake.html": "/doc/id/lake.html",
    "/id/lake.json": "/doc/id/lake.jsonld",
    "/words%23Lake": "/doc/words%23Lake",
    "/id/湖": "/doc/id/%E6%B9%96",
    "/id/%E6%B9%96": "/doc/id/%E6%B9%96",
    "/id/café": "/doc/id/caf%C3%A9",
    "/id/cafe\u0301": "/doc/id/caf%C3%A9",
    "/id/v1.5": "/doc/id/v1.5",
    "/id/v1.5.nt": "/doc/id/v1.5.nt",
    "/id/notes.ttl": "/doc/id/notes.ttl",
    "/id/notes.ttl.ttl": "/doc/id/notes.ttl.ttl",
    "/folder": "/doc/folder/",
    "/folder/": "/doc/folder/",
    "/xx/doc/y": "/doc/xx/doc/y",
    "/words/1.0.0": "/words",
    "/graph/points.html": "/doc/graph/points.html",
}


@pytest.mark.parametrize("path", ["/doc/id/lake", "/words", "/sparql?query=ASK%7B%7D", "/nowhere"])
def test_a_page_is_html_whoever_asks_for_it(client: httpx.Client, path: str) -> None:
    """No parser of XML could read it; and it has the policy of pages."""
    reply = get(client, path, accept="application/xhtml+xml")

    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert "content-security-policy" in reply.headers


@pytest.mark.parametrize(("path", "target"), SPELLINGS.items(), ids=SPELLINGS)
def test_a_thing_leads_to_its_document_in_one_hop(
    client: httpx.Client, server: Server, path: str, target: str
) -> None:
    """303 (RFC 9110 §15.4.4), whatever the spelling; what it leads to is there."""
    answer = client.get(f"{server.url}{path}")

    assert (answer.status_code, answer.headers["location"]) == (303, server.url + target)
    assert client.get(target).status_code == 200


MOVED = {
    "/doc/id/lake/": "/doc/id/lake",
    "/en/doc/id/lake/": "/en/doc/id/lake",
    "/en/doc/id/lake.ttl": "/doc/id/lake.ttl",
    "/ja/doc/id/lake.html": "/ja/doc/id/lake",
    "/doc//id/lake?page=2": "/doc/id/lake?page=2",
    "/doc/id/lake.turtle": "/doc/id/lake.ttl",
    "/doc/id/lake.TTL": "/doc/id/lake.ttl",
    "/ja/id/lake": "/ja/doc/id/lake",
    "/ru/words/": "/ru/doc/words",
    "/words/": "/words",
    "/sparql/": "/sparql",
    "/problems/": "/problems",
    "/problems//gone": "/problems/gone",
    "/graph/points/": "/graph/points",
    "/linkset/id/lake/": "/linkset/id/lake",
}


@pytest.mark.parametrize(("path", "target"), MOVED.items(), ids=MOVED)
def test_a_document_has_one_address(
    client: httpx.Client, server: Server, path: str, target: str
) -> None:
    """308 to the canonical spelling, with the query string."""
    answer = client.get(f"{server.url}{path}")

    assert (answer.status_code, answer.headers["location"]) == (308, server.url + target)


def test_behind_a_proxy_the_way_leads_to_the_public_address(
    own_server: Callable[..., Server],
) -> None:
    """Whatever scheme and host the server itself is asked under."""
    server = own_server(public_url="https://data.example.org/")

    thing = httpx.get(f"{server.url}/id/x/")
    document = httpx.get(f"{server.url}/doc/id/x.ttl")

    assert thing.headers["location"] == "https://data.example.org/doc/id/x"
    assert document.headers["content-location"] == "https://data.example.org/doc/id/x.ttl"


FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


@pytest.mark.parametrize(("suffix", "kind"), FORMATS.items(), ids=FORMATS)
def test_suffix_and_accept_choose_the_same(
    client: httpx.Client, server: Server, suffix: str, kind: str
) -> None:
    """Same bytes and ETag from both; Content-Location names the one with the suffix."""
    by_accept = get(client, "/doc/id/lake", Accept=kind)
    by_suffix = get(client, f"/doc/id/lake.{suffix}")

    assert by_accept.content == by_suffix.content
    assert by_accept.headers["etag"] == by_suffix.headers["etag"]
    assert by_accept.headers["content-type"].startswith(kind)
    assert by_accept.headers["content-location"] == f"{server.url}/doc/id/lake.{suffix}"
    assert {"Accept", "Accept-Language"} <= set(by_accept.headers["vary"].split(", "))
    found = list(parse(by_suffix.content, format=RdfFormat.from_media_type(kind)))
    named = {quad.graph_name.value for quad in found if isinstance(quad.graph_name, NamedNode)}
    merged = {quad.triple for quad in found if isinstance(quad.graph_name, DefaultGraph)}
    assert merged == triples(get(client, "/doc/id/lake.ttl"))
    stated = {f"{BASE}assertion/depth", f"{BASE}assertion/wide"}
    assert named == (stated if suffix in ("nq", "trig") else set())


def test_a_document_holds_what_is_nested_what_points_there_and_what_is_behind(
    client: httpx.Client,
) -> None:
    """Own triples, the nodes within, names, a page of pointers, assertion, verdict and source."""
    found = triples(get(client, "/doc/id/lake.nt"))
    said = {(str(t.subject).rsplit("/", 1)[-1], t.predicate.value, t.object) for t in found}
    texts = {t.object.value for t in found if isinstance(t.object, Literal)}
    near = [t for t in found if t.predicate.value == f"{BASE}words#near"]

    assert {"north", "It was measured.", "Surveyors", "depth", "深さ", "held", "passage 1"} <= texts
    assert (
        "lake>",
        "http://www.w3.org/2002/07/owl#sameAs",
        NamedNode("http://www.wikidata.org/entity/Q1"),
    ) in said
    assert {"stone-1", "stone-2"} <= {str(t.object).rstrip(">").rsplit("/")[-1] for t in found}
    assert 90 < len(near) <= 100


def test_what_points_there_is_paged_with_counts(client: httpx.Client, server: Server) -> None:
    """Every pointer is on just one page; next and prev lead through all."""
    path, seen, number = "/doc/id/lake.ttl", [], 0
    while path:
        answer = client.get(path)
        number += 1
        seen += [t.subject for t in triples(answer) if t.predicate.value == f"{BASE}words#near"]
        path = links(answer).get("next", [""])[0]
    page = get(client, "/en/doc/id/lake?page=2").text
    second = get(client, "/doc/id/lake.ttl?page=2&more=1")

    assert second.headers["content-location"] == f"{server.url}/doc/id/lake.ttl?page=2"
    assert (number, len(seen), len(set(seen))) == (3, MANY, MANY)
    assert re.search(r"near</a>: 250", page)
    assert f'<a rel="next" href="{server.url}/en/doc/id/lake?page=3#incoming">' in page


@pytest.fixture(scope="module")
def pointed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a release in which as many things point at one as a page holds, and one more at another."""
    place = tmp_path_factory.mktemp("pointed")
    lines = [
        f"<{BASE}id/n{n:03}> <{BASE}words#{'far' if n % 2 else 'near'}> <{BASE}id/{name}> <{BASE}graph/a> ."
        for name, number in (("sea", 100), ("ocean", 101))
        for n in reversed(range(number))
    ]
    release = make_release(place / "releases", lines)
    link = release.with_name("current")
    link.symlink_to(release.name)
    running = start_on(link, place / "log")
    with httpx.Client(base_url=running.url, timeout=30) as session:
        yield session
    stop(running)


@pytest.mark.parametrize(("name", "near", "pages"), [("sea", 50, 1), ("ocean", 51, 2)])
def test_a_page_that_holds_all_is_as_the_first_of_several(
    pointed: httpx.Client, name: str, near: int, pages: int
) -> None:
    """It counts by property, and is in order of property and thing."""
    page = get(pointed, f"/en/doc/id/{name}?mode=technical")
    counts = re.findall(r"#(\w+)\"[^>]*>[^<]*</a>: (\d+)</li>", page.text)
    rows = re.findall(r"#(\w+)\"[^>]*>[^<]*</a></th><td><a href=\"[^\"]*/(n\d+)\"", page.text)

    assert counts == [("far", "50"), ("near", str(near))]
    assert len(rows) == 100 and rows == sorted(rows)
    assert ("next" in links(page)) is (pages > 1)
    assert get(pointed, f"/doc/id/{name}.ttl?page={pages + 1}").status_code == 404


def test_a_nested_node_leads_into_the_document_of_its_thing(
    client: httpx.Client, server: Server
) -> None:
    """Its IRI answers 303 to a fragment, which the page has."""
    ends = [
        t.object.value
        for t in triples(get(client, "/doc/id/lake.nt"))
        if t.predicate.value == f"{BASE}words#shores"
    ]
    path = ends[0].removeprefix(BASE.rstrip("/"))
    answer = client.get(path)
    fragment = path.rsplit("/", 1)[-1]

    assert answer.headers["location"] == f"{server.url}/doc/id/lake?mode=technical#{fragment}"
    assert f'id="{fragment}"' in get(client, "/en/doc/id/lake").text
    assert client.get(f"/doc{path}").headers["location"].startswith(f"{server.url}/doc/id/lake")


def test_a_vocabulary_answers_itself_for_all_its_terms(client: httpx.Client) -> None:
    """200 at the address that terms have without their fragments; each term has its anchor."""
    data = get(client, "/words", Accept="text/turtle")
    page = get(client, "/words", Accept="text/html")

    subjects = {t.subject.value for t in triples(data)}
    assert {f"{BASE}words", f"{BASE}words#Lake", f"{BASE}words#depth"} <= subjects
    assert all(f'id="{name}"' in page.text for name in ("Lake", "depth"))
    assert f"{BASE}words#Lake" in get(client, "/en/doc/words%23Lake").text


def test_a_graph_is_content_to_programs_and_a_page_to_people(
    client: httpx.Client, server: Server
) -> None:
    """The graph store's answer stays (SPARQL 1.1 Graph Store Protocol §4.1)."""
    content = get(client, "/graph/points", Accept="text/turtle")
    page = get(client, "/graph/points", Accept="text/html")

    assert len(triples(content)) == MANY
    assert links(content)["describedby"] == [f"{server.url}/doc/graph/points"]
    assert page.headers["location"] == f"{server.url}/doc/graph/points"
    assert triples(client.get("/graph/points.nt")) == triples(content)


REFUSED = {
    "/id/lkae": (404, "not-found"),
    "/nowhere": (404, "not-found"),
    "/doc/nowhere": (404, "not-found"),
    "/linkset/nowhere": (404, "not-found"),
    "/id/lake.xyz": (404, "no-format"),
    "/doc/id/lake.exe": (404, "no-format"),
    "/fr/doc/id/lake": (404, "no-language"),
    "/id/%E4%B8": (400, "iri"),
    "/id/%00": (400, "iri"),
    "/id/" + "a" * 3000: (400, "iri"),
    "/doc/id/lake?page=0": (400, "parameter"),
    "/doc/id/lake?page=-1": (400, "parameter"),
    "/doc/id/lake?page=two": (400, "parameter"),
    "/doc/id/lake?page=1&page=2": (400, "parameter"),
    "/doc/id/lake?page=99999999999999999999": (400, "parameter"),
    "/doc/id/lake?page=٣": (400, "parameter"),
    "/doc/id/lake?page=4": (404, "not-found"),
    "/id/old": (410, "gone"),
    "/doc/id/old": (410, "gone"),
    "/doc/id/old.ttl": (410, "gone"),
    "/id/dropped": (410, "gone"),
    "/id/a%3Cb%3E": (404, "not-found"),
    "/id/x'%20OR%20'1": (404, "not-found"),
    "/id/x%3E%20%7D%20UNION%20%7B": (404, "not-found"),
}


@pytest.mark.parametrize(("path", "kind"), REFUSED.items(), ids=lambda p: str(p)[:40])
def test_what_cannot_be_answered_is_a_clear_problem(
    client: httpx.Client, path: str, kind: tuple[int, str]
) -> None:
    """A 4xx problem document that says what and where (RFC 9457), with CORS."""
    answer = client.get(path)

    refused(answer, *kind)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_an_unknown_name_gets_suggestions(client: httpx.Client, server: Server) -> None:
    """The nearest names that exist, for programs and on the page."""
    document = client.get("/id/lkae").json()
    page = get(client, "/id/lkae", Accept="text/html")

    assert document["suggestions"][0] == {"iri": LAKE, "address": f"{server.url}/id/lake"}
    assert page.status_code == 404
    assert f'<a href="{server.url}/id/lake">{LAKE}</a>' in page.text


@pytest.mark.parametrize(
    ("name", "meant"),
    [("shanghai-cooperation-organisation", "sco"), ("Сила-Сибири", "power-of-siberia")],
)
def test_a_name_that_is_a_label_gets_what_is_called_so_first(
    house_client: httpx.Client, name: str, meant: str
) -> None:
    """Before names that are only alike."""
    document = house_client.get(f"/id/{name}").json()

    assert document["suggestions"][0]["iri"].endswith(f"/id/{meant}")


def test_a_withdrawn_iri_names_what_replaces_it(client: httpx.Client, server: Server) -> None:
    """410 with the replacement, in the document, in Link and on the page."""
    answer = client.get("/id/old")
    page = get(client, "/id/old", Accept="text/html")

    assert answer.json()["replacement"] == {"iri": LAKE, "address": f"{server.url}/id/lake"}
    assert links(answer)["successor-version"] == [f"{server.url}/id/lake"]
    assert f'<a href="{server.url}/id/lake">' in page.text
    assert "replacement" not in client.get("/id/dropped").json()


def test_what_is_not_offered_is_406_with_what_is(client: httpx.Client) -> None:
    """The problem lists the formats (RFC 9110 §15.5.7)."""
    document = refused(get(client, "/doc/id/lake", Accept="image/png"), 406, "not-acceptable")

    assert {"text/turtle", "text/html"} <= set(document["formats"])  # type: ignore[call-overload]


@pytest.mark.parametrize("path", ["/doc/id/lake.ttl", "/en/doc/id/lake", "/words", "/id/lake"])
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    """Same status and fields (RFC 9110 §9.3.2)."""
    got, head = client.get(path), client.head(path)

    kept = ("content-type", "content-length", "etag", "link", "vary", "location")
    assert head.status_code == got.status_code
    assert [head.headers.get(name) for name in kept] == [got.headers.get(name) for name in kept]
    assert head.content == b""


@pytest.mark.parametrize(
    ("path", "had", "wanted"),
    [
        ("/doc/id/lake", "application/json", "application/ld+json"),
        ("/.well-known/void", "application/xml", "application/rdf+xml"),
        ("/rdf-graph-store?default", "text/plain", "application/n-triples"),
    ],
)
def test_the_same_bytes_as_another_type_are_not_had(
    client: httpx.Client, path: str, had: str, wanted: str
) -> None:
    """A tag is of one media type: whoever has the bytes as another gets them as the one wanted."""
    tag = get(client, path, accept=had).headers["etag"]

    assert get(client, path, accept=had, if_none_match=tag).status_code == 304
    other = get(client, path, accept=wanted, if_none_match=tag)
    assert (other.status_code, other.headers["content-type"]) == (200, wanted)


def test_a_client_with_the_document_gets_304(client: httpx.Client) -> None:
    """If-None-Match with the ETag of that representation, no other."""
    first = get(client, "/doc/id/lake", Accept="text/turtle")
    tag = first.headers["etag"]

    assert get(client, "/doc/id/lake", Accept="text/turtle", If_None_Match=tag).status_code == 304
    assert get(client, "/doc/id/lake", Accept="text/html", If_None_Match=tag).status_code == 200


@pytest.mark.parametrize(
    ("field", "language"), [("ja", "ja"), ("fr, ru;q=0.5", "ru"), ("fr", "en")]
)
def test_a_page_speaks_the_readers_language(
    client: httpx.Client, server: Server, field: str, language: str
) -> None:
    """By Accept-Language, told in Content-Language and in the markup; under .html, too."""
    for path in ("/doc/id/lake", "/doc/id/lake.html"):
        answer = get(client, path, Accept="text/html", Accept_Language=field)
        unsaid = get(client, "/doc/id/lake.html", Accept_Language=field)

        assert answer.headers["content-language"] == language
        assert f'<html lang="{language}">' in answer.text
        assert answer.headers["content-location"] == f"{server.url}/{language}/doc/id/lake"
        assert unsaid.headers["content-language"] == language


def test_names_are_chosen_by_language_with_fallback(client: httpx.Client) -> None:
    """The reader's language, else English, each name marked with its own language."""
    japanese, chinese = get(client, "/ja/doc/id/lake").text, get(client, "/zh/doc/id/lake").text

    assert '<h1 lang="ja" dir="auto">湖</h1>' in japanese
    assert (
        '<h1 lang="en" dir="auto">Lake &lt;Deep&gt; &amp; &#34;Wide&#34; <span class="tag"'
        in chinese
    )
    assert 'lang="ja" dir="auto">深さ</a>' in japanese


def test_each_value_leads_to_its_assertion_place_verdict_and_sources(client: httpx.Client) -> None:
    """From the row to the assertion, and from there to passage, verdict, reason and sources."""
    page = get(client, "/en/doc/id/lake").text
    row = re.search(r"<span>12\.5</span>.*?</tr>", page, re.DOTALL)
    ground = re.search(
        r'<section class="ground" id="assertion-depth".*?</section>', page, re.DOTALL
    )

    assert row and 'href="#assertion-depth"' in row[0] and "held" in row[0]
    assert ground
    for words in (
        "The lake is 12.5 deep.",
        "passage 1",
        "3–14",
        "held",
        "It was measured.",
        "Survey of lakes",
        "https://example.org/survey",
        "A tale",
    ):
        assert words in ground[0], words


def test_what_is_said_but_not_held_is_shown_apart(client: httpx.Client) -> None:
    """A statement without its triple in the data does not look like a fact."""
    page = get(client, "/en/doc/id/lake").text
    statements, _, rest = page.partition('id="unheld"')

    assert ">99<" not in statements
    assert "not assessed" in rest and ">99<" in rest


class Outline(HTMLParser):
    """Collects headings, languages and whether elements are closed in order."""

    VOID = {"meta", "link", "br", "input", "img", "hr"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.script = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            assert dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the data block."""
        if self.open and self.open[-1] == "script":
            self.script += data


PAGES = ("/en/doc/id/lake", "/ru/doc/words", "/ja/doc/assessment/depth", "/zh/doc/graph/points")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_in_order(client: httpx.Client, path: str) -> None:
    """Elements nest, headings descend by one, no id is twice, links lead somewhere."""
    page = Outline(get(client, path).text)

    assert page.open == []
    assert page.headings[0] == 1 and page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PAGES)
def test_pages_run_no_script(client: httpx.Client, path: str) -> None:
    """The policy allows none; the only script element is a block of JSON-LD."""
    answer = get(client, path)

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert re.findall(r"<script[^>]*>", answer.text) == ['<script type="application/ld+json">']


def test_a_thing_is_marked_up_for_search_engines(client: httpx.Client) -> None:
    """schema.org JSON-LD by the alignment of its type; no text can end the block."""
    text = get(client, "/en/doc/id/lake").text
    document = json.loads(Outline(text).script)

    assert document["@context"] == "https://schema.org"
    assert (document["@id"], document["@type"]) == (LAKE, "BodyOfWater")
    assert {"@value": 'Lake <Deep> & "Wide"', "@language": "en"} in document["name"]
    assert document["sameAs"] == "http://www.wikidata.org/entity/Q1"
    assert document["subjectOf"]["@id"] == f"{BASE}dataset/test"


def test_an_assessment_is_a_claim_review(client: httpx.Client) -> None:
    """Claim, verdict, reviewer, date and citations."""
    document = json.loads(Outline(get(client, "/en/doc/assessment/depth").text).script)

    assert document["@type"] == "ClaimReview"
    assert document["url"] == str(client.base_url.join("/en/doc/assessment/depth"))
    assert document["claimReviewed"] == "The lake is 12.5 deep."
    assert document["itemReviewed"]["@id"] == f"{BASE}assertion/depth"
    assert document["reviewRating"]["alternateName"] == "held"
    assert document["datePublished"] == "2026-11-01"
    assert {row["@id"] for row in document["citation"]} == {
        f"{BASE}citation/survey",
        f"{BASE}citation/tale",
    }


def test_links_are_those_of_fair_signposting(client: httpx.Client, server: Server) -> None:
    """Level 1 on the page, level 2 as a linkset that says the same."""
    page = links(get(client, "/en/doc/id/lake"))
    data = links(get(client, "/doc/id/lake.ttl"))
    answer = client.get("/linkset/id/lake")
    sets = {row["anchor"]: row for row in answer.json()["linkset"]}

    assert links(get(client, "/doc/id/湖"))["cite-as"] == [f"{BASE}id/%E6%B9%96"]
    assert page["cite-as"] == data["cite-as"] == [LAKE]
    assert page["type"] == ["https://schema.org/AboutPage", f"{BASE}words#Lake"]
    assert page["license"] == data["license"] == ["https://example.org/licence"]
    assert page["author"] == [f"{server.url}/agent/us"]
    assert page["collection"] == [f"{server.url}/dataset/test"]
    assert page["canonical"] == [f"{server.url}/en/doc/id/lake"]
    assert f"{server.url}/doc/id/lake.ttl" in page["describedby"]
    assert data["describes"] == [LAKE]
    assert answer.headers["content-type"] == "application/linkset+json"
    for address, expected in (("/en/doc/id/lake", page), ("/doc/id/lake.ttl", data)):
        told = {
            relation: [link["href"] for link in targets]
            for relation, targets in sets[server.url + address].items()
            if relation != "anchor"
        }
        assert told == expected
