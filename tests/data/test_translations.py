"""What readers meet first is there in four languages, each with the signs that it is written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Store

from churo.languages import LANGUAGES
from churo.release.source.derived_graphs import heading
from churo.release.source.merged_store import select
from tests.hygiene.examples import prefixes

HOUSE = Path(__file__).resolve().parents[2]
FOLDERS = ("data", "ontology", "shapes")
# What a document asserts and where it errs, what puts it right, the names of graphs and vocabularies.
TOLD = """
SELECT DISTINCT ?thing WHERE {
  { ?thing ev:passage ?passage BIND (rdfs:label AS ?property) }
  UNION { ?thing ev:corrects ?other BIND (rdfs:label AS ?property) }
  UNION { ?thing ev:fault ?fault BIND (rdfs:label AS ?property) }
  UNION { ?thing ev:completeness ?told BIND (ev:completeness AS ?property) }
  UNION { ?thing a owl:Ontology BIND (rdfs:label AS ?property) }
  UNION { ?thing a sd:NamedGraph BIND (dct:title AS ?property) }
  VALUES ?language { %s }
  FILTER NOT EXISTS { ?thing ?property ?text FILTER (LANG(?text) = ?language) }
}
"""
WORDING = "https://w3id.org/churo/ontology#asWritten", "https://w3id.org/churo/ontology#wording"
HAN = r"[\u3400-\u9fff]"
# Chinese is set without spaces and with full-width signs; Russian with « » and a dash, not a hyphen.
FOREIGN = {
    "zh": re.compile(
        rf"[\u0400-\u04ff]|{HAN} [A-Za-z0-9]|[A-Za-z0-9] {HAN}|{HAN}[,;:?!()]|[,;:?!()]{HAN}|\.\.\."
    ),
    "ru": re.compile(r"[“”„\"]|\s-\s|\.\.\.|[а-яё]\s+[,.;:!?]|\s\s"),
}


def untold(store: Store) -> set[str]:
    """What is to be told in every language and is not."""
    listed = " ".join(f'"{language}"' for language in LANGUAGES)
    query = heading(prefixes()) + TOLD.replace("%s", listed)
    return {row[0].value for row in select(store, query)}


def foreign(text: str, language: str) -> bool:
    """Whether a text has a sign that its language is not written with."""
    return language in FOREIGN and FOREIGN[language].search(text) is not None


@pytest.fixture(scope="module")
def authored() -> Store:
    """Everything that is authored."""
    store = Store()
    for folder in FOLDERS:
        for path in sorted((HOUSE / folder).rglob("*.t*")):
            turtle = path.suffix == ".ttl"
            store.load(path=path, format=RdfFormat.TURTLE if turtle else RdfFormat.TRIG)
    return store


def test_what_readers_meet_first_is_told_in_four_languages(authored: Store) -> None:
    """Claims of documents, corrections, faults, gaps, graphs and vocabularies."""
    assert untold(authored) == set()


@pytest.mark.parametrize(
    "languages, missing", [(LANGUAGES, set()), (LANGUAGES[:3], {"urn:claim"})], ids=["good", "bad"]
)
def test_a_missing_language_is_found(languages: tuple[str, ...], missing: set[str]) -> None:
    """Of a claim with a text in each language, and of one with a text in all but one."""
    labels = " , ".join(f'"text"@{language}' for language in languages)
    triples = f"<urn:claim> ev:passage <urn:passage> ; rdfs:label {labels} ."
    declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    store = Store()

    store.load((declared + triples).encode(), format=RdfFormat.TURTLE)

    assert untold(store) == missing


def test_no_text_has_signs_of_another_language(authored: Store) -> None:
    """Words of sources apart, which stay as they are written."""
    texts = {
        (quad.object.value, quad.object.language)
        for quad in authored
        if isinstance(quad.object, Literal) and quad.predicate.value not in WORDING
    }

    assert [text for text, tag in texts if tag and foreign(text, tag)] == []


def questions() -> Iterator[tuple[str, str]]:
    """The published questions in Chinese and Russian."""
    for path in sorted((HOUSE / "queries/questions").glob("*.rq")):
        lines = path.read_text("utf-8").splitlines()
        yield lines[2].removeprefix("# "), "zh"
        yield lines[3].removeprefix("# "), "ru"


def test_no_question_has_signs_of_another_language() -> None:
    """Each is the third or fourth line of its file."""
    assert [text for text, language in questions() if foreign(text, language)] == []


@pytest.mark.parametrize(
    "text, language, wrong",
    [
        ("关于2030年前经济合作，见“声明”（2023年）。", "zh", False),
        ("关于 2030年前", "zh", True),
        ("谁说的?", "zh", True),
        ("саммит «Группы двадцати» — 2013 год", "ru", False),
        ("саммит “Группы двадцати”", "ru", True),
        ("саммит - 2013", "ru", True),
    ],
)
def test_signs_of_another_language_are_found(text: str, language: str, wrong: bool) -> None:
    """The smallest good and bad texts."""
    assert foreign(text, language) is wrong
