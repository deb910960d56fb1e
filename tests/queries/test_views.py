"""What pages and dumps ask: every term that a view names is declared, and every table has rows."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from churo.languages import LANGUAGES
from churo.release import building
from churo.release.source.derived_graphs import heading
from churo.release.source.merged_store import select

QUERIES = Path(__file__).resolve().parents[2] / "queries"
VIEWS = sorted((QUERIES / "views").rglob("*.rq"))
NAME = re.compile(r"(?<![\w:])(churo|code|ev|graph|dataset|id|query|asn):([\w-]+)")


@pytest.fixture(scope="module")
def known(dataset: building.Dataset) -> set[str]:
    """All that something is said of."""
    return {quad.subject.value for quad in dataset.published}


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_views_name_only_what_is_there(
    path: Path, known: set[str], dataset: building.Dataset
) -> None:
    """A slip of the pen would give an empty column and no error."""
    text = re.sub(r"^#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    named = {dataset.prefixes[prefix] + name for prefix, name in NAME.findall(text)}

    assert named <= known


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: path.stem)
def test_views_say_what_they_are_for(path: Path) -> None:
    """In English on the first line, in Japanese on the second."""
    first, second, *_ = path.read_text("utf-8").splitlines()

    assert re.match(r"# [A-Z].*[.?]$", first)
    assert re.match(r"# .*[\u3040-\u30ff\u4e00-\u9fff].*。$|# .*[\u4e00-\u9fff].*\)。$", second)


def test_every_column_of_a_question_is_called_something(dataset: building.Dataset) -> None:
    """A term of ours, which has a label, or one that the view of columns names in each language."""
    (path,) = (path for path in VIEWS if path.stem == "columns")
    called: dict[str, set[str]] = defaultdict(set)
    for row in select(dataset.public, heading(dataset.prefixes) + path.read_text("utf-8")):
        called[row["column"].value].add(row["heading"].language)
    terms = {quad.subject.value.rpartition("#")[2] for quad in dataset.published}
    answers = list((QUERIES / "questions").glob("*.csv"))
    columns = {name for file in answers for name in file.read_text("utf-8").split()[0].split(",")}

    assert len(columns) > 100
    assert {
        name
        for name in columns
        if called.get(name) != set(LANGUAGES) and not terms & {name, name[:1].upper() + name[1:]}
    } == set()


@pytest.mark.parametrize("name", ["assertions", "events", "stances", "observations"])
def test_tables_have_one_row_for_each_thing_and_layer(name: str, dataset: building.Dataset) -> None:
    """No pattern multiplies rows."""
    (path,) = (path for path in VIEWS if path.stem == name and path.parent.name == "tables")
    rows = list(select(dataset.public, heading(dataset.prefixes) + path.read_text("utf-8")))
    keys = [(row[0], "" if name == "assertions" else row["layer"]) for row in rows]

    assert keys
    assert len(keys) == len(set(map(str, keys)))


def rows_of(dataset: building.Dataset, stem: str) -> list[dict[str, str]]:
    """What a view gives, by its columns."""
    (path,) = (path for path in VIEWS if path.parent.name == "pages" and path.stem == stem)
    found = select(dataset.public, heading(dataset.prefixes) + path.read_text("utf-8"))
    return [{name: row[name].value for name in ("event", "role", "value")} for row in found]


def test_every_event_that_has_a_day_is_in_the_timeline(dataset: building.Dataset) -> None:
    """Also one of which no end is known, and once more in the series that its series is part of."""
    dated = select(
        dataset.public,
        heading(dataset.prefixes)
        + "SELECT DISTINCT ?event { ?event a/rdfs:subClassOf* churo:Event ; churo:earliest ?day }",
    )
    told = rows_of(dataset, "timeline")
    whole, part = (
        {row["event"] for row in told if row["role"] == "series" and row["value"].endswith(name)}
        for name in ("/id/china-russia-joint-exercises", "/id/joint-sea-exercises")
    )

    assert {row["event"] for row in told} == {row["event"].value for row in dated}
    assert part < whole
    assert len(part) == 13
