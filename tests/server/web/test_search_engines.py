"""What search engines read of a page keeps the rules that they document for claim reviews and data sets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

HTML = {"accept": "text/html"}
MARKUP = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
PAGES = (
    "/",
    "/dumps/latest/",
    "/figures/china-russia-trade-trade-value",
    "/doc/id/xi-jinping",
    "/doc/assertion/friendship-2025-s28-1",
    "/doc/assessment/friendship-2025-s28-1",
    "/doc/citation/tass-2023-08-24",
    "/doc/ontology",
    "/doc/dataset/churo",
    "/tables/events",
    "/errors",
)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for part in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from nodes(part)


def markup(client: httpx.Client, path: str) -> tuple[str, list[dict[str, Any]]]:
    """The address of a page and the objects of its markup."""
    reply = client.get(f"/en{path}", headers=HTML, follow_redirects=True)
    found = [json.loads(text) for text in MARKUP.findall(reply.text)]
    assert found
    return str(reply.url), [node for document in found for node in nodes(document)]


def of_type(found: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """The objects of a type."""
    return [node for node in found if name in (node.get("@type"), *node.get("@type", ()))]


@pytest.mark.parametrize("path", PAGES)
def test_a_data_set_has_what_is_required(house_client: httpx.Client, path: str) -> None:
    """A name, and a description of 50 to 5,000 characters; licence, creators and files are whole."""
    _, found = markup(house_client, path)
    for row in of_type(found, "Dataset"):
        assert isinstance(row["name"], str) and row["name"]
        assert isinstance(row["description"], str) and 50 <= len(row["description"]) <= 5000
        assert str(row["license"]).startswith("https://")
        for file in of_type(list(nodes(row.get("distribution", []))), "DataDownload"):
            assert str(file["contentUrl"]).startswith("http")
        for maker in of_type(list(nodes(row.get("creator", []))), "Organization"):
            assert maker["name"] or maker["url"]


@pytest.mark.parametrize("path", PAGES[4:6])
def test_a_claim_review_has_what_is_required(house_client: httpx.Client, path: str) -> None:
    """The claim, its rating in words, and this page; who judged, who said it, and when, where known.

    Each as plain text, in the language of the page.
    """
    address, found = markup(house_client, path)
    (review,) = of_type(found, "ClaimReview")
    (claim,) = of_type(found, "Claim")

    assert review["url"] == address
    assert isinstance(review["claimReviewed"], str) and review["claimReviewed"]
    assert review["reviewRating"]["@type"] == "Rating"
    assert review["reviewRating"]["alternateName"] == "refuted"
    assert review["author"]["@type"] == "Organization" and review["author"]["name"]
    assert claim["author"]["@type"] in ("Organization", "Person") and claim["author"]["name"]
    assert DAY.fullmatch(review["datePublished"])
    assert review["itemReviewed"]["appearance"]["url"].startswith("http")
    assert review["name"] == review["claimReviewed"] == claim["name"]
    assert isinstance(review["reviewBody"], str)


@pytest.mark.parametrize("path", ["/doc/dataset/churo", "/tables/events", "/"])
def test_a_page_about_data_is_marked_as_such(house_client: httpx.Client, path: str) -> None:
    """As a data set, not as a list of terms or a thing."""
    assert of_type(markup(house_client, path)[1], "Dataset")


def test_a_list_of_reviews_leads_to_the_page_of_each(house_client: httpx.Client) -> None:
    """Each once, with its verdict, at its own address on this host."""
    address, found = markup(house_client, "/errors")
    reviews = of_type(found, "ClaimReview")
    addresses = [review["url"] for review in reviews]

    assert len(reviews) > 5 and len(addresses) == len(set(addresses))
    assert all("/en/doc/assertion/" in url for url in addresses) and address not in addresses
    assert all(review["reviewRating"]["alternateName"] for review in reviews)
    assert all(DAY.fullmatch(review["datePublished"]) for review in reviews)


@pytest.mark.parametrize("path", PAGES)
def test_an_address_is_absolute(house_client: httpx.Client, path: str) -> None:
    """Wherever one stands."""
    _, found = markup(house_client, path)
    for row in found:
        for name in ("@id", "url", "contentUrl", "sameAs"):
            values = row.get(name, [])
            for value in values if isinstance(values, list) else [values]:
                assert re.match(r"[a-z][a-z0-9+.-]*:", str(value)), (name, value)
