"""The figures of a release, read once from its view: what is measured, and who gives which value for when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...model import Release
from ..messages.dates import StatedDate, stated
from ..messages.numbers import number
from ..releases import view_files
from ..releases.view_files import Row

VIEW = "figures"
COLUMNS = (
    "figure",
    "indicator",
    "about",
    "item",
    "reporter",
    "observation",
    "date",
    "value",
    "unit",
    "bound",
    "footing",
    "claim",
    "order",
)
BOUNDS = ("exactly", "about", "at-least", "at-most", "about-or-more")
FOOTINGS = ("stated", "forecast", "planned", "read")
SERIES_FROM = 3  # different dates from which a figure is a series


@dataclass(frozen=True)
class Point:
    """One value that somebody gives for one time; ``text`` is the value as it stands in the data."""

    observation: str
    date: StatedDate
    when: str
    value: Decimal
    text: str
    unit: str
    bound: str
    footing: str
    reporters: tuple[str, ...]
    items: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Series:
    """The values of one measure by those who give them, in order of time.

    Values by others, in another unit or of other items, are another series.
    """

    reporters: tuple[str, ...]
    items: tuple[str, ...]
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Figure:
    """What an indicator measures of one thing, as everybody gives it.

    ``falling`` says that the least value is the first, as of ranks.
    """

    slug: str
    indicator: str
    about: str
    points: tuple[Point, ...]
    falling: bool

    @property
    def units(self) -> tuple[str, ...]:
        """Its units, that of most values first."""
        count: dict[str, int] = defaultdict(int)
        for point in self.points:
            count[point.unit] += 1
        return tuple(sorted(count, key=lambda unit: (-count[unit], unit)))

    @property
    def is_series(self) -> bool:
        """Whether there are values for enough times to be drawn."""
        return len({point.date for point in self.points}) >= SERIES_FROM

    def series(self, unit: str) -> list[Series]:
        """The series in a unit, the longest first."""
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Point]] = defaultdict(list)
        for point in self.points:
            if point.unit == unit:
                found[point.reporters, point.items].append(point)
        rows = [Series(*key, unit, tuple(points)) for key, points in found.items()]
        return sorted(rows, key=lambda row: (-len(row.points), row.points[0].date, row.reporters))


def read(release: Release) -> Mapping[str, Figure] | None:
    """The figures by slug, those of most values first; ``None`` where a release has no such view."""
    if not view_files.has(release, VIEW):
        return None
    observations: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in view_files.rows(release, VIEW, *COLUMNS):
        cells = dict(zip(COLUMNS, (cell.value for cell in row), strict=True))
        key = ("figure", "observation", "date", "value", "unit", "bound", "footing")
        observations[tuple(cells[name] for name in key)].append(row)
    points: dict[str, list[tuple[Row, Point]]] = defaultdict(list)
    for (figure, *_), rows in observations.items():
        point = _point(rows)
        if point is not None:
            points[figure].append((rows[0], point))
    figures = [_figure(slug, found) for slug, found in points.items()]
    figures.sort(key=lambda figure: (-len(figure.points), figure.slug))
    return {figure.slug: figure for figure in figures}


def _figure(slug: str, found: list[tuple[Row, Point]]) -> Figure:
    first = found[0][0]
    points = sorted((p for _, p in found), key=lambda p: (p.date, p.reporters, p.observation))
    falling = first[12].value == "falling"
    return Figure(slug, first[1].value, first[2].value, tuple(points), falling)


def _point(rows: list[Row]) -> Point | None:
    """The value that rows tell of, which differ in items, reporters and claims; ``None`` for no number."""
    cells = dict(zip(COLUMNS, (cell.value for cell in rows[0]), strict=True))
    day, value = stated(cells["date"]), number(cells["value"])
    if day is None or value is None:
        return None
    return Point(
        observation=cells["observation"],
        date=day,
        when=cells["date"],
        value=value,
        text=cells["value"],
        unit=cells["unit"],
        bound=cells["bound"] if cells["bound"] in BOUNDS else "about",
        footing=cells["footing"] if cells["footing"] in FOOTINGS else "read",
        reporters=_values(rows, 4),
        items=_values(rows, 3),
        claims=_values(rows, 11),
    )


def _values(rows: Iterable[Row], column: int) -> tuple[str, ...]:
    return tuple(sorted({row[column].value for row in rows if row[column].value}))
