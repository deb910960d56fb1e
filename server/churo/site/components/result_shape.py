"""Says in which views a result can be shown, by what its columns hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...terms import XSD
from .result_table import Cell, Table

VIEWS = ("table", "timeline", "bar", "matrix", "raw")
DATES = frozenset(
    XSD[name] for name in ("date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth")
)
NUMBERS = frozenset(
    XSD[name]
    for name in (
        *("integer", "decimal", "double", "float", "int", "long", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong"),
    )
)
MOST_BARS = 100  # rows that can be compared by eye
MOST_ACROSS, MOST_DOWN = 30, 100  # columns and rows of a matrix
FEW = 2  # columns up to which a picture leaves nothing out


@dataclass(frozen=True)
class Shape:
    """The places of a table's columns by what all of their values are; ``rows`` counts the rows."""

    rows: int
    columns: int
    dates: tuple[int, ...]
    numbers: tuple[int, ...]
    categories: tuple[int, ...]
    axes: tuple[int, int] | None

    def fits(self, view: str) -> bool:
        """Whether the result can be shown in a view."""
        enough = self.rows > 1
        return {
            "table": True,
            "raw": True,
            "timeline": enough and bool(self.dates),
            "bar": enough and self.rows <= MOST_BARS and bool(self.numbers) and self.columns > 1,
            "matrix": enough and self.axes is not None,
        }.get(view, False)

    @property
    def suited(self) -> str:
        """The view for whoever wishes none: a picture where it shows all that the table has."""
        if self.columns == FEW and self.fits("bar"):
            return "bar"
        return "timeline" if self.columns == FEW and self.fits("timeline") else "table"


def of_table(table: Table) -> Shape:
    """The shape of a result."""
    kinds = [_kind(_values(table, column)) for column in range(len(table.variables))]
    found = {
        kind: tuple(column for column, other in enumerate(kinds) if other == kind)
        for kind in ("date", "number", "category")
    }
    return Shape(
        len(table.rows),
        len(table.variables),
        found["date"],
        found["number"],
        found["category"],
        _axes(table, found["category"]),
    )


def _values(table: Table, column: int) -> Iterator[Cell]:
    return (cell for row in table.rows if (cell := row[column]) is not None)


def _kind(cells: Iterator[Cell]) -> str:
    kinds = {_kind_of(cell) for cell in cells}
    return kinds.pop() if len(kinds) == 1 else ""


def _kind_of(cell: Cell) -> str:
    if cell.datatype in DATES:
        return "date"
    return "number" if cell.datatype in NUMBERS else "category"


def _axes(table: Table, columns: tuple[int, ...]) -> tuple[int, int] | None:
    """Two columns of which both have values that come again: down, and across."""
    sizes = {column: len({cell.key for cell in _values(table, column)}) for column in columns}
    again = [column for column in columns if 1 < sizes[column] < len(table.rows)]
    for down in again:
        for across in again:
            if down < across and sizes[down] <= MOST_DOWN and sizes[across] <= MOST_ACROSS:
                return down, across
    return None
