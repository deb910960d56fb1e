"""Rows of tables as pages show them: values in words and as links, verdicts as states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...publication.identifiers import Spaces
from ..addresses.web_address import is_web
from ..components.claims import STATES, ClaimIndex
from .table import Table, values
from .wording import Wording

FRONT = 2  # columns that are seen of a row that is folded, beside its verdicts
VERDICTS = ("verdict", "verdicts")  # how the names of columns of verdicts end
LONG, MANY = 80, 4  # characters of a text, and values, that a cell shows at first


@dataclass(frozen=True)
class Item:
    """A value of a cell; ``href`` is our page about it, or where it is on the web.

    ``language`` is that of a name, empty for other values.
    """

    text: str
    href: str = ""
    language: str = ""


@dataclass(frozen=True)
class Field:
    """A cell of a row; one for verdicts has the ``states`` that claims are in."""

    column: str
    items: tuple[Item, ...]
    is_verdict: bool
    states: tuple[str, ...]
    front: bool

    @property
    def long(self) -> bool:
        """Whether there is more in it than a table shows at first."""
        return len(self.items) > MANY or any(len(item.text) > LONG for item in self.items)


@dataclass(frozen=True)
class Record:
    """A row, by its number in what was found."""

    number: int
    fields: tuple[Field, ...]

    @property
    def folded(self) -> int:
        """How many of its cells with something in them are folded on a telephone."""
        return sum(bool(field.items) and not field.front for field in self.fields)

    @property
    def long(self) -> bool:
        """Whether a cell has more than a table shows at first."""
        return any(field.long for field in self.fields)


class RecordWriter:
    """Writes rows in a language, with the states in which the claims that they name are."""

    def __init__(self, index: ClaimIndex, wording: Wording, spaces: Spaces, language: str) -> None:
        self._claims, self._wording, self._spaces = index.claims, wording, spaces
        self._language, self._judged = language, frozenset(index.verdicts.values())
        texts = {iri: index.labels.texts(iri) for iri in index.verdicts}
        self._called = {text: index.verdicts[iri] for iri, found in texts.items() for text in found}

    def records(self, table: Table, rows: Iterable[Sequence[str]], first: int = 1) -> list[Record]:
        """The columns of rows that a page shows; ``first`` is the number of the first row."""
        places = self._wording.columns(table, self._language)
        return [
            Record(number, tuple(self._field(table, row, place, places) for place in places))
            for number, row in enumerate(rows, first)
        ]

    def _field(self, table: Table, row: Sequence[str], place: int, places: Sequence[int]) -> Field:
        column, found = table.columns[place], values(row[place])
        is_verdict = bool(self._judged) and column.rpartition("_")[2] in VERDICTS
        states = self._states(row, found) if is_verdict else ()
        front = is_verdict or place in places[:FRONT]
        return Field(column, tuple(map(self._item, found)), is_verdict, states, front)

    def _states(self, row: Sequence[str], verdicts: Iterable[str]) -> tuple[str, ...]:
        """The states that verdicts say, and those of the claims named in the row that have no verdict;
        none where a verdict is not known."""
        told = [self._called.get(text, "") for text in verdicts]
        named = (self._claims.get(value) for cell in row for value in values(cell))
        without = {c.state for c in named if c is not None and c.state not in self._judged}
        return tuple(sorted({*told, *without}, key=STATES.index)) if "" not in told else ()

    def _item(self, value: str) -> Item:
        link = is_web(value) and not any(letter.isspace() for letter in value)
        told = self._wording.told(value, self._language)
        href = self._spaces.shown(value, self._language) if link else ""
        return Item(told.text, href, told.language)
