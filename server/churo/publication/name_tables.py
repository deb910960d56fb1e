"""The tables in which a release too large for memory has its names, its classes and its properties."""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from ..folding import joined, latin, marks, same_script, told
from ..model import NAMES

LONGEST = 300  # characters of a name by which others are like it
MOST = 1_000_000  # names that tables hold
TOGETHER = 10_000  # names that are written together
# Names are numbered from short to long, so that the first found are those that say little more than was
# asked. ``beginnings`` finds them by how words begin, also by one or two letters, which begin words without
# number; ``letters`` by three letters in a row.
SCHEMA = """
CREATE TABLE about (space TEXT, names INTEGER);
CREATE TABLE names (
  id INTEGER PRIMARY KEY, iri TEXT, text TEXT, language TEXT, label INTEGER,
  words TEXT, latin TEXT, told TEXT, sound TEXT
);
CREATE TABLE types (iri TEXT, type TEXT);
CREATE TABLE classes (type TEXT, entities INTEGER);
CREATE TABLE above (type TEXT, above TEXT);
CREATE TABLE terms (term TEXT, name TEXT);
CREATE TABLE properties (property TEXT);
CREATE VIRTUAL TABLE beginnings USING fts5 (
  words, latin, content='', prefix='1 2',
  tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);
CREATE VIRTUAL TABLE letters USING fts5 (latin, content='', detail='none', tokenize='trigram');
"""
INDEXES = """
CREATE INDEX names_iri ON names (iri);
CREATE INDEX names_told ON names (told);
CREATE INDEX names_sound ON names (sound);
CREATE INDEX types_iri ON types (iri);
INSERT INTO classes SELECT type, COUNT(*) FROM types GROUP BY type;
INSERT INTO beginnings (beginnings) VALUES ('optimize');
INSERT INTO letters (letters) VALUES ('optimize');
CREATE VIRTUAL TABLE letter_counts USING fts5vocab (letters, row);
"""


class Name(NamedTuple):
    """A name of the entity ``iri``; a label is the preferred name in its language."""

    iri: str
    text: str
    language: str
    label: bool


@dataclass(frozen=True)
class NameQueries:
    """What the tables are filled with, each a SELECT; the first three of entities below ``space``.

    ``names`` gives ?entity ?name ?label, ``types`` ?entity ?type, ``properties`` ?property, ``terms``
    ?term ?name, ``superclasses`` ?type ?above.
    """

    space: str
    names: str
    types: str
    properties: str
    terms: str
    superclasses: str


@dataclass(frozen=True)
class Rows:
    """What goes into the tables, as ``NameQueries`` gives it."""

    names: Iterable[Name]
    types: Iterable[tuple[str, str]]
    properties: Iterable[str]
    terms: Iterable[tuple[str, str]]
    superclasses: Iterable[tuple[str, str]]


def sound_of(text: str) -> str:
    """What names have in common that sound alike; empty for what cannot be told."""
    sound = joined(latin(text))
    return f"{sound} {marks(text)}" if sound else ""


def folded(text: str) -> tuple[str, str, str, str]:
    """A name as ``same_script``, ``latin``, ``told`` and ``sound_of`` have it.

    Most names have nothing that these would tell apart, and large data have many that come once.
    """
    if text.isascii() and len(text) <= LONGEST and text.replace(" ", "").isalnum():
        words = " ".join(text.lower().split())
        return words, words, words, f"{joined(words)} "
    return same_script(text), latin(text), told(text), sound_of(text)


def write(path: Path, space: str, rows: Rows) -> None:
    """Write the tables into a new file. Raises OSError or sqlite3.Error."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(SCHEMA)
        names = sorted(rows.names, key=lambda row: (len(row.text), row.text, row.iri, row.language))
        connection.execute("BEGIN")
        for start in range(0, len(names), TOGETHER):
            _write_names(connection, start, names[start : start + TOGETHER])
        connection.execute("INSERT INTO about VALUES (?, ?)", (space, len(names)))
        connection.executemany("INSERT INTO types VALUES (?, ?)", rows.types)
        connection.executemany("INSERT INTO above VALUES (?, ?)", rows.superclasses)
        connection.executemany("INSERT INTO terms VALUES (?, ?)", rows.terms)
        each = ((row,) for row in rows.properties)
        connection.executemany("INSERT INTO properties VALUES (?)", each)
        connection.commit()
        connection.executescript(INDEXES)
    finally:
        connection.close()


def _write_names(connection: sqlite3.Connection, before: int, names: Iterable[Name]) -> None:
    """Write names of which so many were written before."""
    rows = [(number, row, *folded(row.text)) for number, row in enumerate(names, before + 1)]
    connection.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, row.iri, row.text, row.language, int(row.label), *foldings)
            for number, row, *foldings in rows
        ),
    )
    connection.executemany(
        "INSERT INTO beginnings (rowid, words, latin) VALUES (?, ?, ?)",
        ((number, words, letters) for number, _, words, letters, *_ in rows),
    )
    connection.executemany(
        "INSERT INTO letters (rowid, latin) VALUES (?, ?)",
        ((number, letters[:LONGEST]) for number, _, _, letters, *_ in rows),
    )


def opened(directory: Path) -> sqlite3.Connection | None:
    """The tables of a release, to be read only; ``None`` where it has none."""
    path = directory / NAMES
    if not path.is_file():
        return None
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)
