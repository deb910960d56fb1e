"""The examples of the documents are run: queries over the graph, Turtle and TriG by the parser."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse

from churo.publication import catalogue
from churo.release.building import Dataset
from churo.release.source.derived_graphs import heading

from .markdown import HOUSE, Block, blocks

ALL = tuple(blocks())
SPARQL = [
    (block, after)
    for block, after in zip(ALL, (*ALL[1:], None), strict=True)
    if block.language == "sparql"
]
QUOTED = re.compile(r"'\s*((?:PREFIX|SELECT)[^'…]+)'")
TYPED = [block for block in ALL if not block.language and QUOTED.search(block.text)]
RDF = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG}
LANGUAGES = {"", "sparql", "csv", "python", *RDF}


def test_every_block_is_of_a_language_that_is_tested() -> None:
    """What is in another would be tested by nobody."""
    assert {block.language for block in ALL} == LANGUAGES


@pytest.mark.parametrize(("block", "after"), SPARQL, ids=[block.id for block, _ in SPARQL])
def test_a_query_gives_the_answer_that_is_shown(
    block: Block, after: Block | None, dataset: Dataset
) -> None:
    """That of the next block, with IRIs shortened; where none is shown, at least one row."""
    solutions = dataset.public.query(heading(dataset.prefixes) + block.text)
    assert isinstance(solutions, QuerySolutions)
    answer = (solutions.serialize(format=QueryResultsFormat.CSV) or b"").decode()
    for prefix, space in dataset.prefixes.items():
        answer = answer.replace(space, f"{prefix}:")

    rows = answer.splitlines()
    if after and after.language == "csv":
        assert rows == after.text.splitlines()
    else:
        assert len(rows) > 1


def test_a_program_runs_with_the_query_before_it() -> None:
    """Each block of Python, with the block of SPARQL before it as ``query``."""
    programs = [(before, block) for before, block in pairwise(ALL) if block.language == "python"]

    assert programs
    for before, block in programs:
        assert before.language == "sparql", block.id
        exec(compile(block.text, block.id, "exec"), {"query": before.text})


@pytest.mark.parametrize("block", TYPED, ids=lambda block: block.id)
def test_a_query_that_is_typed_gives_an_answer(block: Block, dataset: Dataset) -> None:
    """What stands between quotes in a command is asked, too."""
    for query in QUOTED.findall(block.text):
        assert list(dataset.public.query(heading(dataset.prefixes) + query)), query


def test_every_answer_belongs_to_a_query() -> None:
    """So that none is left behind when a query goes."""
    answers = [block for block in ALL if block.language == "csv"]

    assert [block.id for block in answers] == [
        after.id for _, after in SPARQL if after and after.language == "csv"
    ]


@pytest.mark.parametrize(
    "block", [block for block in ALL if block.language in RDF], ids=lambda block: block.id
)
def test_rdf_is_rdf(block: Block) -> None:
    """With the prefixes of the project, and none of them misspelt."""
    prefixes = catalogue.prefixes(HOUSE)
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes.items())

    assert list(
        parse(head + block.text, RDF[block.language], base_iri="https://w3id.org/churo/file/")
    )
