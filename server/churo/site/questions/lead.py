"""Says in a sentence or two what an answer comes to, by what its columns hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..components import result_shape
from ..components.claims import STATES
from ..components.result_table import Cell, Table
from ..messages import dates, numbers

UNIT = "unit"  # a column that says in what numbers are counted: such cannot be compared
FEW_OF = 6  # rows a thing, above which they tell of something else
Naming = Callable[[str], str]


@dataclass(frozen=True)
class Lead:
    """Sentences by their kinds with what is put into each, and how many rows are in each state, the
    worst first."""

    sentences: tuple[tuple[str, Mapping[str, str]], ...]
    states: tuple[tuple[str, int], ...]


def of(
    table: Table, verdicts: Mapping[str, str], called: Naming, heading: Naming, language: str
) -> Lead:
    """The lead of an answer; ``called`` names things by their IRIs, ``heading`` columns."""
    if len(table.rows) < 2:
        return Lead((), ())
    sentences = [
        *(("things", values) for values in _things(table, heading, language)),
        *(("span", values) for values in _span(table, language)),
        *(("most", values) for values in _most(table, called, heading, language)),
    ]
    return Lead(tuple(sentences), tuple(_states(table, verdicts)))


def _things(table: Table, heading: Naming, language: str) -> Iterator[dict[str, str]]:
    """How many different things the rows tell of: in the first column that has nearly as many as any."""
    sizes = {
        place: len({cell.iri for cell in _column(table, place)})
        for place in result_shape.of_table(table).categories
        if all(cell.iri for cell in _column(table, place))
    }
    most = max(sizes.values(), default=0)
    for place, size in sizes.items():
        if size > 1 and size >= most / 2 and size >= len(table.rows) / FEW_OF:
            number = numbers.counted(size, language)
            yield {"heading": heading(table.variables[place]), "n": number}
            return


def _span(table: Table, language: str) -> Iterator[dict[str, str]]:
    """From when to when, if there are days, months or years."""
    shape = result_shape.of_table(table)
    told = sorted(cell.text for place in shape.dates for cell in _column(table, place))
    if told and dates.stated(told[0]) and dates.stated(told[-1]) and told[0] != told[-1]:
        yield {"span": dates.span(told[0], told[-1], language)}


def _most(table: Table, called: Naming, heading: Naming, language: str) -> Iterator[dict[str, str]]:
    """What has the highest number in rows that are in the order of one, each of another thing."""
    shape = result_shape.of_table(table)
    if len(shape.numbers) != 1 or not shape.categories or UNIT in table.variables:
        return
    number, thing = shape.numbers[0], shape.categories[0]
    things, counts = list(_column(table, thing)), list(_column(table, number))
    values = [value for cell in counts if (value := numbers.number(cell.text)) is not None]
    ordered = values == sorted(values, reverse=True) and len(values) == len(table.rows)
    first = table.rows[0][thing]
    alone = ordered and values[0] > values[1] and len(things) == len({cell.key for cell in things})
    if alone and first and first.iri:
        yield {
            "heading": heading(table.variables[number]),
            "name": called(first.iri),
            "n": numbers.said(counts[0].text, language),
        }


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
