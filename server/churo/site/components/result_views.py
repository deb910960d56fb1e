"""Arranges a result as a timeline, as bars or as a matrix, to be drawn by the template."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from .result_shape import Shape
from .result_table import Cell, Table

Row = tuple[Cell | None, ...]
_DATE = re.compile(r"(-?+[0-9]{4,9}+)(.*+)", re.DOTALL)
T = TypeVar("T")
MOST_YEARS = 400  # of a strip; a longer one has no room for a year


@dataclass(frozen=True)
class TimelineYear:
    """A year with its rows: the date of each, and the other values."""

    year: int
    rows: tuple[tuple[Cell, Row], ...]


@dataclass(frozen=True)
class Timeline:
    """The years with something in them, and a strip: for every year how high its bar is, of 100."""

    date: str
    others: tuple[str, ...]
    years: tuple[TimelineYear, ...]
    strip: tuple[tuple[int, int, float], ...]
    undated: int


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, its value, and from where to where it goes in percent of the width."""

    labels: Row
    value: Cell
    start: float
    length: float


@dataclass(frozen=True)
class Bars:
    """Bars of one column's values, with what they are of; ``zero`` is where they begin in percent."""

    number: str
    others: tuple[str, ...]
    bars: tuple[Bar, ...]
    zero: float


@dataclass(frozen=True)
class Matrix:
    """What is found where two values meet: for each pair its rows, without those two values."""

    down: str
    across: str
    others: tuple[str, ...]
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, tuple[tuple[Row, ...], ...]], ...]


def picture(view: str, table: Table, shape: Shape) -> Timeline | Bars | Matrix | None:
    """A result as a view draws it; none for a view that only lists it."""
    if view == "timeline":
        return timeline(table, shape)
    if view == "bar":
        return bars(table, shape)
    return matrix(table, shape) if view == "matrix" else None


def timeline(table: Table, shape: Shape) -> Timeline:
    """A result by the years of its first column of dates."""
    column = shape.dates[0]
    dated = sorted(_dated(table, column), key=lambda row: row[0])
    years = tuple(
        TimelineYear(year, tuple((cell, others) for _, cell, others in rows))
        for year, rows in groupby(dated, key=lambda row: row[0][0])
    )
    names = _others(table.variables, (column,))
    undated = len(table.rows) - len(dated)
    return Timeline(table.variables[column], names, years, tuple(_strip(years)), undated)


def _dated(table: Table, column: int) -> Iterator[tuple[tuple[int, str], Cell, Row]]:
    for row in table.rows:
        cell = row[column]
        match = _DATE.match(cell.text) if cell else None
        if cell and match:
            yield (int(match[1]), match[2]), cell, _others(row, (column,))


def _strip(years: tuple[TimelineYear, ...]) -> Iterator[tuple[int, int, float]]:
    """For every year from the first to the last: its place, itself, its height of 100."""
    if not years or years[-1].year - years[0].year > MOST_YEARS:
        return
    counts = Counter({year.year: len(year.rows) for year in years})
    most = max(counts.values())
    for place, year in enumerate(range(years[0].year, years[-1].year + 1)):
        yield place, year, round(100 * counts[year] / most, 1)


def bars(table: Table, shape: Shape) -> Bars:
    """A result as bars of its last column of numbers; those without a value are left out."""
    column = shape.numbers[-1]
    told = [(row, cell, _number(cell)) for row in table.rows if (cell := row[column])]
    numbers = [number for _, _, number in told]
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    width = (most - least) or 1.0
    return Bars(
        table.variables[column],
        _others(table.variables, (column,)),
        tuple(
            Bar(
                _others(row, (column,)),
                cell,
                round(100 * (min(0.0, number) - least) / width, 2),
                round(100 * abs(number) / width, 2),
            )
            for row, cell, number in told
        ),
        round(100 * -least / width, 2),
    )


def _number(cell: Cell) -> float:
    """The value of a number; what cannot be drawn (NaN, INF) has no length."""
    try:
        number = float(cell.text)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e300 else 0.0


def matrix(table: Table, shape: Shape) -> Matrix:
    """A result by two of its columns."""
    assert shape.axes is not None
    down, across = shape.axes
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    rows: dict[str, Cell] = {}
    columns: dict[str, Cell] = {}
    for row in table.rows:
        first, second = row[down], row[across]
        if first and second:
            rows.setdefault(first.key, first)
            columns.setdefault(second.key, second)
            found[first.key, second.key].append(_others(row, shape.axes))
    return Matrix(
        table.variables[down],
        table.variables[across],
        _others(table.variables, shape.axes),
        tuple(columns.values()),
        tuple(
            (cell, tuple(tuple(found.get((key, other), ())) for other in columns))
            for key, cell in rows.items()
        ),
    )


def _others(row: tuple[T, ...], left_out: tuple[int, ...]) -> tuple[T, ...]:
    return tuple(cell for place, cell in enumerate(row) if place not in left_out)
