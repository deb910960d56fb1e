"""The pages for readers on the wire: languages, bad input, other data, and what they weigh."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import httpx
import pytest
from running import Server

from churo.site import messages

LANGUAGES = ("en", "ja", "zh", "ru")
PATHS = (
    *("/", "/claims", "/claims/friendship-2025/28", "/errors", "/search", "/search?q=xi"),
    *("/dumps/", "/changes", "/problems", "/problems/gone", "/notices", "/notices/languages"),
    "/reconcile/about",
)
HTML = {"accept": "text/html"}
ATOM = "{http://www.w3.org/2005/Atom}"
LIGHTEST = 30_000  # bytes on the wire


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_there_in_a_language(
    house_client: httpx.Client, path: str, language: str
) -> None:
    """It says so, and names itself and the others."""
    reply = house_client.get(f"/{language}{path}", headers=HTML)

    assert reply.status_code == 200
    assert reply.headers["content-language"] == language
    assert f'<html lang="{language}">' in reply.text
    alternates = re.findall(r'rel="alternate" hreflang="([\w-]+)"', reply.text)
    assert sorted(alternates) == sorted([*LANGUAGES, "x-default"])


@pytest.mark.parametrize("path", PATHS)
def test_the_reader_s_language_is_chosen(house_client: httpx.Client, path: str) -> None:
    """Where the address has none; caches are told so."""
    reply = house_client.get(path, headers={**HTML, "accept-language": "ru;q=0.9, de"})

    assert reply.headers["content-language"] == "ru"
    assert "accept-language" in reply.headers["vary"].lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_told_in_the_reader_s_language(
    house_client: httpx.Client, language: str
) -> None:
    """That of the address, else the accepted one; the page leads to itself in the others."""
    told = messages.problems(language)["not-found"]
    spoken = house_client.get(f"/{language}/nowhere", headers={**HTML, "accept-language": "en"})
    accepted = house_client.get("/nowhere", headers={**HTML, "accept-language": language})

    for reply in (spoken, accepted):
        assert reply.status_code == 404
        assert reply.headers["content-language"] == language
        assert f'<html lang="{language}">' in reply.text
        assert f"<h1>{told.title}</h1>" in reply.text and told.advice in reply.text
        for other in set(LANGUAGES) - {language}:
            assert f'href="/{other}/nowhere"' in reply.text


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("path", ["/nowhere", "/sparql?query=SELECT"])
def test_a_detail_in_english_is_marked(
    house_client: httpx.Client, language: str, path: str
) -> None:
    """It comes after what the page says in its own language, and is read aloud as English."""
    page = house_client.get(f"/{language}{path}", headers=HTML).text
    kind = "not-found" if path == "/nowhere" else "syntax"
    told = messages.problems(language)[kind]

    shown = page.partition("<main")[2]
    detail = shown.index('lang="en">')
    assert shown.index(told.title) < detail
    if kind == "not-found":
        assert (
            shown.index(messages.problem_detail(kind, language).format(path=f"/{language}/nowhere"))
            < detail
        )


def test_a_problem_document_is_in_english(house_client: httpx.Client) -> None:
    """Whatever language is accepted, and says so: programs know it by its type (RFC 9457 §3.1.1)."""
    reply = house_client.get("/ru/nowhere", headers={"accept-language": "ru"})

    assert reply.headers["content-language"] == "en"
    assert reply.json()["title"] == messages.problems("en")["not-found"].title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/claims", "/doc/id/xi-jinping", "/doc/id/russia"])
def test_pages_are_light(house_client: httpx.Client, path: str, language: str) -> None:
    """As many bytes as a slow line takes in a fraction of a second, in each language.

    Browsers take Brotli; of gzip Russian needs more, whose letters are two bytes each.
    """
    for coding in ("br", "gzip")[: 1 if language == "ru" else 2]:
        headers = {**HTML, "accept-encoding": coding}
        with house_client.stream("GET", f"/{language}{path}", headers=headers) as reply:
            assert reply.headers["content-encoding"] == coding
            assert len(b"".join(reply.iter_raw())) <= LIGHTEST


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/claims/none", 404, "There is no document"),
        ("/claims/friendship-2025/9999", 404, "has no sentence 9999"),
        ("/claims/friendship-2025/0", 404, "has no sentence 0"),
        ("/claims/record/1", 404, "has no sentence 1"),
        ("/claims?state=wrong", 400, "Choose from the list"),
        ("/claims?section=99", 400, "Choose from the list"),
        ("/claims?state=refuted&state=partly", 400, "given twice"),
        ("/claims/record?page=0", 400, "whole number"),
        ("/claims/record?page=99999", 400, "whole number"),
        ("/search?q=" + "x" * 201, 400, "at most 200 characters"),
        ("/search?q=x&kind=none", 400, "Choose from the list"),
        ("/positions?issue=none", 400, "Choose from the list"),
        ("/questions/positions-of-russia?actor=none", 400, "Choose from the list"),
        ("/doc/id/russia?mode=none", 400, "technical"),
        ("/en/doc/id/russia?page=0", 400, "number from 1"),
    ],
)
def test_bad_input_is_told(house_client: httpx.Client, path: str, status: int, told: str) -> None:
    """By a page with the right status that says what to do."""
    reply = house_client.get(path, headers=HTML)

    assert reply.status_code == status
    assert told in reply.text
    assert "<h1" in reply.text


@pytest.mark.parametrize(
    "text", ["zzzzqqqq", "%3Cscript%3E", "%F0%A0%AE%B7", "%22%27%26", "%00", "   "]
)
def test_a_search_for_nothing_offers_the_next_step(house_client: httpx.Client, text: str) -> None:
    """And shows what was asked as text alone."""
    reply = house_client.get(f"/en/search?q={text}", headers=HTML)

    assert reply.status_code == 200
    assert "<script>" not in reply.text
    assert 'type="search"' in reply.text


def test_an_unknown_name_is_searched_for(house_client: httpx.Client) -> None:
    """The page about it has the name in the search box, and what is called like it."""
    reply = house_client.get("/id/putin", headers=HTML)

    assert reply.status_code == 404
    assert 'value="putin"' in reply.text
    assert ">Vladimir Putin</a>" in reply.text


def test_every_statement_of_the_record_shows_its_source(house_client: httpx.Client) -> None:
    """On its card, which never says that nobody has looked."""
    text = house_client.get("/en/claims/record", headers=HTML).text
    cards = text.split('<article class="card')[1:]

    assert len(cards) == 50
    assert all('<ul class="sources">' in card for card in cards)
    assert "not assessed" not in text


def test_a_source_tells_the_language_of_its_title(house_client: httpx.Client) -> None:
    """To whoever listens to the page: where it is another than the page's, which holds without a word."""
    found = {}
    for language in ("en", "ja"):
        text = house_client.get(f"/{language}/claims/friendship-2025/28", headers=HTML).text
        titles = re.findall(r'<a href="([^"]*/doc/citation/[^"]*)"(?: lang="(\w+)")?>', text)
        found[language] = {href.rpartition("/")[2]: told or language for href, told in titles}

    assert found["en"] == found["ja"]
    assert "en" in found["ja"].values() and "ja" not in found["ja"].values()


