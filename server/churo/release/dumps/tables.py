"""Makes tables for people without RDF: CSV, Parquet and Excel, one of each query in queries/views/tables."""

# Why: docs/decisions/2026-11-25-arro3-and-zstd.md

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from arro3.core import Array, DataType, Table
from arro3.io import write_parquet
from pyoxigraph import Store

from ...errors import InputError
from ...formats import PARQUET, XLSX
from ...rdf.representable import number
from ..source.merged_store import select
from .content import Content, Part
from .workbooks import workbook

TABLES = Path("queries/views/tables")
EPOCH = date(1970, 1, 1)
_TYPES = re.compile(r"^# types:(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Column:
    """A type that a column may have: how text is read, and what Parquet keeps it as."""

    read: Callable[[str], Any]
    kept: DataType
    shown: DataType | None = None


def _items(text: str) -> str:
    """Several values in one cell, in an order that does not depend on the engine's."""
    return " | ".join(sorted(set(filter(None, text.split(" | ")))))


def _number(text: str) -> int | float:
    """A number as RDF writes it, not as Python does. Raises ValueError for what is none."""
    value = number(text)
    if value is None:
        raise ValueError(f"{text[:40]!r} is no number")
    return value


def _integer(text: str) -> int:
    value = _number(text)
    if not isinstance(value, int):
        raise ValueError(f"{text[:40]!r} is no integer")
    return value


def _boolean(text: str) -> bool:
    """A truth value in either of its two spellings (XSD 1.1 part 2 §3.3.2)."""
    if text not in ("true", "false", "1", "0"):
        raise ValueError(f"{text[:40]!r} is no truth value")
    return text in ("true", "1")


def _columns() -> dict[str, Column]:
    return {
        "text": Column(str, DataType.utf8()),
        "items": Column(_items, DataType.utf8()),
        "integer": Column(_integer, DataType.int64()),
        "number": Column(lambda text: float(_number(text)), DataType.float64()),
        "boolean": Column(_boolean, DataType.bool()),
        "date": Column(
            lambda text: (date.fromisoformat(text) - EPOCH).days,
            DataType.int32(),
            DataType.date32(),
        ),
    }


def contents(store: Store, root: Path, heading: str) -> Iterator[Content]:
    """Every table of the house, in CSV (RFC 4180), Parquet and Excel.

    A query's first line says what a row is; a line ``# types: name=type …`` says which columns
    are not text: integer, number, boolean, date, or items (several values, parted by `` | ``).
    Raises InputError, naming the query, when it is none or a value is not of its type.
    """
    for path in sorted((root / TABLES).glob("*.rq")):
        text = path.read_text("utf-8")
        try:
            names, rows = _rows(store, heading + text)
            yield from _written(path.stem, text, names, rows)
        except (SyntaxError, ValueError, KeyError) as error:
            raise InputError(f"makes no table: {error}.", str(path)) from error


def _rows(store: Store, text: str) -> tuple[list[str], list[list[str]]]:
    solutions = select(store, text)
    names = [variable.value for variable in solutions.variables]
    rows = [["" if term is None else term.value for term in row] for row in solutions]
    return names, sorted(rows)


def _written(
    stem: str, text: str, names: Sequence[str], rows: list[list[str]]
) -> Iterator[Content]:
    match = _TYPES.search(text)
    given = dict(pair.split("=") for pair in match[1].split()) if match else {}
    if strange := given.keys() - set(names):
        raise KeyError(f"there is no column {', '.join(sorted(strange))}")
    columns = _columns()
    types = [columns[given.get(name, "text")] for name in names]
    rows = [
        [
            _items(cell) if type is columns["items"] else cell
            for type, cell in zip(types, row, strict=True)
        ]
        for row in rows
    ]
    title = text.split("\n", 1)[0].lstrip("# ").rstrip(".?")
    part = Part(stem, f"{title[:1].lower()}{title[1:]}: {len(rows)} rows", None, view="table")
    yield Content(part, "csv", "text/csv", _csv(names, rows))
    yield Content(part, "parquet", PARQUET.media_type, _parquet(names, types, rows))
    numeric = [type in (columns["integer"], columns["number"]) for type in types]
    yield Content(part, "xlsx", XLSX.media_type, workbook(stem, names, numeric, rows))


def _csv(names: Sequence[str], rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue().encode()


def _parquet(names: Sequence[str], types: Sequence[Column], rows: list[list[str]]) -> bytes:
    arrays: dict[str, Any] = {}
    for index, (name, type) in enumerate(zip(names, types, strict=True)):
        values = [type.read(row[index]) if row[index] else None for row in rows]
        array = Array(values, type.kept)
        arrays[name] = array if type.shown is None else array.cast(type.shown)
    out = io.BytesIO()
    write_parquet(Table.from_pydict(arrays), out, compression="zstd(9)")
    return out.getvalue()
