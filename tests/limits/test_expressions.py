"""No regular expression that reads what a client sent can go back over it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import churo

PACKAGE = Path(churo.__file__).parent
SERVING = ("http", "site", "engine", "protocol", "negotiation", "identifiers", "memo")
# What reads no client's words: the engine's own messages, in a worker.
REVIEWED = {
    "churo.engine.worker.evaluation": "messages of the engine, in a worker under its deadline"
}
CALLS = {"search", "match", "fullmatch", "sub", "split", "findall", "finditer"}


def modules() -> Iterator[str]:
    """The names of the modules that serve."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] in SERVING:
            yield ".".join(("churo", *parts)).removesuffix(".__init__")


def patterns(value: object) -> Iterator[re.Pattern[Any]]:
    """The expressions in a value of a module."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from patterns(part)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from patterns(part)


def goes_back(tree: Iterable[Any]) -> bool:
    """Whether an expression has a repetition without end that may give back what it took."""
    for kind, value in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and value[1] is kinds.MAXREPEAT:
            return True
        parts = value if isinstance(value, (tuple, list)) else (value,)
        for part in parts:
            inner = part if isinstance(part, list) else [part]
            if any(isinstance(one, parser.SubPattern) and goes_back(one) for one in inner):
                return True
    return False


@pytest.mark.parametrize(
    ("pattern", "back"),
    [
        (r"a+", True),
        (r"a*?b", True),
        (r"(?:x|(a+)b)", True),
        (r"(?=a*)", True),
        (r"a++b", False),
        (r"(?:a|b)*+c{1,9}", False),
        (r"(?:a*)*+", True),
        (r"[+*]", False),
    ],
)
def test_goes_back(pattern: str, back: bool) -> None:
    """Possessive repetitions and those with an end are let pass."""
    assert goes_back(parser.parse(pattern)) is back


@pytest.mark.parametrize("name", list(modules()))
def test_nothing_goes_back(name: str) -> None:
    """In each module that serves, each expression is possessive."""
    found = [p for value in vars(importlib.import_module(name)).values() for p in patterns(value)]
    back = [p.pattern for p in found if goes_back(parser.parse(p.pattern, p.flags))]

    assert name in REVIEWED or back == []


@pytest.mark.parametrize("name", list(modules()))
def test_expressions_stand_in_the_head(name: str) -> None:
    """Expressions inside functions are plain texts, which the test above can also read."""
    path = Path(importlib.import_module(name).__file__ or "")
    inline = [
        call
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id, call.func.attr in CALLS) == ("re", True)
    ]

    for call in inline:
        assert isinstance(call.args[0], ast.Constant), ast.unparse(call)
        assert not goes_back(parser.parse(call.args[0].value)), ast.unparse(call)
