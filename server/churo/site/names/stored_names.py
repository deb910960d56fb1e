"""Finds names like one that is asked for in the tables of a release on disk."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any
from weakref import finalize

from ...folding import latin, same_script, told
from ...publication.name_tables import sound_of
from .matching import (
    ALIAS,
    COMPARED,
    LABEL,
    LEAST,
    LIKENESS,
    NOT_SO,
    TRANSLITERATION,
    Candidate,
    Name,
    label_of,
    likeness_of,
    rank,
)

EQUAL = 1_000  # names that are written, or sound, the same
BEGINNING = 2_000  # names of which a word begins so, the shortest
WORDS = 8  # the first of a beginning that names are found by: each costs a look at all names that have it
LOOKED_AT = 20_000  # places of letters that are looked at: of the rarest that there are
COMPARED_NAMES = 400  # names that are compared, those that share the most letters
_NAME = "SELECT iri, text, language, label FROM names"


class Tables:
    """Tables that several threads read, one after the other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._lock = connection, Lock()
        finalize(self, connection.close)  # who asks last may be another thread than who replaces it

    def rows(self, query: str, *values: str | int) -> list[Any]:
        """The rows of a query with values for its question marks."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()


class StoredNames:
    """The names of a release, in its tables; as ``NameMatcher`` has them in memory.

    Of names that are only alike those are compared that share the most of the rarest letters, three in
    a row, and of names that begin alike the shortest are ranked.
    """

    def __init__(self, tables: Tables, number: int) -> None:
        self._tables, self._number = tables, number
        self.of: Mapping[str, list[Name]] = _ByEntity(self._named)
        self.spellings: Mapping[str, frozenset[str]] = _ByEntity(self._spelled)

    def __len__(self) -> int:
        return self._number

    def label(self, iri: str, language: str = "en") -> str:
        """The label in a language, else any label, else any name, else the IRI."""
        return label_of(iri, self._named(iri), language)

    def candidates(self, text: str, admits: Callable[[str], bool], limit: int) -> list[Candidate]:
        """The ``limit`` best entities that ``admits`` lets pass, the best first."""
        best: dict[str, Candidate] = {}
        for found in [*self._equal(text), *self._alike(text)]:
            known = best.get(found.iri)
            if (known is None or found.score > known.score) and admits(found.iri):
                best[found.iri] = found
        return sorted(best.values(), key=lambda c: (-c.score, c.iri))[:limit]

    def beginning(self, prefix: str, first: int, limit: int) -> list[str]:
        """The IRIs of entities with a word that begins so, in the order of ``NameMatcher``."""
        wanted, sound = same_script(prefix), latin(prefix)
        asked = [f'{{{column}}}: "{text}" *' for column, text in _columns(wanted, sound) if text]
        if not asked:
            return []
        rows = self._tables.rows(
            "SELECT iri, text, words, latin FROM names WHERE id IN "
            "(SELECT rowid FROM beginnings WHERE beginnings MATCH ? ORDER BY rowid LIMIT ?)",
            " OR ".join(asked),
            BEGINNING,
        )
        best: dict[str, tuple[int, int, str]] = {}
        for iri, text, words, letters in rows:
            ranks = [rank(words, wanted)] if wanted else []
            ranks += [rank(letters, sound) + 1] if sound else []
            if (found := min(ranks)) < NOT_SO:
                key = (found, len(text), text)
                best[iri] = min(key, best.get(iri, key))
        return sorted(best, key=lambda iri: (best[iri], iri))[first : first + limit]

    def _equal(self, text: str) -> Iterator[Candidate]:
        if exact := told(text):
            for iri, name, _, label in self._tables.rows(
                f"{_NAME} WHERE told = ? LIMIT ?", exact, EQUAL
            ):
                yield Candidate(iri, name, LABEL if label else ALIAS)
        if sound := sound_of(text):
            for iri, name, _, _ in self._tables.rows(
                f"{_NAME} WHERE sound = ? LIMIT ?", sound, EQUAL
            ):
                yield Candidate(iri, name, TRANSLITERATION)

    def _alike(self, text: str) -> Iterator[Candidate]:
        wanted = latin(text)[:COMPARED]
        shared: Counter[int] = Counter()
        for letters in self._rarest(wanted):
            rows = self._tables.rows(
                "SELECT rowid FROM letters WHERE letters MATCH ? LIMIT ?",
                f'"{letters}"',
                LOOKED_AT,
            )
            shared.update(number for (number,) in rows)
        numbers = sorted(shared, key=lambda number: (-shared[number], number))[:COMPARED_NAMES]
        marks = ",".join("?" * len(numbers))
        rows = self._tables.rows(
            f"SELECT iri, text, latin FROM names WHERE id IN ({marks}) ORDER BY id", *numbers
        )
        for iri, name, letters in rows:
            likeness = likeness_of(wanted, letters[:COMPARED])
            if likeness >= LEAST:
                yield Candidate(iri, name, round(likeness * LIKENESS, 1))

    def _rarest(self, wanted: str) -> Iterator[str]:
        """Three letters in a row that few names have, from the rarest on, as many as are looked at."""
        rows = list({wanted[at : at + 3] for at in range(len(wanted) - 2)})
        marks = ",".join("?" * len(rows))
        counted = self._tables.rows(
            f"SELECT doc, term FROM letter_counts WHERE term IN ({marks}) ORDER BY doc, term", *rows
        )
        left = LOOKED_AT
        for number, letters in counted:
            if left <= 0:
                return
            left -= number
            yield letters

    def _named(self, iri: str) -> list[Name]:
        rows = self._tables.rows(f"{_NAME} WHERE iri = ? ORDER BY id", iri)
        return [Name(iri, text, language, bool(label)) for iri, text, language, label in rows]

    def _spelled(self, iri: str) -> frozenset[str]:
        return frozenset(
            text for (text,) in self._tables.rows("SELECT told FROM names WHERE iri = ?", iri)
        )


def _columns(wanted: str, sound: str) -> Iterable[tuple[str, str]]:
    return (("words", _first(wanted)), ("latin", _first(sound)))


def _first(words: str) -> str:
    return " ".join(words.split(" ", WORDS)[:WORDS])


class _ByEntity(Mapping[str, Any]):
    """What is asked of an entity, which has none where nothing is found; they are not listed."""

    def __init__(self, ask: Callable[[str], Any]) -> None:
        self._ask = ask

    def __getitem__(self, iri: str) -> Any:
        found = self._ask(iri)
        if not found:
            raise KeyError(iri)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("Entities on disk are not listed.")

    def __len__(self) -> int:
        raise TypeError("Entities on disk are not counted.")
