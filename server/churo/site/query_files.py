"""Reads the queries that lie beside what they are for, and puts values where they have parameters.

A query is whole SPARQL as it stands: a parameter is written as the IRI ``<parameter:name>`` or the
string ``"parameter:name"``.
"""

# Why: docs/decisions/2026-11-26-queries-in-files.md

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

FOLDER = "queries"
SHARE = 16 << 10  # bytes of IRIs that one query names; more are asked of in several queries
_PARAMETER = re.compile(r'<parameter:(\w++)>|"parameter:(\w++)"')
_UNUSABLE = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
Value = str | Iterable[str]


@dataclass(frozen=True)
class QueryFile:
    """A query with parameters."""

    text: str

    def bind(self, **values: Value) -> str:
        """The query with a value for each parameter: an IRI or several, or a string.

        Raises ValueError for what is no IRI, KeyError when a value is missing.
        """

        def written(match: re.Match[str]) -> str:
            if match[2]:
                return _string(str(values[match[2]]))
            value = values[match[1]]
            return written_iris([value] if isinstance(value, str) else value)

        return _PARAMETER.sub(written, self.text)

    def given(self, **values: Value) -> QueryFile:
        """The query with values for some of its parameters, and the others left."""
        return QueryFile(
            _PARAMETER.sub(
                lambda match: (
                    QueryFile(match[0]).bind(**values)
                    if (match[1] or match[2]) in values
                    else match[0]
                ),
                self.text,
            )
        )

    def bind_parts(self, iris: Iterable[str]) -> Iterator[str]:
        """The query for all of its parameter ``iris``, as often as it takes."""
        for part in parts(iris):
            yield self.bind(iris=part)


def read(package: str) -> Mapping[str, QueryFile]:
    """The queries in the folder of a package, by their names without ``.rq``; line 1 is left out."""
    folder = resources.files(package) / FOLDER
    return {
        file.name.removesuffix(".rq"): QueryFile(file.read_text("utf-8").partition("\n")[2])
        for file in folder.iterdir()
        if file.name.endswith(".rq")
    }


def written_iris(iris: Iterable[str]) -> str:
    """IRIs as a query writes them. Raises ValueError for what is none."""
    found = list(iris)
    for iri in found:
        if _UNUSABLE.search(iri):
            raise ValueError(f"{iri!r} is no IRI.")
    return " ".join(f"<{iri}>" for iri in found)


def parts(iris: Iterable[str]) -> Iterator[list[str]]:
    """IRIs in parts of at most ``SHARE`` bytes as queries write them, or of one IRI."""
    part: list[str] = []
    size = 0
    for iri in iris:
        length = len(iri.encode()) + 3
        if part and size + length > SHARE:
            yield part
            part, size = [], 0
        part.append(iri)
        size += length
    if part:
        yield part


def _string(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    )
    return f'"{escaped}"'