def test_a_source_whose_title_was_not_read_is_called_by_its_first_words(
    house_client: httpx.Client,
) -> None:
    """On its page, in the search and for search engines."""
    text = (
        "SELECT ?c ?words { ?c <http://purl.org/dc/terms/alternative> ?words } ORDER BY ?c LIMIT 1"
    )
    asked = {"query": text, "format": "json"}
    (row,) = house_client.get("/sparql", params=asked).json()["results"]["bindings"]
    name, words = row["c"]["value"].rpartition("/")[2], row["words"]["value"]
    page = house_client.get(f"/en/doc/citation/{name}", headers=HTML).text
    found = house_client.get("/en/search", params={"q": words}, headers=HTML).text
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    document = json.loads(told)

    assert words.endswith(" …")
    assert words in html.unescape(re.sub("<[^>]+>", "", page.split("</h1>")[0]))
    assert f"/en/doc/citation/{name}" in found
    assert words in json.dumps(document, ensure_ascii=False)


def test_an_assessment_has_a_name(house_client: httpx.Client) -> None:
    """It is called by the claim that it judges."""
    text = house_client.get("/en/doc/assessment/friendship-2025-s28-1", headers=HTML).text

    assert "<title>Assessment: The “East Siberia–Pacific natural gas pipeline”" in text
    assert 'class="chip refuted"' in text


