"""Any RDF file under another base has addresses, pages and documents, too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from clauses.asking import triples
from running import MAKE, Server, start_on, stop

DATA = """@prefix : <http://data.example.net/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:things/lake a :Lake ; rdfs:label "Lake" ; :depth 12.5 ; :shore [ :side "north" ] .
:doc1 rdfs:label "a document" .
<http://data.example.net/doc1#me> rdfs:label "me" .
:a/b/c :depth <urn:x:y> .
"""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a file under http://data.example.net/."""
    directory = tmp_path_factory.mktemp("plain")
    file = directory / "data.ttl"
    file.write_text(
        DATA.replace(":things/lake", "<http://data.example.net/things/lake>").replace(
            ":a/b/c", "<http://data.example.net/a/b/c>"
        )
    )
    subprocess.run(
        [sys.executable, "-c", MAKE, str(directory / "data"), str(file)],
        check=True,
        env={**os.environ, "BASE": "http://data.example.net/"},
    )
    running = start_on(
        directory / "data/current", directory / "log", base_iri="http://data.example.net/"
    )
    yield running
    stop(running)


@pytest.mark.parametrize("path", ["things/lake", "a/b/c", "depth", "Lake", "doc1"])
@pytest.mark.parametrize("kind", ["text/turtle", "application/ld+json", "text/html"])
def test_what_the_file_knows_resolves(plain: Server, path: str, kind: str) -> None:
    """Subjects, objects and predicates, with no licence, dataset or vocabulary of ours."""
    answer = httpx.get(f"{plain.url}/{path}", headers={"Accept": kind}, follow_redirects=True)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert f"http://data.example.net/{path}" in answer.text
    assert 'rel="license"' not in answer.headers["link"]


def test_a_blank_node_leads_to_its_thing(plain: Server) -> None:
    """Under whatever base, by the path of its skolem IRI."""
    found = triples(httpx.get(f"{plain.url}/doc/things/lake.nt"))
    (node,) = [t.object.value for t in found if t.predicate.value.endswith("/shore")]
    path = "/.well-known/genid/" + node.rsplit("/", 1)[-1]

    assert (
        httpx.get(plain.url + path)
        .headers["location"]
        .startswith(f"{plain.url}/doc/things/lake?mode=technical#")
    )


def test_the_first_page_claims_nothing(plain: Server) -> None:
    """Data without a dataset gets no name, licence or author from us."""
    page = httpx.get(f"{plain.url}/")

    assert page.status_code == 200
    assert "cite-as" not in page.headers["link"]
    assert "w3id.org" not in page.text


@pytest.mark.parametrize("path", ["questions", "positions", "method", "gaps"])
@pytest.mark.parametrize("language", ["en", "ja", "zh", "ru"])
def test_pages_of_what_a_file_does_not_have_say_so(plain: Server, path: str, language: str) -> None:
    """And lead on, instead of failing."""
    answer = httpx.get(f"{plain.url}/{language}/{path}")

    assert answer.status_code == 200
    assert 'class="note"' in answer.text or path == "method"
    assert "/sparql" in answer.text


def test_a_question_that_a_file_does_not_have_is_unknown(plain: Server) -> None:
    """As a page and as a file."""
    for path in ("en/questions/some", "questions/some.csv", "questions/..%2fsome.json"):
        assert httpx.get(f"{plain.url}/{path}").status_code == 404
