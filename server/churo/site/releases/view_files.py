"""Reads the views of the served release, from which pages of its domain are written."""

# Why: docs/decisions/2026-11-26-pages-from-views-of-the-release.md

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from ...model import VIEWS, Release


class Cell(NamedTuple):
    """A term of a view: its IRI or text, with the language of a text; empty where there is none."""

    value: str = ""
    language: str = ""


EMPTY = Cell()
# Pages that there are where the release carries a view for them.
PAGES = {
    "claims": "claims",
    "questions": "questions",
    "positions": "positions",
    "errors": "slips",
    "figures": "figures",
    "timeline": "timeline",
    "data": "tables",
}
Row = tuple[Cell, ...]


def rows(release: Release, name: str, *columns: str) -> list[Row]:
    """The rows of a view in the order of ``columns``; none where the release has no such view."""
    path = release.directory / VIEWS / f"{name}.json"
    if not path.is_file():
        return []
    document = json.loads(path.read_text("utf-8"))
    return [
        tuple(_cell(binding.get(column)) for column in columns)
        for binding in document["results"]["bindings"]
    ]


def has(release: Release, name: str) -> bool:
    """Whether the release carries a view."""
    return (release.directory / VIEWS / f"{name}.json").is_file()


def offered(release: Release) -> tuple[str, ...]:
    """The pages that there are for the views of the release: their paths below a language."""
    return tuple(page for page, view in PAGES.items() if has(release, view))


def text(release: Release, name: str) -> str:
    """A view that is a text, by its file's whole name; empty where the release has no such view."""
    path = release.directory / VIEWS / name
    return path.read_text("utf-8") if path.is_file() else ""


def _cell(term: Mapping[str, str] | None) -> Cell:
    return EMPTY if term is None else Cell(term["value"], term.get("xml:lang", ""))
