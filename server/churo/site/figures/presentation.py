"""Puts a figure into words of a language: charts, the table below them, and what a list shows of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .. import messages
from ..components.backing import Backing, backing
from ..components.claim_card import CardWriter, Named
from ..components.claims import ClaimIndex
from ..messages.dates import said, span
from ..messages.numbers import Scale, scale, unit_in_words, written
from .chart import NARROW, SMALL, WIDE, Chart, Labels, Layout, Size
from .figures import Figure, Point, Series


@dataclass(frozen=True)
class Line:
    """A row of the table: a value with whose it is, and the claims that state it."""

    date: str
    value: str
    href: str
    who: tuple[Named, ...]
    items: tuple[Named, ...]
    footing: str  # empty for what is stated as it is
    stated: tuple[Backing, ...]


@dataclass(frozen=True)
class Panel:
    """The chart of one unit in two sizes; ``key`` names the unit in addresses."""

    key: str
    unit: str
    title: str
    description: str
    wide: Chart
    narrow: Chart
    bounds: tuple[str, ...]


class Presenter:
    """Puts figures into words; ``index`` has the claims and names of the release."""

    def __init__(self, index: ClaimIndex, cards: CardWriter, language: str) -> None:
        self._index, self._cards, self._language = index, cards, language
        self._formats = messages.formats(language)

    def title(self, figure: Figure) -> str:
        """What is measured of what."""
        name = self._index.labels.label
        about, indicator = (name(iri, self._language) for iri in (figure.about, figure.indicator))
        text = self._formats["figure"].format(about=about.text, indicator=indicator.text)
        return text[:1].upper() + text[1:]

    def told(self) -> str:
        """What holds of all figures: that parties are not mixed."""
        return messages.words(self._language)["figures_apart"]

    def names(self, figure: Figure) -> tuple[Named, Named]:
        """What it is about, and what is measured."""
        return self._cards.named(figure.about), self._cards.named(figure.indicator)

    def period(self, figure: Figure) -> str:
        """From when to when there are values."""
        return self._period(figure.points)

    def _period(self, points: Sequence[Point]) -> str:
        years = [point.date.year for point in points]
        return span(f"{min(years):04}", f"{max(years):04}", self._language)

    def who(self, figure: Figure) -> list[str]:
        """Whose values there are, those of most first."""
        found = [row for unit in figure.units for row in figure.series(unit)]
        return list(dict.fromkeys(self._join(row.reporters) for row in found))

    def panels(self, figure: Figure) -> list[Panel]:
        """The charts, one a unit, for units with more than one value."""
        return [self.panel(figure, unit) for unit in figure.units if _times(figure, unit) > 1]

    def panel(self, figure: Figure, unit: str) -> Panel:
        """The chart of one unit."""
        rows = figure.series(unit)
        points = [point for row in rows for point in row.points]
        by, title = self._scale(figure, unit), self.title(figure)
        ends = sorted(points, key=lambda point: point.value)
        told = self._formats["chart"].format(
            series=len(rows),
            values=len(points),
            period=self._period(points),
            low=self.value(ends[0], by, plain=True),
            high=self.value(ends[-1], by, plain=True),
        )
        return Panel(
            key=unit_key(unit),
            unit=unit_in_words(unit, by, self._language),
            title=title,
            description=told,
            wide=self._drawn(rows, WIDE, by, figure.falling),
            narrow=self._drawn(rows, NARROW, by, figure.falling),
            bounds=tuple(dict.fromkeys(_signs(points))),
        )

    def small(self, figure: Figure) -> Chart:
        """The chart of the unit of most values, to be shown small."""
        unit = figure.units[0]
        return self._drawn(figure.series(unit), SMALL, self._scale(figure, unit), figure.falling)

    def lines(self, figure: Figure) -> list[Line]:
        """The table: every value."""
        scales = {unit: self._scale(figure, unit) for unit in figure.units}
        return [self._line(point, scales[point.unit]) for point in figure.points]

    def value(self, point: Point, by: Scale, plain: bool = False) -> str:
        """A value with its unit, and unless it shall be plain with how it limits the true one."""
        number = written(point.value / by.factor, self._language)
        unit = unit_in_words(point.unit, by, self._language)
        gap = self._formats["gap"].strip("_")
        text = gap.join(part for part in (number, unit) if part)
        if plain or point.bound == "exactly":
            return text
        return self._formats[f"bound_{point.bound.replace('-', '_')}"].format(value=text)

    def series_name(self, row: Series) -> str:
        """Whose the values of a series are, and of which items."""
        who = self._join(row.reporters)
        return f"{who} ({self._join(row.items)})" if row.items else who

    def _join(self, iris: tuple[str, ...]) -> str:
        return ", ".join(self._cards.named(iri).text for iri in iris)

    def _scale(self, figure: Figure, unit: str) -> Scale:
        largest = max(abs(point.value) for point in figure.points if point.unit == unit)
        return scale(largest, self._language)

    def _drawn(self, rows: list[Series], size: Size, by: Scale, falling: bool) -> Chart:
        layout = Layout(rows, size, by.factor, falling)
        names = [self.series_name(row) for row in rows]
        ticks = {tick: written(Decimal(repr(tick)), self._language) for tick in layout.ticks}
        titles = {
            point: self._tooltip(point, name, by)
            for row, name in zip(rows, names, strict=True)
            for point in row.points
        }
        return layout.chart(Labels(names, ticks, titles))

    def _tooltip(self, point: Point, name: str, by: Scale) -> str:
        told = f"{said(point.when, self._language)}: {self.value(point, by)} · {name}"
        return told if point.footing == "stated" else f"{told} · {self._footing(point)}"

    def _footing(self, point: Point) -> str:
        return self._formats[f"footing_{point.footing}"]

    def _line(self, point: Point, by: Scale) -> Line:
        observation = self._cards.named(point.observation)
        return Line(
            date=said(point.when, self._language),
            value=self.value(point, by),
            href=observation.href,
            who=tuple(map(self._cards.named, point.reporters)),
            items=tuple(map(self._cards.named, point.items)),
            footing="" if point.footing == "stated" else self._footing(point),
            stated=backing(point.claims, self._index, self._cards),
        )


def unit_key(unit: str) -> str:
    """By which an address names a unit."""
    return unit.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def _times(figure: Figure, unit: str) -> int:
    return len({point.date for point in figure.points if point.unit == unit})


def _signs(points: list[Point]) -> Iterator[str]:
    """How values limit the true ones, and that some are foretold, in a fixed order."""
    given = {point.bound for point in points}
    if given != {"exactly"}:
        yield from (b for b in ("exactly", "about", "at-least", "at-most") if b in given)
        if "about-or-more" in given:
            yield "about-or-more"
    if any(point.footing != "stated" for point in points):
        yield "foretold"