def test_machinery_is_on_the_technical_page(house_client: httpx.Client) -> None:
    """What points at a thing is there, and the page for readers leads there and back."""
    readable = house_client.get("/en/doc/id/russia", headers=HTML).text
    technical = house_client.get("/en/doc/id/russia?mode=technical", headers=HTML).text

    assert 'id="incoming"' not in readable and "/en/doc/id/russia?mode=technical" in readable
    assert 'id="incoming"' in technical and 'id="statements"' in technical


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shows_how_a_program_holds_a_name(
    house_client: httpx.Client, language: str
) -> None:
    """The sources of a sourced claim are told by name, and a text in another language is marked."""
    path = f"/{language}/doc/id/power-of-siberia?mode=technical"
    page = house_client.get(path, headers=HTML).text

    assert "Ref(" not in page and "Oil &amp; Gas Journal" in page
    assert '</span> <span class="tag">en</span>' in page or language in ("en", "ja")


def test_a_publisher_has_a_page_for_readers(house_client: httpx.Client) -> None:
    """Its texts, the newest first; yes and no in words, and no column without anything in it."""
    text = house_client.get("/ja/doc/publisher/tass", headers=HTML).text
    days = re.findall(r'<span class="date">(\d+)年', text)

    assert 'id="incoming"' not in text and "xsd:" not in text and ">はい<" in text
    assert len(days) > 50 and days == sorted(days, reverse=True)
    assert messages.words("ja")["grounds"] not in text


@pytest.mark.parametrize(
    ("name", "section", "told"),
    [
        ("brics", "related", ">South Africa</a>"),
        ("china", "held", "Chinese support shown for Russia"),
        ("china-russia-trade", "figures", "/en/figures/china-russia-trade-trade-value"),
        ("ukraine-situation", "faced", "Chinese support shown for Russia"),
    ],
)
def test_a_thing_shows_what_stands_around_it(
    house_client: httpx.Client, name: str, section: str, told: str
) -> None:
    """In sections that the contents lead to."""
    text = house_client.get(f"/en/doc/id/{name}", headers=HTML).text
    told_there = text.partition(f'<h2 id="{section}">')[2].partition("</section>")[0]

    assert f'<a href="#{section}">' in text
    assert told in told_there


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_has_its_place_and_an_example(house_client: httpx.Client, language: str) -> None:
    """Drawn, and taken from the data; the kinds of terms have names for people."""
    text = house_client.get(f"/{language}/doc/ontology", headers=HTML).text
    meeting = text.partition('id="Meeting"')[2].partition("</section>")[0]
    words = messages.words(language)

    assert '<svg class="place" role="group"' in meeting and '#Event"><g' in meeting.replace(
        "\n", ""
    )
    assert words["term_example"] in meeting and "/doc/id/" in meeting
    assert "genid" not in meeting
    assert "<summary><span>owl:" not in text


def test_a_page_may_do_no_more_than_it_needs(house_client: httpx.Client) -> None:
    """The script of the map asks nobody, that of the search box asks us; other pages have none."""

    def policy(path: str) -> str:
        reply = house_client.get(path, headers=HTML)
        return str(reply.headers["content-security-policy"])

    assert "script-src 'self'" in policy("/en/claims")
    assert "connect-src" not in policy("/en/claims") and "connect-src 'self'" in policy("/en/")
    assert all(
        "default-src 'none'" in policy(path) for path in ("/en/claims", "/en/", "/en/errors")
    )
    assert "require-trusted-types-for" in policy("/en/claims") and "script" not in policy(
        "/en/errors"
    )


