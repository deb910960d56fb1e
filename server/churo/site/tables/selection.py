"""Which rows of a table are asked for, and by which values they could be narrowed further."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ...errors import ParameterError, ProtocolError
from .table import Table, values

TEXT, PAGE = "q", "page"
MOST = 30  # values of a column that is a facet
LONGEST = 200  # characters of a value that is looked for


@dataclass(frozen=True)
class Facet:
    """A column with the values that it has in the rows found, the most frequent first.

    Each value has its number of rows, and the query string that asks for it or, where it is
    chosen, no longer for it.
    """

    column: str
    chosen: str
    options: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Selection:
    """The rows found, and what was asked: values by column, and a text."""

    rows: tuple[tuple[str, ...], ...]
    chosen: Mapping[str, str]
    text: str

    def query(self, **other: object) -> str:
        """The query string that asks this with other values; those that are empty are left out."""
        pairs: dict[str, object] = {**self.chosen, TEXT: self.text, **other}
        return urlencode({name: value for name, value in pairs.items() if value})


def select(table: Table, given: Mapping[str, str]) -> Selection:
    """The rows that have every value that is given. Raises ProtocolError, which says what there is."""
    names = (*table.columns, TEXT, PAGE)
    for name, value in given.items():
        if name not in names:
            told = f"The table has no column {name[:LONGEST]!r}; it has {', '.join(table.columns)}."
            raise ProtocolError("parameter", told)
        if len(value) > LONGEST:
            told = f"“{name}” has more than {LONGEST} characters."
            raise ParameterError("parameter", told, name, "long", str(LONGEST))
    chosen = {name: value for name, value in given.items() if value and name in table.columns}
    places = {table.columns.index(name): value for name, value in chosen.items()}
    text = given.get(TEXT, "").strip()
    wanted = text.casefold()
    rows = tuple(
        row
        for row in table.rows
        if all(value in values(row[place]) for place, value in places.items())
        and (not wanted or any(wanted in cell.casefold() for cell in row))
    )
    return Selection(rows, chosen, text)


def facets(table: Table, selection: Selection) -> list[Facet]:
    """The columns that have few values, of which some stand in more than one row."""
    found = []
    for place, column in enumerate(table.columns):
        count = Counter(value for row in selection.rows for value in values(row[place]))
        chosen = selection.chosen.get(column, "")
        if chosen:
            count[chosen] += 0  # what no row has leads back, too
        few = 1 < len(count) <= MOST and max(count.values()) > 1
        if chosen or few:
            ordered = sorted(count.items(), key=lambda row: (-row[1], row[0]))[:MOST]
            options = tuple(
                (value, number, selection.query(**{column: "" if value == chosen else value}))
                for value, number in ordered
            )
            found.append(Facet(column, chosen, options))
    return found
