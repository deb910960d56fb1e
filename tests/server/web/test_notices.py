"""Notices on the real wire: in a header field of the answer, on the page, and at their own addresses."""

from __future__ import annotations

import json
import re

import httpx

LABELS = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?s ?l { ?s rdfs:label ?l } LIMIT 9"
)


def test_an_answer_carries_its_notices(house_client: httpx.Client) -> None:
    """In the shape of a problem document, with types that answer (RFC 9457 §3.1)."""
    response = house_client.get("/sparql", params={"query": LABELS, "format": "csv"})
    (notice,) = json.loads(response.headers["x-notices"])
    kind = httpx.get(notice["type"], headers={"accept": "application/json"}).json()

    assert response.status_code == 200
    assert notice["type"].endswith("/notices/languages")
    assert "ja" in notice["detail"] and notice["title"] == kind["title"]
    assert "X-Notices" in response.headers["access-control-expose-headers"]


def test_the_page_shows_them(house_client: httpx.Client) -> None:
    """With what to do about it."""
    page = house_client.get("/sparql", params={"query": LABELS, "format": "html"}).text

    assert "several languages" in page and "Keep one language" in page


def test_an_answer_that_needs_none_has_none(house_client: httpx.Client) -> None:
    """Nor a field."""
    query = "SELECT ?s { ?s a <http://www.w3.org/2002/07/owl#Ontology> } LIMIT 2"

    assert "x-notices" not in house_client.get("/sparql", params={"query": query}).headers


def test_kinds_of_notices_are_told(house_client: httpx.Client) -> None:
    """All of them, each with its own address; no other."""
    assert "only-said" in house_client.get("/notices").text
    assert house_client.get("/notices/only-said").status_code == 200
    assert house_client.get("/notices/nothing").status_code == 404


def test_browsers_and_crawlers_find_what_they_look_for(house_client: httpx.Client) -> None:
    """An icon, named in each page and where it is looked for unasked; a description of each page."""
    icon = house_client.get("/favicon.ico")
    assert icon.status_code == 200 and icon.headers["content-type"] == "image/svg+xml"
    for path in ("/", "/sparql", "/dumps/", "/changes", "/en/doc/id/china", "/problems"):
        page = house_client.get(path, headers={"accept": "text/html"}, follow_redirects=True).text
        (told,) = re.findall(r'<meta name="description" content="([^"]+)">', page)
        (address,) = re.findall(r'<link rel="icon" href="([^"]+)"', page)
        assert len(told) > 10
        assert httpx.get(address).status_code == 200
