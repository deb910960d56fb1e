"""The query page on the real wire: what it shows and leads to, and what it says to bad input."""

from __future__ import annotations

import re

import httpx
import pytest
from running import start_files, stop

from churo.engine.diagnosis import wordings
from churo.site import messages

LANGUAGES = ("en", "ja", "zh", "ru")
PREFIX = "PREFIX churo: <https://w3id.org/churo/ontology#> "
MEETINGS = PREFIX + "SELECT ?meeting ?date { ?meeting a churo:Meeting ; churo:date ?date }"


def page(client: httpx.Client, query: str = "", language: str = "en", **more: str) -> str:
    """The text of the page, which is there."""
    params = {"query": query, **more} if query else {}
    answer = client.get(f"/{language}/sparql", params=params)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_answers_lead_to_our_own_pages(house_client: httpx.Client, language: str) -> None:
    """In the language of the page, in every row, with what they are called in it."""
    text = page(house_client, MEETINGS, language, view="table")
    table = text[text.index('<table class="result">') : text.index("</table>")]
    links = re.findall(r'href="([^"]+)"', table)

    assert len(links) > 40
    assert all(link.startswith(f"/{language}/doc/id/") for link in links)
    assert f'<html lang="{language}">' in text and f'lang="{language}"' in table


def test_the_page_works_by_whatever_name_it_is_reached(house_client: httpx.Client) -> None:
    """Its form and its links stay where the reader is, for the policy lets the form go nowhere else."""
    text = page(house_client, MEETINGS)
    (action,) = re.findall(r'<form id="ask" action="([^"]+)"', text)
    led = house_client.get("/en/sparql/example", params={"name": "kinds"}).headers["location"]

    assert action == "/en/sparql#answer" and led.startswith("/en/sparql?query=")
    assert f'class="share" href="{house_client.base_url}/en/sparql?query=' in text


def test_the_address_without_a_language_takes_the_readers(house_client: httpx.Client) -> None:
    """And says that it varies."""
    headers = {"accept": "text/html", "accept-language": "ru"}
    answer = house_client.get("/sparql", headers=headers)

    assert '<html lang="ru">' in answer.text
    assert "Accept-Language" in answer.headers["vary"]


def test_examples_and_classes_are_offered(house_client: httpx.Client) -> None:
    """The queries that the data publishes, and what it uses."""
    text = page(house_client, language="ja")

    assert text.count("/ja/sparql/example?name=query:") > 90
    assert 'data-class="churo:Meeting"' in text and 'data-property="churo:date"' in text


def test_every_example_runs(house_client: httpx.Client) -> None:
    """With the prefixes that it needs."""
    links = re.findall(r'href="([^"]*/en/sparql/example\?name=[^"]+)"', page(house_client))
    broken = {
        link: answer.status_code
        for link in links
        if (answer := house_client.get(link, follow_redirects=True)).status_code != 200
    }

    assert len(links) > 90
    assert broken == {}


def test_a_class_leads_to_a_query_for_its_things(house_client: httpx.Client) -> None:
    """With a property, too."""
    start = {"class": "churo:Meeting", "property": "churo:place"}
    answer = house_client.get("/zh/sparql/start", params=start, follow_redirects=True)

    assert answer.status_code == 200
    assert "?meeting a churo:Meeting ;" in answer.text
    assert answer.text.count("/zh/doc/id/") > 40


VIEWS = {
    "timeline": (MEETINGS, '<ol class="timeline">'),
    "bar": (
        PREFIX
        + "SELECT ?place (COUNT(?m) AS ?n) { ?m churo:place ?place } GROUP BY ?place LIMIT 9",
        '<table class="bars">',
    ),
    "matrix": (
        PREFIX + "SELECT ?holder ?how ?target { ?s churo:holder ?holder ; churo:orientation ?how ; "
        "churo:target ?target }",
        '<table class="matrix">',
    ),
    "raw": (MEETINGS, '<pre class="raw"'),
    "table": (MEETINGS, '<table class="result">'),
}


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_drawn_by_the_server(house_client: httpx.Client, view: str) -> None:
    """Each that fits; the others that do are links."""
    query, mark = VIEWS[view]
    text = page(house_client, query, view=view)

    assert mark in text
    assert 'aria-current="true"' in text and "view=" in text
    assert "style=" not in text and "<style" not in text


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("bar", "Bars need a column of numbers"),
        ("matrix", "A matrix needs two columns"),
        ("pie", "There is no view “pie”."),
        ("<script>", "There is no view “&lt;script&gt;”."),
    ],
)
def test_a_view_that_does_not_fit_is_told(
    house_client: httpx.Client, view: str, words: str
) -> None:
    """With the view that is shown instead."""
    text = page(house_client, MEETINGS, view=view)

    assert words in text and "Shown instead" in text
    assert '<table class="result">' in text or '<ol class="timeline">' in text


