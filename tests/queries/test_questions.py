"""Every published question gives its expected answer; the files keep their form."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from rdflib import URIRef
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql import prepareQuery

from churo.errors import InputError
from churo.languages import LANGUAGES
from churo.publication import catalogue
from churo.release.building import Dataset
from churo.release.check import validation
from churo.release.source import questions
from tests.vocabularies import EV, OWL, RDF, RDFS, SCHEMA, SH

HOUSE = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/churo/"
ALL = questions.read(HOUSE / "queries/questions")
PREFIXES = catalogue.prefixes(HOUSE)
FAMILIES = {"who-what-when", "positions", "figures", "evidence"}
QUESTIONS = NamedNode("https://w3id.org/churo/graph/questions")
PLAN = NamedNode("https://w3id.org/churo/code#plan")
STANCE = NamedNode("https://w3id.org/churo/ontology#Stance")
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@cache
def parsed(text: str) -> object:
    """The algebra of a query, by a second parser than the one that answers."""
    return prepareQuery(text, initNs=PREFIXES).algebra


@pytest.fixture(scope="module")
def asked() -> set[str]:
    """The IRIs in the parsed queries: patterns, paths, values and templates."""
    return {iri for question in ALL for iri in iris(parsed(question.text))}


def iris(part: object) -> Iterator[str]:
    """The IRIs in a part of a parsed query, however deep."""
    if isinstance(part, URIRef):
        yield str(part)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from iris(key)
            yield from iris(value)
    elif isinstance(part, list | tuple | set):
        for value in part:
            yield from iris(value)
    elif isinstance(part, PropertyPath):
        yield from iris(vars(part))


def patterns(part: object) -> int:
    """How many triple patterns a part of a parsed query has, a property path counting as one.

    The template of a CONSTRUCT counts as well.
    """
    if isinstance(part, dict):
        return sum(
            len(value) if key in ("triples", "template") and value else patterns(value)
            for key, value in part.items()
        )
    return sum(map(patterns, part)) if isinstance(part, list | tuple) else 0


def first_column(name: str, dataset: Dataset) -> set[str]:
    """What a published question answers in its first column."""
    (question,) = (question for question in ALL if question.name == name)
    rows = csv.reader(io.StringIO(validation.answer(dataset.public, question, dataset.prefixes)))
    return {row[0] for row in list(rows)[1:]}


def declared(dataset: Dataset) -> set[str]:
    """Our classes and properties, without those withdrawn."""
    ours = tuple("<" + dataset.prefixes[prefix] for prefix in ("churo", "ev"))
    kinds = {NamedNode(str(OWL) + kind) for kind in KINDS}
    withdrawn = {q.subject for q in dataset.authored if q.predicate.value == f"{OWL}deprecated"}
    return {
        str(quad.subject).strip("<>")
        for quad in dataset.authored
        if quad.predicate.value == str(RDF.type)
        and quad.object in kinds
        and quad.subject not in withdrawn
        and str(quad.subject).startswith(ours)
    }


@pytest.fixture(scope="module")
def published(dataset: Dataset) -> dict[object, dict[str, set[object]]]:
    """What the graph of questions says of each: IRI, then property, then values."""
    said: dict[object, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for quad in dataset.published:
        if quad.graph_name == QUESTIONS:
            said[quad.subject][quad.predicate.value].add(quad.object)
    return said


def test_the_answers_are_the_expected_ones(house_report: list[dict[str, object]]) -> None:
    """Each that is kept beside its question was read row by row; the graph still gives it."""
    assert [row for row in house_report if row["check"] == "questions"] == []


def test_there_are_at_least_60_questions() -> None:
    """The competency questions cover the whole graph."""
    assert len(ALL) >= 60


def test_a_question_is_of_one_family() -> None:
    """The first keyword is a family, and no other is; each has questions."""
    for question in ALL:
        families = [word for word in question.keywords if word in FAMILIES]
        assert families == [question.keywords[0]], question.name
    assert {question.keywords[0] for question in ALL} == FAMILIES


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_a_question_parses_and_is_short(question: questions.PublishedQuestion) -> None:
    """A second parser than the one that answers reads it, with the prefixes of the project.

    It has at most ten triple patterns; who supports whom on what takes five.
    """
    assert "PREFIX" not in question.text
    assert 0 < patterns(parsed(question.text)) <= (5 if question.name == "mutual-support" else 10)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("SELECT * { ?s a ?o ; ^rdfs:label/rdfs:seeAlso+ ?x }", 2),
        ("SELECT * { { SELECT ?s { ?s a ?o } } OPTIONAL { GRAPH ?g { ?s ?p ?o } } }", 2),
        ("ASK { ?s a ?o FILTER NOT EXISTS { ?o a|rdfs:label ?p } MINUS { ?o a ?q } }", 3),
        ("CONSTRUCT { ?s a ?o } { { ?s ?p ?o } UNION { ?o ?p ?s } }", 3),
    ],
)
def test_triple_patterns_are_counted_wherever_they_stand(text: str, count: int) -> None:
    """In graphs, options, unions, sub-queries, filters and templates."""
    assert patterns(prepareQuery(text, initNs={"rdfs": str(RDFS)}).algebra) == count


def test_rows_come_in_an_order() -> None:
    """The answer of a SELECT is not in the order of one engine, and its text in no engine's."""
    for question in ALL:
        assert question.form != "SELECT" or "\nORDER BY " in question.text, question.name
        assert not re.search("GROUP_CONCAT|SAMPLE", question.text), question.name


