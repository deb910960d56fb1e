"""Lays out the chart of one unit: where axes, lines and marks lie, for a template to write as SVG."""

# Why: docs/decisions/2026-11-26-charts-drawn-by-the-server.md

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import axis
from .figures import Point, Series

SLOTS = 8  # series that have a shape and a colour of their own; others have a letter
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROW = 20  # height of a row of the legend


@dataclass(frozen=True)
class Size:
    """What a chart is drawn for: its width, the height of its plot, columns of its legend."""

    width: int
    plot: int
    columns: int
    years: int
    characters: float  # of the legend that fit in a row, where a full-width one is two
    left: float = 56  # room for the numbers of the vertical axis
    foot: float = 28  # room for the years below the horizontal one


WIDE = Size(width=720, plot=300, columns=2, years=13, characters=52)
SMALL = Size(width=280, plot=90, columns=1, years=4, characters=1, left=8, foot=8)
NARROW = Size(width=350, plot=240, columns=1, years=6, characters=47)


@dataclass(frozen=True)
class Mark:
    """A value: where, in which shape; ``up`` and ``down`` say that it may be more or less."""

    x: float
    y: float
    slot: int
    letter: str
    hollow: bool
    up: bool
    down: bool
    dashed: bool
    title: str


@dataclass(frozen=True)
class Entry:
    """A row of the legend."""

    x: float
    y: float
    slot: int
    letter: str
    text: str


@dataclass(frozen=True)
class Chart:
    """All that is drawn, in pixels; ticks are pairs of a place and a text."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    zero: float
    y_ticks: tuple[tuple[float, str], ...]
    x_ticks: tuple[tuple[float, str], ...]
    lines: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...]
    legend: tuple[Entry, ...]


@dataclass(frozen=True)
class Labels:
    """The texts of a chart: of each series, of each tick, of each point."""

    names: Sequence[str]
    tick: dict[float, str]
    title: dict[Point, str]


class Layout:
    """Lays out series in a size; ``factor`` is what values are counted in.

    Where they are ``falling`` the least is at the top.
    """

    def __init__(
        self, rows: Sequence[Series], size: Size, factor: int, falling: bool = False
    ) -> None:
        self._rows, self._size, self._factor, self._falling = rows, size, factor, falling
        points = [point for row in rows for point in row.points]
        self._yearly = all(not point.date.month for point in points)
        places = [self._place(point) for point in points]
        numbers = [self._number(point) for point in points]
        self.ticks = axis.values(min(numbers), max(numbers), 5)
        self._first, self._last = min(places) - 0.5, max(places) + 0.5
        self._left, self._right = size.left, size.width - 14.0
        self._top, self._bottom = 14.0, size.plot - size.foot

    def chart(self, labels: Labels) -> Chart:
        """The chart with its texts."""
        columns, width = self._size.columns, self._size.width
        legend = tuple(self._legend(labels.names))
        height = self._size.plot + 12 + ROW * -(-len(legend) // columns)
        return Chart(
            width,
            height,
            self._left,
            self._right,
            self._top,
            self._bottom,
            self._y(0.0),
            tuple((self._y(tick), labels.tick[tick]) for tick in self.ticks),
            tuple(self._years()),
            tuple(self._lines()),
            tuple(self._marks(labels.title)),
            legend,
        )

    def _place(self, point: Point) -> float:
        return point.date.year if self._yearly else point.date.place

    def _number(self, point: Point) -> float:
        return float(point.value) / self._factor

    def _x(self, place: float) -> float:
        share = (place - self._first) / (self._last - self._first)
        return round(self._left + share * (self._right - self._left), 1)

    def _y(self, number: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        share = (number - low) / (high - low)
        share = 1 - share if self._falling else share
        return round(self._bottom - share * (self._bottom - self._top), 1)

    def _years(self) -> Iterator[tuple[float, str]]:
        for year in axis.years(self._first, self._last, self._size.years):
            yield self._x(year), str(year)

    def _lines(self) -> Iterator[tuple[int, str]]:
        """Lines between values of years that follow one another: what lies between is not drawn."""
        if not self._yearly:
            return
        for slot, row in enumerate(self._rows[:SLOTS]):
            by_year = {point.date.year: point for point in reversed(row.points)}
            run: list[str] = []
            for year in sorted(by_year):
                if year - 1 not in by_year:
                    yield from _path(slot, run)
                    run = []
                run.append(f"{self._x(year)},{self._y(self._number(by_year[year]))}")
            yield from _path(slot, run)

    def _marks(self, titles: dict[Point, str]) -> Iterator[Mark]:
        """The longest series last, so that it lies on top."""
        for index, row in reversed(list(enumerate(self._rows))):
            for point in row.points:
                yield Mark(
                    self._x(self._place(point)),
                    self._y(self._number(point)),
                    index if index < SLOTS else SLOTS,
                    _letter(index),
                    hollow=point.bound != "exactly",
                    up=point.bound in ("at-least", "about-or-more"),
                    down=point.bound == "at-most",
                    dashed=point.footing != "stated",
                    title=titles[point],
                )

    def _legend(self, names: Sequence[str]) -> Iterator[Entry]:
        columns = self._size.columns
        rows = -(-len(names) // columns)
        wide = (self._size.width - 20) / columns
        for index, name in enumerate(names):
            x, y = 14 + wide * (index // rows), self._size.plot + 14 + ROW * (index % rows)
            slot = index if index < SLOTS else SLOTS
            yield Entry(x, y, slot, _letter(index), shortened(name, self._size.characters))


def _letter(index: int) -> str:
    """What stands for a series without a shape of its own; those after the last letter share one."""
    return "" if index < SLOTS else LETTERS[min(index - SLOTS, len(LETTERS) - 1)]


def _path(slot: int, run: list[str]) -> Iterator[tuple[int, str]]:
    if len(run) > 1:
        yield slot, " ".join(run)


def _halves(letter: str) -> float:
    """How wide a letter is, in halves of a full-width character: Cyrillic is wider than Latin."""
    if ord(letter) > 0x2E7F:
        return 2
    return 1.25 if ord(letter) > 0x3FF else 1.1


def shortened(text: str, most: float) -> str:
    """A text in at most so many halves of a full-width character, as near as can be told."""
    room = most
    for index, letter in enumerate(text):
        room -= _halves(letter)
        if room < 1 and index < len(text) - 1:
            return text[:index].rstrip() + "…"
    return text