def test_no_timeline_without_dates(house_client: httpx.Client) -> None:
    """Nor of one row."""
    text = page(house_client, "SELECT ?s { ?s ?p ?o } LIMIT 5", view="timeline")

    assert "A timeline needs a column of dates" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_told_on_the_page_with_its_line(
    house_client: httpx.Client, language: str
) -> None:
    """Under the status that it has, with the query to be mended, and all else that the page offers."""
    answer = house_client.get(f"/{language}/sparql", params={"query": "SELECT * {\n  ?s ?p }"})

    assert answer.status_code == 400
    assert 'data-line="2"' in answer.text and "  ^</pre>" in answer.text
    assert "SELECT * {\n  ?s ?p }</textarea>" in answer.text
    assert 'data-class="churo:Meeting"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_missing_prefix_is_declared_by_a_click(house_client: httpx.Client) -> None:
    """All that are missing at once."""
    query = "SELECT * { ?m a churo:Meeting ; churo:place id:moscow }"
    answer = house_client.get("/en/sparql", params={"query": query})
    (mended,) = re.findall(r'class="mended" href="([^"#]+)#answer"', answer.text)
    answered = house_client.get(mended.replace("&amp;", "&"))

    assert answer.status_code == 400
    assert answered.status_code == 200 and "/en/doc/id/" in answered.text


def test_what_is_refused_is_told_there_too(house_client: httpx.Client) -> None:
    """With what to do instead."""
    query = "SELECT * { SERVICE wikibase:label { } }"
    answer = house_client.get("/en/sparql", params={"query": query})

    assert answer.status_code == 403
    assert "Wikidata&#39;s label service is not needed" in answer.text


def test_the_place_is_told_by_the_address_of_programs_too(house_client: httpx.Client) -> None:
    """Whoever asks it for a page."""
    params = {"query": "SELECT", "format": "html"}
    answer = house_client.get("/sparql", params=params, headers={"accept-language": "ja"})

    assert answer.status_code == 400
    assert "1行" in answer.text


def test_a_long_query_has_an_answer_and_no_link(house_client: httpx.Client) -> None:
    """By POST; its views are buttons of the form."""
    query = f"{MEETINGS} # {'x' * 9000}"
    answer = house_client.post("/en/sparql", data={"query": query, "view": "timeline"})

    assert answer.status_code == 200
    assert '<ol class="timeline">' in answer.text
    assert "too long for a link" in answer.text and 'name="view" value="table"' in answer.text


def test_programs_and_files_are_offered(house_client: httpx.Client) -> None:
    """The whole answer in every format, and four languages to get it."""
    text = page(house_client, MEETINGS)

    assert text.count("&amp;format=") >= 4
    for language in ("curl", "Python", "R", "JavaScript"):
        assert f"<h3>{language}</h3>" in text


def test_an_answer_of_nothing_says_what_is_unknown(house_client: httpx.Client) -> None:
    """By its short name."""
    text = page(house_client, PREFIX + "SELECT * { ?s a churo:Meting }")

    assert "<code>churo:Meting</code>" in text


def test_the_page_may_load_its_own_script_and_nothing_else(house_client: httpx.Client) -> None:
    """Nothing inline, nobody else's, and no HTML out of text."""
    answer = house_client.get("/en/sparql")
    policy = answer.headers["content-security-policy"]

    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy and "unsafe" not in policy
    assert not re.search(r"<script(?![^>]* src=)|<style| on[a-z]+=", answer.text)


