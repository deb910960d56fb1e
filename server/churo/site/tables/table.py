"""The tables that a release has, read once from their files, with what their columns mean."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...languages import LANGUAGES
from ...model import TABLES_VIEW, Release
from ...publication.distributions import DUMPS

PARTED = " | "  # what parts several values of one cell
LARGEST = 16 << 20  # bytes of a table that pages show; a larger one is there to be downloaded

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table: its texts by language, those of its columns, its rows unless they are too many."""

    name: str
    titles: Texts
    columns: tuple[str, ...]
    meanings: Mapping[str, Texts]
    rows: Sequence[tuple[str, ...]] = field(repr=False, compare=False)
    shown: bool = True

    def title(self, language: str) -> tuple[str, str]:
        """What it is about, in a language or else in another, with that."""
        return best(self.titles, language)

    def meaning(self, column: str, language: str) -> tuple[str, str]:
        """What a column holds, in a language or else in another, with that."""
        return best(self.meanings.get(column, {}), language)


def best(texts: Texts, language: str) -> tuple[str, str]:
    """The text in a language, else in the first of ours that there is one in, with that."""
    for tag in (language, *LANGUAGES):
        if tag in texts:
            return texts[tag], tag
    return "", ""


def values(cell: str) -> list[str]:
    """The values of a cell."""
    return [value for value in cell.split(PARTED) if value]


def read(release: Release) -> Mapping[str, Table]:
    """The tables by name, in the order in which the release tells of them; none of other releases."""
    place = release.directory / TABLES_VIEW
    if not place.is_file():
        return {}
    told: Mapping[str, Any] = json.loads(place.read_text("utf-8"))
    found = {}
    for name, titles in told["tables"].items():
        path = release.directory / DUMPS / f"{name}.csv"
        if path.is_file():
            found[name] = _table(name, titles, told["columns"], path)
    return found


def _table(name: str, titles: Texts, meanings: Mapping[str, Texts], path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        columns = tuple(next(reader, ()))
        shown = path.stat().st_size <= LARGEST
        rows = [tuple(row) for row in reader] if shown else []
    known = {column: meanings[column] for column in columns if column in meanings}
    return Table(name, titles, columns, known, rows, shown)