def test_every_stance_is_among_the_positions(dataset: Dataset) -> None:
    """What is said, denied or read into a deed is reached, not only what is accepted."""
    stances = {str(q.subject).strip("<>") for q in dataset.named_only if q.object == STANCE}

    assert stances and first_column("positions", dataset) == stances


def test_all_that_is_planned_is_among_the_plans(dataset: Dataset) -> None:
    """A plan is in no layer of what is accepted, but it can be asked for."""
    planned = {
        str(quad.subject).strip("<>")
        for quad in dataset.published
        if quad.predicate.value == f"{EV}modality" and quad.object == PLAN
    }

    assert len(planned) >= 11 and first_column("what-is-planned", dataset) == planned


def test_every_position_against_the_united_states_is_found(dataset: Dataset) -> None:
    """Accepted or read into a deed, towards it or towards what is tied to it."""
    assert len(first_column("who-counters-the-united-states", dataset)) >= 10


def test_every_term_of_the_ontology_is_asked_for(dataset: Dataset, asked: set[str]) -> None:
    """A class or property that no question needs has not earned its place."""
    terms = declared(dataset)

    assert len(terms) > 100
    assert sorted(terms - asked) == []


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_a_question_is_published_as_a_sparql_executable(
    question: questions.PublishedQuestion,
    published: dict[object, dict[str, set[object]]],
) -> None:
    """The form that SIB's and other tools harvest: types, query, words, keywords, target."""
    sparql = f"SPARQL{question.form.capitalize()}Executable"

    said = published[NamedNode(BASE + questions.QUERIES + question.name)]

    words = {Literal(text, language=language) for language, text in question.words.items()}
    assert set(question.words) == set(LANGUAGES)
    assert said == {
        str(RDF.type): {NamedNode(f"{SH}SPARQLExecutable"), NamedNode(f"{SH}{sparql}")},
        f"{SH}{question.form.lower()}": {Literal(question.text)},
        str(RDFS.comment): words,
        str(RDFS.label): words,
        str(SCHEMA.keywords): {Literal(word) for word in question.keywords},
        str(SCHEMA.target): {NamedNode(BASE + questions.ENDPOINT)},
        str(SH.prefixes): {NamedNode(BASE + questions.PREFIXES)},
    }


def test_the_prefixes_of_the_questions_are_declared(dataset: Dataset) -> None:
    """Who follows sh:prefixes finds a prefix and a namespace for each in use."""
    declarations = {
        quad.object
        for quad in dataset.published
        if quad.subject == NamedNode(BASE + questions.PREFIXES)
        and quad.predicate.value == f"{SH}declare"
    }

    assert len(declarations) == len(dataset.prefixes)


def test_no_question_repeats_another() -> None:
    """A question is asked once, in words and in SPARQL."""
    for language in LANGUAGES:
        assert len({q.words[language] for q in ALL}) == len(ALL), language
    assert len({q.text for q in ALL}) == len(ALL)


def test_a_question_without_its_header_is_refused(tmp_path: Path) -> None:
    """The message says what a header is."""
    (tmp_path / "bare.rq").write_text("SELECT * WHERE { ?s ?p ?o }")

    with pytest.raises(InputError, match=r"bare\.rq.*Comment lines: the question in each of en"):
        questions.read(tmp_path)


def test_the_last_languages_of_a_header_may_be_missing(tmp_path: Path) -> None:
    """A house that speaks fewer languages has fewer lines; its pages then show the ones that it has."""
    (tmp_path / "one.rq").write_text(
        "# What?\n# keywords: a, b\n# why\nSELECT * WHERE { ?s ?p ?o }\n"
    )

    (question,) = questions.read(tmp_path)

    assert (question.words, question.keywords) == ({"en": "What?"}, ("a", "b"))
    assert question.text == "# why\nSELECT * WHERE { ?s ?p ?o }\n"


def test_a_header_with_more_lines_than_languages_is_refused(tmp_path: Path) -> None:
    """A line too many would be taken for another language."""
    lines = "# line\n" * (len(LANGUAGES) + 1)
    (tmp_path / "long.rq").write_text(f"{lines}# keywords: a\nSELECT * WHERE {{ ?s ?p ?o }}\n")

    with pytest.raises(InputError, match=r"long\.rq"):
        questions.read(tmp_path)


def test_a_question_is_asked_in_every_language() -> None:
    """In the letters of each: Latin, kana, Han without kana, Cyrillic; Wikidata and NATO keep theirs."""
    kana, han, cyrillic = r"[\u3040-\u30ff]", r"[\u4e00-\u9fff]", r"[\u0400-\u04ff]"
    for question in ALL:
        en, ja, zh, ru = (question.words[language] for language in LANGUAGES)
        assert not re.search(f"{kana}|{han}|{cyrillic}", en), en
        assert re.search(kana, ja) and not re.search(cyrillic, ja), ja
        assert re.search(han, zh) and not re.search(f"{kana}|{cyrillic}", zh), zh
        assert re.search(cyrillic, ru) and not re.search(f"{kana}|{han}", ru), ru


def test_hygiene_rules_begin_with_the_rule_in_words() -> None:
    """Line 1 is what a report prints."""
    rules = sorted((HOUSE / "queries/hygiene").glob("*.rq"))

    assert rules
    assert [path.stem for path in rules if not path.read_text("utf-8").startswith("# ")] == []
