"""Says in a sentence or two what an answer comes to, by what its columns hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from ...terms import XSD
from ..components import result_shape
from ..components.claims import STATES
from ..components.result_shape import Shape
from ..components.result_table import Cell, Table
from ..messages import dates, formats, literals, numbers, words
from .answers import GRAPH

UNIT = "unit"  # a column that says in what numbers are counted: such cannot be compared
FEW_OF = 6  # rows a thing, above which they tell of something else
NAMED, LONGEST = 3, 70  # things that are named, and characters of what is told of one
PARTS = 4  # columns that are told of a row
STOPS = ".。"  # what ends a sentence that stands within another
Naming = Callable[[str], str]
Row = tuple[Cell | None, ...]
Sentence = tuple[str, Mapping[str, str]]


@dataclass(frozen=True)
class Lead:
    """Sentences by their kinds with what is put into each, of which there is always one, and how many
    rows are in each state, the worst first."""

    sentences: tuple[Sentence, ...]
    states: tuple[tuple[str, int], ...]


def of(
    table: Table, verdicts: Mapping[str, str], called: Naming, heading: Naming, language: str
) -> Lead:
    """The lead of an answer; ``called`` names things in the language by their IRIs, or is empty for one
    without a name in it, ``heading`` names columns."""
    if table.boolean is not None:
        return Lead((("yes" if table.boolean else "no", {}),), ())
    if not table.rows:
        return Lead((("nothing", {}),), ())
    told = LeadWriter(table, called, heading, language)
    if len(table.rows) == 1:
        return Lead((told.first("one"),), ())
    return Lead(tuple(told.sentences()), tuple(_states(table, verdicts)))


class LeadWriter:
    """Writes the sentences of a table of several rows in a language."""

    def __init__(self, table: Table, called: Naming, heading: Naming, language: str) -> None:
        self._table, self._called, self._heading = table, called, heading
        self._language = language
        self._shape: Shape = result_shape.of_table(table)

    def sentences(self) -> Iterator[Sentence]:
        """What there is to tell: of how many things, when, which is the most; else how the rows begin."""
        place = self._thing()
        ends = None if place is None else self._ends(place)
        rest = [row for row in (ends, self._span(), self._most()) if row]
        if place is not None:
            yield self._things(place, by_name=not {"ends", "most"} & {kind for kind, _ in rest})
        elif rest:
            yield "rows", self._count(len(self._table.rows))
        else:
            yield self.first("first")
        yield from rest

    def first(self, kind: str) -> Sentence:
        """The first row by its first columns, as a sentence of a kind, with how many rows there are."""
        row, colon = self._table.rows[0], words(self._language)["colon"]
        count = self._count(len(self._table.rows))
        cells = zip(self._table.variables, row, strict=True)
        parts = [
            f"{self._heading(name)}{colon}{said}"
            for name, cell in cells
            if cell and (said := self._said(cell))
        ]
        if not parts:
            return "rows", count
        return kind, count | {"parts": self._listed(parts[:PARTS])}

    def _thing(self) -> int | None:
        """The column whose things the rows tell of: the first that has nearly as many as any."""
        sizes = {
            place: len({cell.iri for cell in _column(self._table, place)})
            for place in self._shape.categories
            if all(cell.iri for cell in _column(self._table, place))
        }
        triples, enough = self._table.variables == GRAPH, len(self._table.rows) / FEW_OF
        most = max(sizes.values(), default=0)
        found = (
            place
            for place, size in sizes.items()
            if size > 1 and size >= most / 2 and (triples or size >= enough)
        )
        return next(found, None)

    def _things(self, place: int, by_name: bool) -> Sentence:
        """How many there are, with the first of them by their names, if these are short."""
        cells = {cell.iri: cell for cell in _column(self._table, place)}
        told = self._count(len(cells)) | {"heading": self._heading(self._table.variables[place])}
        named = list(islice(filter(None, map(self._said, cells.values())), NAMED if by_name else 0))
        if not named:
            return "things", told
        kind = "all" if len(named) == len(cells) else "some"
        return kind, told | {"names": self._listed(named)}

    def _ends(self, place: int) -> Sentence | None:
        """The first and the last, where the rows are in the order of their first days."""
        if not self._shape.dates or len(self._table.rows) <= 2:
            return None
        column = self._shape.dates[0]
        days = [cell.text if (cell := row[column]) else "" for row in self._table.rows]
        if not all(days) or any(one > other for one, other in pairwise(days)):
            return None
        ends = [self._table.rows[number][place] for number in (0, -1)]
        names = [self._said(cell) if cell else "" for cell in ends]
        if not all(names) or names[0] == names[1] or days[0] == days[-1]:
            return None
        return "ends", {"first": names[0], "last": names[1]}

    def _span(self) -> Sentence | None:
        """From when to when, if there are days, months or years."""
        told = sorted(c.text for place in self._shape.dates for c in _column(self._table, place))
        if told and dates.stated(told[0]) and dates.stated(told[-1]) and told[0] != told[-1]:
            return "span", {"span": dates.span(told[0], told[-1], self._language)}
        return None

    def _most(self) -> Sentence | None:
        """What has the highest number, each row being of another thing: by the number that the rows are in
        the order of, or the only one."""
        if not self._shape.categories or UNIT in self._table.variables:
            return None
        things = [row[self._shape.categories[0]] for row in self._table.rows]
        if len({cell.key if cell else "" for cell in things}) < len(things):
            return None
        alone = len(self._shape.numbers) == 1
        found = (self._highest(things, column, alone) for column in self._shape.numbers)
        return next(filter(None, found), None)

    def _highest(self, things: list[Cell | None], column: int, alone: bool) -> Sentence | None:
        cells = [row[column] for row in self._table.rows]
        values = [n for cell in cells if cell and (n := numbers.number(cell.text)) is not None]
        ranked = sorted(values, reverse=True)
        if len(values) < len(cells) or ranked[0] == ranked[1] or not (alone or values == ranked):
            return None
        thing, number = things[values.index(ranked[0])], cells[values.index(ranked[0])]
        name = self._said(thing) if thing and thing.datatype != XSD.boolean else ""
        if not name or number is None:
            return None
        heading = self._heading(self._table.variables[column])
        told = numbers.said(number.text, self._language)
        return "most", {"heading": heading, "name": name, "n": told}

    def _count(self, number: int) -> dict[str, str]:
        return {"n": numbers.counted(number, self._language)}

    def _said(self, cell: Cell) -> str:
        """A value in the language; empty for what is in another or too long to be told beside others."""
        if cell.iri:
            told = self._called(cell.iri)
        elif cell.language not in ("", self._language):
            told = ""
        elif cell.datatype:
            told = literals.said(cell.text, cell.datatype.removeprefix(str(XSD)), self._language)
        else:
            told = dates.within(cell.text, self._language)
        if len(told) > LONGEST:
            return ""
        bare = told.rstrip(STOPS)
        return told if bare == told else formats(self._language)["quoted"].format(text=bare)

    def _listed(self, parts: list[str]) -> str:
        return formats(self._language)["semicolon"].join(parts)


def _states(table: Table, verdicts: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """How many rows are in each state, by the first column that has nothing but verdicts.

    Rows with a number behind it are of many things each.
    """
    counts = max(result_shape.of_table(table).numbers, default=-1)
    for place in range(len(table.variables)):
        cells = list(_column(table, place))
        told = Counter(cell.state or verdicts.get(cell.iri, "") for cell in cells)
        if cells and not told[""] and place > counts:
            yield from ((state, told[state]) for state in STATES if told[state])
            return


def _column(table: Table, place: int) -> Iterator[Cell]:
    return (cell for row in table.rows if (cell := row[place]) is not None)
