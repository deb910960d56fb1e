"""What the tools take: by the definition that a model reads, and refused in words where it is not so."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from churo.errors import ProtocolError
from churo.site.agents.tool_table import table

TOOLS = table(1000)

BAD: list[tuple[str, dict[str, Any], str]] = [
    ("search", {}, "“query” is needed"),
    ("search", {"query": ""}, "“query” is needed"),
    ("search", {"query": 5}, "is a string"),
    ("search", {"query": "x" * 201}, "at most 200"),
    ("search", {"query": "x", "kind": "person"}, "is one of"),
    ("search", {"query": "x", "limit": 0}, "from 1 to 50"),
    ("search", {"query": "x", "limit": 51}, "from 1 to 50"),
    ("search", {"query": "x", "limit": True}, "whole number"),
    ("search", {"query": "x", "limit": 1.5}, "whole number"),
    ("search", {"query": "x", "langauge": "en"}, "does not take “langauge”"),
    ("search", {"query": "x", "language": "de"}, "is one of"),
    ("claims", {"verdict": "true"}, "is one of"),
    ("claims", {"offset": -1}, "from 0"),
    ("sparql", {"query": "x" * 1001}, "at most 1000"),
]


def test_there_are_six() -> None:
    """As the reference has them."""
    assert set(TOOLS) == {"search", "thing", "claims", "question", "schema", "sparql"}


@pytest.mark.parametrize("name", TOOLS)
def test_definitions_are_json_schema(name: str) -> None:
    """Of an object that has nothing else, by a tool that only reads."""
    definition = TOOLS[name].definition

    Draft202012Validator.check_schema(definition["inputSchema"])
    assert definition["inputSchema"]["additionalProperties"] is False
    assert definition["annotations"]["readOnlyHint"] is True


@pytest.mark.parametrize(("name", "given", "told"), BAD, ids=lambda value: str(value)[:40])
def test_what_does_not_fit_is_refused(name: str, given: dict[str, Any], told: str) -> None:
    """In words, and by the schema as well, but for what the schema cannot say."""
    with pytest.raises(ProtocolError, match=told):
        TOOLS[name].read(given)
    valid = Draft202012Validator(TOOLS[name].definition["inputSchema"]).is_valid(given)
    assert not valid or given == {"query": ""}


@pytest.mark.parametrize("word", ["partly-supported", "code:partly-supported", "partly"])
def test_a_verdict_is_known_by_the_code_of_the_data(word: str) -> None:
    """With its prefix or without, and by the word of the pages."""
    assert TOOLS["claims"].read({"verdict": word})["verdict"] == "partly-supported"


def test_what_is_left_out_has_its_default() -> None:
    """Also where it is given as nothing."""
    assert TOOLS["search"].read({"query": "x", "kind": None}) == {
        "query": "x",
        "kind": "",
        "limit": 5,
        "language": "en",
    }
