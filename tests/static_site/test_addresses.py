"""Addresses have files, by rules that a web server has, too."""

from __future__ import annotations

import re

import pytest

from churo import negotiation
from churo.static_site import accept_patterns
from churo.static_site.addresses import Unnameable, file_of, is_served_only, resolved


@pytest.mark.parametrize(
    ("address", "suffix", "file"),
    [
        ("/", "html", "index.html"),
        ("/en/", "html", "en/index.html"),
        ("/doc/id/china", "ttl", "doc/id/china.ttl"),
        ("/doc/id/china.ttl", "", "doc/id/china.ttl"),
        ("/doc/id/china?page=2", "ttl", "doc/id/china@page=2.ttl"),
        ("/doc/id/china.ttl?page=2", "", "doc/id/china@page=2.ttl"),
        ("/doc/code%23refuted", "html", "doc/code#refuted.html"),
        ("/doc/id/%E6%B9%96", "nt", "doc/id/湖.nt"),
        ("/doc/file/shapes/", "ttl", "doc/file/shapes/index.ttl"),
        ("/doc/file/shapes/.ttl", "", "doc/file/shapes/index.ttl"),
        ("/SHA256SUMS", "", "SHA256SUMS"),
    ],
)
def test_a_file_is_where_a_web_server_looks(address: str, suffix: str, file: str) -> None:
    """Decoded, with its query before its ending."""
    assert file_of(address, suffix) == file


@pytest.mark.parametrize("name", ["a%2Fb", "a%2fb", "%2E%2E", "a//b", "a%00b", "%0a", "x" * 300])
def test_what_no_file_can_be_named_after_is_refused(name: str) -> None:
    """Rather than written somewhere else."""
    with pytest.raises(Unnameable):
        file_of(f"/doc/id/{name}", "ttl")


@pytest.mark.parametrize(
    ("address", "served"),
    [
        ("/sparql", True),
        ("/ja/search?q=x", True),
        ("/searching", False),
        ("/en/claims?state=refuted", False),
        ("/en/claims?state=refuted&page=2", False),
        ("/en/claims?state=refuted&modality=fact", True),
        ("/en/tables/x?kinds=two%20words", True),
        ("/doc/id/china?mode=technical", False),
    ],
)
def test_what_is_computed_is_left_to_a_server(address: str, served: bool) -> None:
    """Queries, search, and choices of more than one kind or in other than plain characters."""
    assert is_served_only(address) is served


def test_a_link_leads_to_an_address_of_ours_or_to_none() -> None:
    """Relative or not, without its fragment."""
    url = "https://example.org/kg"

    assert resolved("/kg/en/claims#c", "/en/", url) == "/en/claims"
    assert resolved("?page=2", "/en/claims", url) == "/en/claims?page=2"
    assert resolved("https://example.org/kg/en/a?page=2#b", "/en/", url) == "/en/a?page=2"
    assert resolved("https://example.org/other", "/", url) == ""
    assert resolved("https://example.com/", "/", url) == ""


@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/rdf+xml;q=0.3, application/ld+json;q=0.9, */*;q=0.1",
        "application/n-triples;q=.2,text/html;q=0.1",
        "TEXT/Turtle; charset=utf-8; q=1.000",
        "text/html, text/turtle",
        "text/turtle;q=0.8,text/html;q=0.9",
        "image/png",
        "text/html;level=1",
        "application/xml",
        "application/xhtml+xml",
    ],
)
def test_patterns_choose_as_the_server_does(accept: str) -> None:
    """By weight, then by what is named, then by the order of the table."""
    chosen = negotiation.choose(accept, negotiation.of_family("graph"))
    found = next(
        (row.first for row in accept_patterns.formats() if re.search(row.pattern, accept, re.I)), ""
    )

    assert found == (chosen.format.suffix if chosen else "")


@pytest.mark.parametrize("accept", ["*/*", "text/*", "image/png, */*;q=0.5"])
def test_a_wildcard_takes_a_page_or_else_turtle(accept: str) -> None:
    """A document has no page at its own address, and so gives what the server gives."""
    found = next(row for row in accept_patterns.formats() if re.search(row.pattern, accept, re.I))

    assert (found.first, found.second) == ("html", "ttl")


@pytest.mark.parametrize(
    "accept", ["ja", "ja-JP,en;q=0.5", "de, ru;q=0.3, zh-Hant;q=0.4", "de", "zh;q=0.2,en"]
)
def test_patterns_choose_the_language_that_the_server_does(accept: str) -> None:
    """By RFC 4647 lookup; English where nothing fits."""
    found = next(
        (row.first for row in accept_patterns.languages() if re.search(row.pattern, accept, re.I)),
        "en",
    )

    assert found == negotiation.choose_language(accept, ("en", "ja", "zh", "ru"))