def test_the_description_has_a_page(house_client: httpx.Client) -> None:
    """Who wants to read is led to the downloads, and no browser shows raw RDF/XML."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

    reply = house_client.get("/.well-known/void", headers={"accept": browser})

    assert reply.status_code == 303
    assert re.search(r"/dumps/[^/]+/$", reply.headers["location"])
    data = house_client.get("/.well-known/void", headers={"accept": "*/*"})
    assert data.status_code == 200 and "html" not in data.headers["content-type"]


@pytest.mark.parametrize("path", ["/claims", "/errors", "/search", "/search?q=x", "/"])
def test_other_data_has_no_claims_and_says_so(own_server: Callable[..., Server], path: str) -> None:
    """A release without views has the pages all the same."""
    server = own_server()

    reply = httpx.get(server.url + path, headers=HTML)

    assert reply.status_code == 200
    if path != "/":
        assert 'class="note"' in reply.text


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/doc/assertion/friendship-2025-s28-1", "assertion/friendship-2025-s28-1"),
        ("/doc/assessment/friendship-2025-s28-1", "assertion/friendship-2025-s28-1"),
        ("/doc/id/xi-jinping", "id/xi-jinping"),
        ("/questions/meetings-of-two", "query/meetings-of-two"),
    ],
)
def test_a_page_is_shared_cited_and_corrected(
    house_client: httpx.Client, path: str, name: str
) -> None:
    """With a title, a description and a picture; by a citation; by a report that names what it is about."""
    text = house_client.get(f"/ja{path}", headers=HTML).text
    (picture,) = re.findall(r'<meta property="og:image" content="([^"]+)">', text)

    assert picture.endswith(f"/ja/share/{name}.png")
    assert house_client.get(picture).headers["content-type"] == "image/png"
    assert re.search(r'<meta property="og:description" content="[^"]{4,}">', text)
    assert "@misc{" in text and "TY  - DATA" in text
    (report,) = re.findall(r'<div id="report">(.*?)</div>', text, re.DOTALL)
    assert path.removeprefix("/doc/").removeprefix("/questions/") in report


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_followed_by_a_feed(house_client: httpx.Client, language: str) -> None:
    """In Atom, an entry for each fault, which leads to its place on the page."""
    page = house_client.get(f"/{language}/errors", headers=HTML).text
    (address,) = re.findall(r'type="application/atom\+xml"[^>]* href="([^"]+)"', page)
    reply = house_client.get(address)
    feed = ElementTree.fromstring(reply.content)
    entries = feed.findall(f"{ATOM}entry")

    assert reply.headers["content-type"].startswith("application/atom+xml")
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    assert len(entries) == page.count('<article class="fault')
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None and link.attrib["href"].partition("#")[2] in page
        assert entry.findtext(f"{ATOM}summary") and entry.findtext(f"{ATOM}updated", "") > "2020"


@pytest.mark.parametrize("language, name", [("en", "entities"), ("zh", "实体"), ("ru", "сущности")])
def test_what_there_is_to_download_is_called_by_its_name(
    house_client: httpx.Client, language: str, name: str
) -> None:
    """Graphs by their titles in the language, files by what they hold."""
    address = f"/{language}/dumps/latest/"
    release = house_client.get(address, headers=HTML, follow_redirects=True).text
    data = house_client.get(f"/{language}/data", headers=HTML).text

    assert f"<h2>{name}</h2>" in release
    assert "<h2><code>rdf12</code></h2>" in release or language == "en"
    assert messages.words(language)["data_assertions"] in data
    assert "N-Quads, gzip" not in data


def test_a_name_in_several_languages_is_shown_once(house_client: httpx.Client) -> None:
    """SCO is what English and Japanese call it."""
    page = house_client.get("/ru/doc/id/sco", headers=HTML).text

    assert len(re.findall(r">SCO</span>", page)) == 1


def test_a_feed_is_by_whom_its_language_names(house_client: httpx.Client) -> None:
    """The author of the feed of errors is the house, in the language of the feed."""
    feed = ElementTree.fromstring(house_client.get("/zh/errors.atom").content)

    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}author/{atom}name") == "churo：中俄关系开放知识图谱"


def test_a_misspelt_name_is_answered_with_what_it_may_mean(house_client: httpx.Client) -> None:
    """By what that is called, where nothing is spelled so: of an address, and in the search."""
    unknown = house_client.get("/ru/id/putn", headers=HTML).text
    sought = house_client.get("/ru/search?q=putn", headers=HTML).text

    for page in (unknown, sought):
        assert "Владимир Путин</a>" in page.partition('class="offers"')[2].partition("</li>")[0]
    assert 'class="offers"' not in house_client.get("/ru/search?q=zzzqqq", headers=HTML).text
