"""The guide that a release carries: what it tells is so, and another graph brings its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Store

from churo.errors import InputError
from churo.model import VIEWS
from churo.release.building import Dataset
from churo.release.dumps import guide


@pytest.fixture(scope="module")
def text(house_release: Path) -> str:
    """The guide of the house."""
    return (house_release / VIEWS / "guide.md").read_text("utf-8")


def test_every_query_answers_as_it_is_shown(text: str, dataset: Dataset) -> None:
    """With the prefixes of the guide alone."""
    head, *examples = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)

    assert len(examples) == 3
    for example in examples:
        shown = re.findall(r"^# (.*)$", example, re.MULTILINE)
        answer = dataset.public.query(head + example)
        if isinstance(answer, QueryBoolean):
            assert shown == [str(bool(answer)).lower()]
            continue
        assert isinstance(answer, QuerySolutions)
        rows = list(answer)
        assert shown[0] == " | ".join(variable.value for variable in answer.variables)
        assert len(rows) == 1 or shown[-1] == f"… {len(rows) - 1} more"


def test_every_code_and_property_exists(text: str, dataset: Dataset) -> None:
    """Nothing is named that the graph does not have."""
    spaces = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", text, re.MULTILINE))
    named = set(re.findall(r"\b(churo|ev|code|id):([A-Za-z][\w-]*)", text))
    unknown = [
        f"{prefix}:{name}"
        for prefix, name in sorted(named)
        if not _is_known(dataset.public, NamedNode(spaces[prefix] + name))
    ]

    assert unknown == []


def test_what_a_reader_would_take_wrongly_is_told(text: str) -> None:
    """The rarest verdict, what a stance is for or against, and that a day may be missing."""
    assert re.search(r"ev:currentVerdict\? \(code:[^)…]* refuted\)", text)
    assert "target|churo:concerns" not in text and "judges its `churo:target`" in text
    assert "none while the end is open" in text and "OPTIONAL {\n?meeting churo:place" in text


def _is_known(store: Store, node: NamedNode) -> bool:
    return any(store.quads_for_pattern(node, None, None)) or any(
        store.quads_for_pattern(None, None, node)
    )


def test_a_house_without_rules_has_no_guide(tmp_path: Path) -> None:
    """Nothing is made up for it."""
    assert list(guide.texts(Store(), tmp_path, "", {})) == []


def house(root: Path, classes: str) -> Path:
    """A house of another domain."""
    (root / "queries/guide").mkdir(parents=True)
    (root / "queries/questions").mkdir()
    (root / "queries/guide/rules.md").write_text("- Ask for ex:Boat.\n", "utf-8")
    (root / "queries/guide/classes.rq").write_text(classes, "utf-8")
    (root / "queries/guide/properties.rq").write_text(
        "SELECT ?property (COUNT(*) AS ?uses) { ?s ?property ?o } GROUP BY ?property", "utf-8"
    )
    (root / "queries/questions/boats.rq").write_text(
        "# Is there a boat?\n# 船はあるか。\n# keywords: boats, guide\nASK { ?boat a ex:Boat }\n",
        "utf-8",
    )
    return root


CLASSES = """SELECT ?place ?class ?things ?property ?uses ?value ?times {
  VALUES (?place ?class ?things ?property ?uses ?value ?times) {
    (1 ex:Boat 3 ex:sail 2 UNDEF UNDEF) (1 ex:Boat 3 ex:kind 3 ex:yacht 2)
  }
}"""


def test_another_graph_brings_its_own(tmp_path: Path) -> None:
    """Its rules, its classes, its questions."""
    prefixes = {"ex": "urn:ex:"}
    head = "PREFIX ex: <urn:ex:> "

    ((name, made),) = guide.texts(Store(), house(tmp_path, CLASSES), head, prefixes)

    assert name == "views/guide.md"
    assert "- `ex:Boat` 3: ex:kind (ex:yacht), sail?\n" in made
    assert "PREFIX ex: <urn:ex:>\n" in made
    assert "### Is there a boat?\n```sparql\nASK { ?boat a ex:Boat }\n# false\n```" in made


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "SELECT"])
def test_what_is_no_select_is_refused(tmp_path: Path, query: str) -> None:
    """By the name of its file."""
    with pytest.raises(InputError, match="makes no guide"):
        list(guide.texts(Store(), house(tmp_path, query), "PREFIX ex: <urn:ex:> ", {}))


def test_long_values_are_cut() -> None:
    """And IRIs without a known prefix are whole."""
    assert guide._short(Literal("x" * 100), {}) == f"{'x' * guide.LONGEST}…"
    assert guide._short(NamedNode("urn:a"), {"u": "urn:b"}) == "<urn:a>"
