"""Reads which classes and properties the release uses, with counts and an example of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...errors import LimitExceeded
from ...publication.index import Standing
from ...terms import RDF
from .. import query_files
from ..components.result_table import Cell, Label, cell, labels
from ..query_files import QueryFile
from ..store.once import Once
from ..store.results import Binding
from ..store.store_client import StoreClient
from . import names

MOST_SHOWN = 40  # classes of which the properties are shown


@dataclass(frozen=True)
class PropertyUse:
    """A property of the things of a class: how many have it, and a value."""

    iri: str
    things: int
    example: Cell


@dataclass(frozen=True)
class ClassUse:
    """A class: how many things it has, one of them, and their properties, the most frequent first."""

    iri: str
    things: int
    example: Cell
    properties: tuple[PropertyUse, ...]


@dataclass(frozen=True)
class Schema:
    """The classes of the release's own vocabularies, and others; every label of all that is named.

    ``whole`` says that they could be read in the time that a query has.
    """

    own: tuple[ClassUse, ...] = ()
    others: tuple[ClassUse, ...] = ()
    labels: tuple[tuple[str, Label], ...] = ()
    whole: bool = True

    def labels_in(self, language: str) -> dict[str, Label]:
        """What everything is called in a language, else in another."""
        return labels(self.labels, names.order_of(language))


def standing() -> Iterator[Standing]:
    """What is asked of every release."""
    queries = query_files.read(__package__)
    yield from (Standing(queries[name].text) for name in ("properties", "classes"))


class Schemas:
    """The schema of the served release, read once for each; ``is_own`` knows the house's names."""

    def __init__(self, queries: Mapping[str, QueryFile], is_own: Callable[[str], bool]) -> None:
        self._queries, self._is_own = queries, is_own
        self._held: Once[Schema] = Once()

    def read(self, client: StoreClient) -> Schema:
        """The schema; an empty one where there is too much to be counted. Raises QueryError."""
        return self._held.get(client.release.id, lambda: self._read(client), client.context.gone)

    def _read(self, client: StoreClient) -> Schema:
        try:
            classes = client.bindings(self._queries["classes"].text)
            properties = client.bindings(self._queries["properties"].text)
        except LimitExceeded:
            return Schema(whole=False)
        of_class: dict[str, list[PropertyUse]] = defaultdict(list)
        for row in properties:
            if row["property"]["value"] == RDF.type:
                continue  # that is the class
            iri, example = (
                row["property"]["value"],
                cell(row.get("example", {"type": "literal", "value": ""})),
            )
            of_class[row["class"]["value"]].append(PropertyUse(iri, _count(row), example))
        found = [_class(row, of_class) for row in classes]
        own = [row for row in found if self._is_own(row.iri)] or found
        others = [row for row in found if row not in own]
        wanted = {iri for row in own for iri in _iris(row)} | {row.iri for row in others}
        told = tuple(names.of_iris(client, self._queries["labels"], sorted(wanted)))
        return Schema(tuple(own[:MOST_SHOWN]), (*others, *own[MOST_SHOWN:]), told)


def _count(row: Binding) -> int:
    return int(row["things"]["value"])


def _class(row: Binding, properties: Mapping[str, list[PropertyUse]]) -> ClassUse:
    iri = row["class"]["value"]
    return ClassUse(iri, _count(row), cell(row["example"]), tuple(properties.get(iri, ())))


def _iris(row: ClassUse) -> list[str]:
    used = [iri for use in row.properties for iri in (use.iri, use.example.iri) if iri]
    return [row.iri, *([row.example.iri] if row.example.iri else []), *used]
