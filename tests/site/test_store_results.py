"""What the engine answers to our own questions is read, or meets a limit."""

from __future__ import annotations

import json

import pytest

from churo.errors import LimitExceeded
from churo.model import Answer, Body
from churo.rdf import LONGEST_ROW, Literal
from churo.site.store import results


def answer(text: str) -> Answer:
    """One row with a text, and a variable without a value."""
    row = {"text": {"type": "literal", "value": text}}
    told = {"head": {"vars": ["text", "none"]}, "results": {"bindings": [row]}}
    return Answer("solutions", results.JSON, Body.of(json.dumps(told).encode()), 1, 0.0)


def test_a_row_has_what_its_variables_have() -> None:
    """``None`` where a variable has no value."""
    assert results.rows(answer("x")) == [(Literal("x"), None)]


def test_a_text_that_is_longer_than_the_library_reads_meets_a_limit() -> None:
    """It is no fault of ours that nobody can mend."""
    with pytest.raises(LimitExceeded) as caught:
        results.rows(answer("x" * LONGEST_ROW))

    assert caught.value.limit == "answer"
