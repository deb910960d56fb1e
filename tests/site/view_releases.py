"""Releases with views alone, and the views of the site that answer from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from churo.http.context import Context
from churo.http.requests.request import Request
from churo.model import VIEWS, Release

URL = "http://127.0.0.1:7001"
BASE = "https://w3id.org/churo/"
View = Sequence[Mapping[str, str]]


def release(directory: Path, **views: View) -> Release:
    """A release with views; a cell with ``@`` and two letters at its end is a text in a language."""
    (directory / VIEWS).mkdir()
    for name, rows in views.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        bindings = [{column: _term(text) for column, text in row.items()} for row in rows]
        document = {"head": {"vars": columns}, "results": {"bindings": bindings}}
        path = directory / VIEWS / f"{name.replace('_', '-')}.json"
        path.write_text(json.dumps(document), "utf-8")
    return Release(directory, "r-1", "1", "Test", 1, {})


def served(found: Release) -> Any:
    """The release as one that is served."""
    return SimpleNamespace(release=found, license="https://example.org/licence")


def asked(path: str, query: str = "", language: str = "en") -> tuple[Request, Context]:
    """A request of a page, with its context."""
    fields = {"accept-language": language, "accept": "text/html"}
    return Request("GET", path, query, fields, b"", "", path), Context()


def _term(text: str) -> Mapping[str, str]:
    plain, at, language = text.rpartition("@")
    if at and len(language) == 2:
        return {"type": "literal", "value": plain, "xml:lang": language}
    kind = "uri" if text.startswith(("https:", "urn:")) else "literal"
    return {"type": kind, "value": text}
