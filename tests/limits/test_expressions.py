"""No regular expression that reads what a client sent can go back over it, and each Python reads it alike."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import churo
from churo.engine.syntax import sparql_lexer
from churo.rdf import trig
from churo.release.foreign import blank_labels

PACKAGE = Path(churo.__file__).parent
SERVING = ("http", "site", "engine", "protocol", "negotiation", "identifiers", "memo")
# What reads no client's words: the engine's own messages, in a worker.
REVIEWED = {
    "churo.engine.worker.evaluation": "messages of the engine, in a worker under its deadline"
}
LETTERS = {kinds.LITERAL, kinds.NOT_LITERAL, kinds.IN, kinds.ANY, kinds.AT}
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
    elif type(value).__module__.startswith("churo."):
        yield from patterns(list(getattr(value, "__dict__", {}).values()))


def parts(value: object) -> Iterator[Any]:
    """The expressions within the value of a node of an expression."""
    for part in value if isinstance(value, (tuple, list)) else (value,):
        for one in part if isinstance(part, list) else [part]:
            if isinstance(one, parser.SubPattern):
                yield one


def repeated(kind: object, value: Any) -> Any:
    """What a node repeats that gives nothing back once it is passed; ``None`` for another node."""
    if kind is kinds.POSSESSIVE_REPEAT:
        return value
    if kind is kinds.ATOMIC_GROUP and len(value) == 1 and value[0][0] is kinds.MAX_REPEAT:
        return value[0][1]
    return None


def goes_back(tree: Iterable[Any]) -> bool:
    """Whether an expression has a repetition without end that may give back what it took."""
    for kind, value in tree:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and value[1] is kinds.MAXREPEAT:
            return True
        inner = repeated(kind, value)
        if any(goes_back(one) for one in parts(inner or value)):
            return True
    return False


def may_be_left_out(node: tuple[Any, Any]) -> bool:
    """Whether a node matches nothing, too, and so cannot fail."""
    inner = repeated(*node)
    return inner is not None and inner[0] == 0


def only_letters(nodes: Iterable[Any]) -> bool:
    """Whether each node matches one letter, or a place."""
    return all(kind in LETTERS for kind, _ in nodes)


def fails_where_it_began(body: Any) -> bool:
    """Whether nothing of what is repeated can fail once something else than a letter was passed."""
    nodes = list(body)
    while nodes and may_be_left_out(nodes[-1]):
        nodes.pop()
    if nodes and nodes[0][0] is kinds.ASSERT and only_letters(nodes[0][1][1]):
        nodes.pop(0)
    if len(nodes) == 1:
        kind, value = nodes[0]
        inner = repeated(kind, value)
        if kind is kinds.BRANCH:
            return all(map(fails_where_it_began, value[1]))
        if inner is not None and inner[0] == 1:
            return fails_where_it_began(inner[2])
    return only_letters(nodes)


def differs(tree: Iterable[Any]) -> bool:
    """Whether Python before 3.11.5 reads an expression otherwise than later ones.

    There a possessive repetition does not step back from what its last turn took before it failed. An
    ordinary one in an atomic group does, and letters do not need it.
    """
    return any(
        (kind is kinds.POSSESSIVE_REPEAT and not fails_where_it_began(value[2]))
        or any(map(differs, parts(value)))
        for kind, value in tree
    )


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
        (r"(?>(?:ab)*)", False),
        (r"(?>(?:a*b)*)", True),
        (r"(?>a*b)", True),
        (r"[+*]", False),
    ],
)
def test_goes_back(pattern: str, back: bool) -> None:
    """Possessive repetitions and those with an end are let pass."""
    assert goes_back(parser.parse(pattern)) is back


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (r"a*+", False),
        (r"(?:ab|c)*+", False),
        (r"(?:(?=ab)a)*+", False),
        (r"(?:ab*+)?+", False),
        (r"(?:\\.[^a]*+)*+", False),
        (r"(?>(?:ab?c)*)", False),
        (r"(?:ab?c)*+", True),
        (r"(?:\.\d++)*+", True),
        (r"(?:a(?!b))*+", True),
        (r"(?:ab{2})*+", True),
        (r"(?:(?!ab)a)*+", True),
        (r"(?:(?=a?b)a)*+", True),
    ],
)
def test_differs(pattern: str, told: bool) -> None:
    """What fails behind a repetition, or within a look ahead, has moved."""
    assert differs(parser.parse(pattern)) is told


@pytest.mark.parametrize("name", list(modules()))
def test_nothing_goes_back(name: str) -> None:
    """In each module that serves, each expression is possessive."""
    found = [p for value in vars(importlib.import_module(name)).values() for p in patterns(value)]
    back = [p.pattern for p in found if goes_back(parser.parse(p.pattern, p.flags))]

    assert name in REVIEWED or back == []


def test_every_python_reads_expressions_alike() -> None:
    """In the whole package, whatever is compiled as it is imported."""
    names = [found.name for found in pkgutil.walk_packages(churo.__path__, "churo.")]
    values = [vars(importlib.import_module(name)) for name in names if "__main__" not in name]
    found = {p for module in values for value in module.values() for p in patterns(value)}

    assert len(found) > 100
    assert [p.pattern for p in found if differs(parser.parse(p.pattern, p.flags))] == []


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (sparql_lexer._LONG_STRINGS['"'], '"""' + r"\"a" * 100_000 + '"""'),
        (sparql_lexer._LONG_STRINGS["'"], "'''" + "'a" * 100_000 + "'''"),
        (trig.OPAQUE, '"""' + r"\"a" * 100_000 + '"""'),
        (blank_labels._PIECE, b'<a> <b> "c" .\n' * 20_000),
    ],
    ids=["escapes", "quotes", "TriG", "lines"],
)
def test_a_long_text_is_read_without_remembering_its_parts(
    expression: re.Pattern[Any], text: Any
) -> None:
    """Which a greedy repetition does of each turn, even in an atomic group, for as long as it reads."""
    tracemalloc.start()
    try:
        match = expression.match(text)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert match is not None and match.end() >= len(text) - 3
    assert most < len(text) / 10


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
        tree = parser.parse(call.args[0].value)
        assert not goes_back(tree) and not differs(tree), ast.unparse(call)
