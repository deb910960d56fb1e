"""What the search finds: names by spelling, texts by words, things by identifiers of others."""

from __future__ import annotations

import json

import pytest

from churo.model import VIEWS, Release
from churo.publication.identifiers import Spaces
from churo.site.components.labels import Labels
from churo.site.search.index import SearchIndex

BASE, URL = "https://w3id.org/x/", "http://127.0.0.1:7001"
XI = f"{BASE}id/xi-jinping"
TALKS = f"{BASE}id/talks"
CLAIM = f"{BASE}assertion/s1"
NAMES = [
    (XI, "entity", "Xi Jinping", "en"),
    (XI, "entity", "習近平", "ja"),
    (XI, "entity", "习近平", "zh"),
    (XI, "entity", "Си Цзиньпин", "ru"),
    (f"{BASE}id/xiamen", "entity", "Xiamen", "en"),
    (TALKS, "entity", "中露首脳の会談", "ja"),
    (TALKS, "entity", "Talks", "en"),
    (CLAIM, "claim", "Xi Jinping visited Moscow.", "en"),
]
IDENTIFIERS = [(XI, "http://www.wikidata.org/entity/Q15031"), (XI, "XI")]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """The index of a small release."""
    directory = tmp_path_factory.mktemp("release")
    (directory / VIEWS).mkdir()
    rows = [
        {
            "thing": {"value": iri},
            "kind": {"value": kind},
            "name": {"value": text, "xml:lang": language},
            "preferred": {"value": "true"},
        }
        for iri, kind, text, language in NAMES
    ]
    known = [{"thing": {"value": t}, "identifier": {"value": i}} for t, i in IDENTIFIERS]
    for name, bindings in (("names", rows), ("identifiers", known)):
        text = json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}})
        (directory / VIEWS / f"{name}.json").write_text(text, "utf-8")
    release = Release(directory, "id", "v", "title", 0, {})
    return SearchIndex(release, Labels(release), Spaces(BASE, URL))


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping",
        "xi jinping",
        "習近平",
        "习近平",
        "Си Цзиньпин",
        "Q15031",
        "q15031",
        "wd:Q15031",
        "http://www.wikidata.org/entity/Q15031",
        "https://www.wikidata.org/wiki/Q15031",
        "XI",
        XI,
        "id/xi-jinping",
        f"{URL}/en/doc/id/xi-jinping",
        f"{URL}/ja/doc/id/xi-jinping?page=1",
        "/id/xi-jinping",
    ],
)
def test_a_thing_is_found_first(index: SearchIndex, text: str) -> None:
    """By any of its names, identifiers and addresses."""
    assert index.find(text, 5)["entity"][0].iri == XI


def test_claims_are_found_by_their_words(index: SearchIndex) -> None:
    """Under their own kind."""
    assert [match.iri for match in index.find("visit Moscow", 5)["claim"]] == [CLAIM]


@pytest.mark.parametrize("text", ["露", "露首", "首脳", "中露"])
def test_han_leads_to_names_that_it_is_part_of(index: SearchIndex, text: str) -> None:
    """Since no space tells where a word begins."""
    assert [match.iri for match in index.find(text, 5)["entity"]] == [TALKS]


@pytest.mark.parametrize("text", ["脳首", "の", "alk"])
def test_nothing_else_leads_to_names_that_it_is_part_of(index: SearchIndex, text: str) -> None:
    """Neither a single kana nor letters within a word."""
    assert index.find(text, 5) == {}


@pytest.mark.parametrize(
    "text",
    ["zzzz", "?", "http://example.org/none", "wd:", "a:" + "b" * 150]
    + ["http://[", "https://[::1", "http://]", "http://[x]:0/"],
)
def test_nothing_is_found_for_what_nobody_is_called(index: SearchIndex, text: str) -> None:
    """No kind has a result."""
    assert index.find(text, 5) == {}
