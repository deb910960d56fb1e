"""A page of another origin may send every header field that is read (Fetch §4.8)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import churo
from churo.http.fields.cors import ALLOWED, PREFLIGHT
from churo.http.requests.request_limits import LISTS
from churo.http.requests.request_reading import REPEATED
from churo.site.addresses.routing import CONDITIONS

PACKAGE = Path(churo.__file__).parent
# What a browser sets, and lets no page set (Fetch §2.2.2); and what a proxy sets.
BROWSERS = {
    "accept-encoding",
    "access-control-request-method",
    "content-length",
    "host",
    "x-forwarded-for",
}
REPLIES = {"allow", "etag", "retry-after", "vary"}  # looked up in replies
HEADERS = {"headers", "request.headers", "incoming.request.headers", "request"}


def constants(tree: ast.Module) -> dict[str, str]:
    """The texts that names of a module stand for."""
    found: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        target, value = node.targets[0], node.value
        names = target.elts if isinstance(target, ast.Tuple) else [target]
        values = value.elts if isinstance(value, ast.Tuple) else [value]
        for name, text in zip(names, values, strict=False):
            if isinstance(name, ast.Name) and isinstance(text, ast.Constant):
                found[name.id] = str(text.value)
    return found


def looked_up(tree: ast.Module) -> Iterator[ast.expr]:
    """What is looked up in header fields: by get, in brackets, or whether it is there."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=where, attr="get"), args=[key, *_]):
                pass
            case ast.Subscript(value=where, slice=key, ctx=ast.Load()):
                pass
            case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()], comparators=[where]):
                pass
            case _:
                continue
        if ast.unparse(where) in HEADERS:
            yield key


def names_in(text: str) -> set[str]:
    """The fields that a module reads."""
    tree = ast.parse(text)
    known = constants(tree)
    keys = [
        row.value if isinstance(row, ast.Constant) else known.get(ast.unparse(row))
        for row in looked_up(tree)
    ]
    return {key for key in keys if isinstance(key, str)}


def test_a_field_that_is_read_is_found() -> None:
    """By whichever of its spellings, also under a name; not what is set."""
    text = 'A, B = "a", "b"\nheaders.get("x")\nrequest.headers[A]\nB in headers\nheaders["y"] = 1'

    assert names_in(text) == {"a", "b", "x"}


def test_what_is_read_is_allowed() -> None:
    """And nothing else is."""
    modules = [path for room in ("http", "site") for path in (PACKAGE / room).rglob("*.py")]
    read = set().union(*(names_in(path.read_text("utf-8")) for path in modules))
    read |= {*REPEATED, *CONDITIONS, *LISTS}
    allowed = ALLOWED.lower().split(", ")

    assert sorted(read - BROWSERS - REPLIES) == sorted(allowed)
    assert ("access-control-allow-headers", ALLOWED) in PREFLIGHT