BAD = {
    "no such example": ("/en/sparql/example", {"name": "query:nothing"}, 404),
    "no name": ("/en/sparql/example", {}, 400),
    "a name too long": ("/en/sparql/example", {"name": "x" * 3000}, 400),
    "no class": ("/en/sparql/start", {}, 400),
    "no IRI": ("/en/sparql/start", {"class": "a> . ?s ?p ?o } #"}, 400),
    "no IRI of a property": ("/en/sparql/start", {"class": "churo:Meeting", "property": "<"}, 400),
    "an empty query": ("/en/sparql", {"query": " "}, 400),
    "two queries": ("/en/sparql", [("query", "ASK {}"), ("query", "ASK {}")], 400),
    "nothing to check": ("/sparql/check", {}, 400),
    "no such language": ("/xx/sparql", {}, 404),
}


@pytest.mark.parametrize(("path", "params", "status"), BAD.values(), ids=BAD)
def test_bad_input_gets_a_page(
    house_client: httpx.Client, path: str, params: dict[str, str], status: int
) -> None:
    """With the status that it deserves."""
    answer = house_client.get(path, params=params, headers={"accept": "text/html"})

    assert answer.status_code == status
    assert "<h1>" in answer.text


CHECKS = {
    "right": ("SELECT * { ?s ?p ?o }", True, "notices"),
    "wrong": ("SELECT * {\n ?s ?p ?o ?x ?y ?z }", False, '"line":2'),
    "an update": ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", False, "update"),
    "unknown": (PREFIX + "SELECT * { ?s a churo:Meting }", True, "churo/ontology#Meting"),
    "unbound": ("SELECT ?lable { ?s ?p ?label }", True, "unbound-variable"),
}


@pytest.mark.parametrize(("query", "readable", "words"), CHECKS.values(), ids=CHECKS)
def test_a_query_is_checked_without_being_asked(
    house_client: httpx.Client, query: str, readable: bool, words: str
) -> None:
    """What is wrong with it is the answer, and no error of the check."""
    answer = house_client.post("/sparql/check", data={"query": query})

    assert answer.status_code == 200
    assert answer.json()["readable"] is readable
    assert words in answer.text.replace(" ", "")


def test_data_of_others_has_a_page_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    """With its own classes, and first steps in place of examples."""
    text = "@prefix : <urn:x:> . :a a :Lake ; :depth 3 . :b a :Lake ; :depth 5 ; :near :a ."
    running = start_files(tmp_path_factory.mktemp("plain"), {"a.ttl": text})
    try:
        with httpx.Client(base_url=running.url, timeout=30) as client:
            empty = page(client)
            start = {"class": "urn:x:Lake", "property": "urn:x:depth"}
            filled = client.get("/en/sparql/start", params=start, follow_redirects=True).text
            steps = re.findall(r'href="([^"]*/en/sparql/example\?name=[^"]+)"', empty)
            answers = [client.get(step, follow_redirects=True).status_code for step in steps]
    finally:
        stop(running)

    assert 'data-class="&lt;urn:x:Lake&gt;"' in empty
    assert answers == [200, 200, 200]
    assert '<table class="bars">' in filled and ">5<" in filled


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_is_told_in_the_language_of_the_page(
    house_client: httpx.Client, language: str
) -> None:
    """Its title, the hint and what to do; the same where a query is checked while it is written."""
    query = {"query": "SELECT ?a, ?b { ?a ?p ?b }"}
    told, hint = messages.problems(language)["syntax"], messages.hint("comma", {}, language)
    hint = hint or wordings.HINTS["comma"]

    shown = house_client.get(f"/{language}/sparql", params=query)
    checked = house_client.get("/sparql/check", params=query, headers={"accept-language": language})

    assert shown.status_code == 400
    assert told.title in shown.text and told.advice in shown.text and hint in shown.text
    assert checked.headers["content-language"] == language
    assert checked.json()["problem"]["hint"] == hint
    assert checked.json()["problem"]["title"] == told.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_is_told_in_the_language_of_the_page(
    house_client: httpx.Client, language: str
) -> None:
    """What it is, and what it says of the query."""
    query = {"query": "SELECT ?lable { ?s a ?label } LIMIT 2"}

    shown = house_client.get(f"/{language}/sparql", params=query)

    told = messages.notices(language)["unbound-variable"]
    assert told.title in shown.text and told.advice in shown.text and "?lable" in shown.text
