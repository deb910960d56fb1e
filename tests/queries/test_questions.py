"""Every published question gives its expected answer; the files keep their form."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.errors import InputError
from churo.release import questions, validation
from churo.release.building import Dataset

HOUSE = Path(__file__).resolve().parents[2]
ALL = questions.read(HOUSE / "queries/questions")
FAMILIES = {"who-what-when", "positions", "figures", "evidence"}


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_the_answer_is_the_expected_one(
    question: questions.PublishedQuestion, dataset: Dataset
) -> None:
    """The answer kept beside the question was read row by row; the graph still gives it."""
    suffix = {"SELECT": ".csv", "ASK": ".txt", "CONSTRUCT": ".nt"}[question.form]
    expected = question.path.with_suffix(suffix).read_text("utf-8")

    assert validation.answer(dataset.public, question, dataset.prefixes) == expected


def test_there_are_at_least_25_questions() -> None:
    """The competency questions of the design are all here."""
    assert len(ALL) >= 25


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_the_first_keyword_is_the_family(question: questions.PublishedQuestion) -> None:
    """A reader finds the questions by family; each belongs to one."""
    assert [word for word in question.keywords if word in FAMILIES] == [question.keywords[0]]


def test_no_question_repeats_another() -> None:
    """A question is asked once, in words and in SPARQL."""
    assert len({q.words["en"] for q in ALL}) == len({q.words["ja"] for q in ALL}) == len(ALL)
    assert len({q.text for q in ALL}) == len(ALL)


def test_a_question_without_its_header_is_refused(tmp_path: Path) -> None:
    """The message says what a header is."""
    (tmp_path / "bare.rq").write_text("SELECT * WHERE { ?s ?p ?o }")

    with pytest.raises(InputError, match=r"bare\.rq.*Three comment lines"):
        questions.read(tmp_path)


@pytest.mark.parametrize(
    "path", sorted((HOUSE / "queries/hygiene").glob("*.rq")), ids=lambda p: p.stem
)
def test_hygiene_rules_begin_with_the_rule_in_words(path: Path) -> None:
    """Line 1 is what a report prints."""
    assert path.read_text("utf-8").startswith("# ")
