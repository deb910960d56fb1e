"""The published questions of the house: asked of other things, in families, with related ones."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from churo.publication import integrity
from churo.site.components.labels import Text
from churo.site.questions.catalogue import Parameter, Question, QuestionCatalogue

IDS = "https://w3id.org/churo/id/"
PREFIXES = {"id": IDS, "ex": "http://e.example/"}
ALL_RELATED = """
import sys
from pathlib import Path
from churo.publication import integrity
from churo.site.questions.catalogue import QuestionCatalogue

found = QuestionCatalogue(integrity.read_release(Path(sys.argv[1])))
for row in found.questions.values():
    print(row.slug, *(other.slug for other in found.related(row)))
"""


@pytest.fixture(scope="module")
def catalogue(house_release: Path) -> QuestionCatalogue:
    """The questions of the house."""
    return QuestionCatalogue(integrity.read_release(house_release))


def question(text: str, *constants: str) -> Question:
    """A question that names things which others may replace."""
    rows = tuple(Parameter(f"p{n}", iri, (), (iri,)) for n, iri in enumerate(constants))
    return Question("http://e.example/q", "select", text, frozenset(), "", rows, (Text("?"),))


def test_a_question_is_asked_of_others() -> None:
    """Wherever it names the thing, short or in full, and nowhere else."""
    text = f"{{ ?s ex:p id:russia ; ex:id id:russia-house , <{IDS}russia> , id:china }}"

    asked = question(text, f"{IDS}russia").asked_of({"p0": f"{IDS}japan"}, PREFIXES)

    assert asked == (
        f"{{ ?s ex:p <{IDS}japan> ; ex:id id:russia-house , <{IDS}japan> , id:china }}"
    )


def test_two_may_change_places() -> None:
    """Each is put in the place of what the question names, not of what was just put there."""
    one, other = f"{IDS}china", f"{IDS}russia"

    asked = question("id:china id:russia", one, other).asked_of({"p0": other, "p1": one}, PREFIXES)

    assert asked == f"<{other}> <{one}>"


def test_ten_questions_can_be_asked_of_others(catalogue: QuestionCatalogue) -> None:
    """In four languages, of named things of the release, in the place of what their text names."""
    open_ = [row for row in catalogue.questions.values() if row.parameters]

    assert len(open_) >= 10
    for row in open_:
        assert {text.language for text in row.patterns} == {"en", "ja", "zh", "ru"}, row.slug
        for parameter in row.parameters:
            assert len(parameter.choices) > 1, row.slug
            assert {text.language for text in parameter.labels} == {"en", "ja", "zh", "ru"}
            assert f"id:{parameter.constant.removeprefix(IDS)}" in row.text, row.slug
            assert all(f"{{{parameter.name}}}" in text.text for text in row.patterns), row.slug


def test_every_question_is_in_a_family_and_has_related_ones(catalogue: QuestionCatalogue) -> None:
    """None is its own relative."""
    families = catalogue.by_family()

    assert sum(len(rows) for _, rows in families) == len(catalogue.questions) > 100
    for row in catalogue.questions.values():
        assert catalogue.related(row)
        assert row not in catalogue.related(row)


def test_what_is_asked_first_stands_first(catalogue: QuestionCatalogue) -> None:
    """In its order, in four languages; then what can be asked of others."""
    for texts in catalogue.first.values():
        assert {text.language for text in texts} == {"en", "ja", "zh", "ru"}
    assert catalogue.asked_first[:2] == ["meetings-of-two", "trade-value"]
    assert len(catalogue.asked_first) == len(catalogue.first) >= 10
    for _, rows in catalogue.by_family():
        asked = [row.slug in catalogue.first for row in rows]
        others = [bool(row.parameters) for row in rows if row.slug not in catalogue.first]
        assert asked == sorted(asked, reverse=True)
        assert others == sorted(others, reverse=True)


def test_related_questions_name_the_same_things(catalogue: QuestionCatalogue) -> None:
    """Of meetings by place those of meetings come before what shares a keyword alone."""
    related = [row.slug for row in catalogue.related(catalogue.questions["meetings-by-place"])]

    assert "meetings-of-two" in related
    assert not {"positions", "trade-value"} & set(related)


def test_related_questions_are_the_same_whatever_the_order_of_sets(house_release: Path) -> None:
    """Of equal weight they follow their slugs: each process, each export has one order."""
    told = {
        subprocess.run(
            [sys.executable, "-c", ALL_RELATED, str(house_release)],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(6)
    }

    assert len(told) == 1
