"""Every hygiene query is shown to bite: nothing in the good dataset, the fault in its bad one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Store

from churo.release.source.derived_graphs import heading
from churo.release.source.merged_store import select

from .examples import HERE, HOUSE, bad, catalogue, prefixes, store

QUERIES = {path.stem: path for path in sorted((HOUSE / "queries/hygiene").glob("*.rq"))}
BAD = {path.stem: path for path in sorted((HERE / "bad").glob("*.trig"))}


@cache
def whole() -> Store:
    """The good dataset, made once."""
    return store()


def found(rule: str, data: Store) -> set[str]:
    """The first column of what a rule finds."""
    text = heading(prefixes()) + QUERIES[rule].read_text("utf-8")
    return {row[0].value for row in select(data, text)}


@pytest.mark.parametrize("rule", QUERIES)
def test_nothing_is_found_in_the_good_dataset(rule: str) -> None:
    """So what is found in a bad one is the badness."""
    assert found(rule, whole()) == set()


@pytest.mark.parametrize("rule", QUERIES)
def test_the_fault_is_found(rule: str) -> None:
    """Every rule has a smallest bad example and finds in it what the example says, nothing else."""
    assert rule in BAD, f"write tests/hygiene/bad/{rule}.trig"
    example = bad(BAD[rule])

    assert found(rule, store(example.extra, example.without)) == example.finds


@pytest.mark.parametrize("path", BAD.values(), ids=BAD)
def test_what_a_bad_example_takes_out_is_there(path: Path) -> None:
    """A line that takes nothing out shows nothing."""
    assert bad(path).without <= set(whole())


@pytest.mark.parametrize("path", BAD.values(), ids=BAD)
def test_a_bad_example_belongs_to_a_rule_and_says_what_is_wrong(path: Path) -> None:
    """One whose rule is gone is gone too; the first line is a sentence."""
    first = path.read_text("utf-8").splitlines()[0]

    assert path.stem in QUERIES
    assert first.startswith("# ") and first.endswith(".")


@pytest.mark.parametrize("path", QUERIES.values(), ids=QUERIES)
def test_a_rule_says_itself_in_words(path: Path) -> None:
    """The first line is the sentence that a finding shows."""
    first = path.read_text("utf-8").splitlines()[0]

    assert first.startswith("# ") and first.endswith(".")


def test_every_layer_of_the_good_dataset_holds_something() -> None:
    """Each rule over a layer has something to look at."""
    present = {graph.value for graph in whole().named_graphs()}
    generated = {graph.iri for graph in catalogue().graphs if graph.query is not None}
    public = generated & (catalogue().published | catalogue().named_only)

    assert public <= present
