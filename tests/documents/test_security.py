"""SECURITY.md promises nothing that no test shows."""

from __future__ import annotations

import ast
import re

import pytest

from .markdown import HOUSE, text

PAGE = HOUSE / "SECURITY.md"
SHOWN = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text(PAGE))
PROMISES = text(PAGE).split("## What is promised")[1].split("## What is not promised")[0]


@pytest.mark.parametrize(("path", "name"), SHOWN, ids=[name for _, name in SHOWN])
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    """In the file that is named."""
    tree = ast.parse((HOUSE / path).read_text("utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_promise_names_a_test() -> None:
    """A paragraph that begins with what is promised ends with what shows it."""
    promises = [part for part in PROMISES.split("\n\n") if part.strip().startswith("**")]

    assert len(promises) == 11
    assert [part[:60] for part in promises if "`tests/" not in part] == []
