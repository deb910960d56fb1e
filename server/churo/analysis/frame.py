"""Gives the solutions of a SELECT as an Arrow table, which pandas, polars and others take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from arro3.core import Array, DataType, Table
from pyoxigraph import Literal, QuerySolutions, Store
from rdflib import Dataset

from ..engine.diagnosis.explanation import in_words, of_parser
from ..errors import InputError
from ..publication import catalogue
from . import sources
from .dataset import QUERY, inner

XSD = "http://www.w3.org/2001/XMLSchema#"
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Kind:
    """A type of column: the datatypes that it takes, how a value is read, how Arrow keeps it."""

    datatypes: frozenset[str]
    read: Callable[[str], Any]
    kept: DataType
    shown: DataType | None = None


def _days(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def _kinds() -> tuple[Kind, ...]:
    """The narrowest first; text takes what none of them does."""
    whole = {"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"}
    numbers = whole | {"decimal", "double", "float"}
    return (
        Kind(frozenset({"boolean"}), lambda text: text in ("true", "1"), DataType.bool()),
        Kind(frozenset(whole), int, DataType.int64()),
        Kind(frozenset(numbers), float, DataType.float64()),
        Kind(frozenset({"date"}), _days, DataType.int32(), DataType.date32()),
    )


def frame(query: str, of: Dataset | sources.Source = None) -> Table:
    """The solutions of a SELECT as an ``arro3.core.Table``, a column a variable.

    ``of`` is a Dataset that ``dataset`` gave, or what that takes. A column is boolean, int64,
    float64 or date32 where all its values are such literals, else text: IRIs whole, literals
    without tag or datatype. What is unbound is null. The project's prefixes are known. Raises
    InputError for what is no SELECT, and with place and hint for what cannot be parsed.

    There are no notices: a name that the data does not know gives no rows without a word, of which
    ``churo query`` tells.
    """
    store = inner(of) if isinstance(of, Dataset) else sources.store(of)
    solutions = _asked(store, query)
    names = [variable.value for variable in solutions.variables]
    rows = [tuple(row) for row in solutions]
    columns = {name: [row[index] for row in rows] for index, name in enumerate(names)}
    return Table.from_pydict({name: _column(terms) for name, terms in columns.items()})


def _asked(store: Store, query: str) -> QuerySolutions:
    try:
        result = store.query(query, prefixes=catalogue.prefixes())
    except SyntaxError as error:
        raise in_words(of_parser(str(error)), query, catalogue.prefixes()) from error
    if not isinstance(result, QuerySolutions):
        raise InputError("gives no solutions.", QUERY, "Ask with SELECT.")
    return result


def _column(terms: Sequence[Any]) -> Array:
    bound = [term for term in terms if term is not None]
    for kind in _kinds():
        if bound and all(_is(term, kind) for term in bound):
            values = [None if term is None else kind.read(term.value) for term in terms]
            array = Array(values, kind.kept)
            return array if kind.shown is None else array.cast(kind.shown)
    return Array([None if term is None else _text(term) for term in terms], DataType.utf8())


def _is(term: Any, kind: Kind) -> bool:
    """Whether a term is a literal of a kind, and well formed."""
    if not isinstance(term, Literal) or term.datatype.value.removeprefix(XSD) not in kind.datatypes:
        return False
    try:
        kind.read(term.value)
    except ValueError:
        return False
    return True


def _text(term: Any) -> str:
    return str(getattr(term, "value", term))
