"""Gathers the queries to begin with: those that the release publishes, by what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ..components.query_text import declared
from ..components.result_table import Label, labels
from ..query_files import QueryFile
from ..store.once import Once
from ..store.store_client import StoreClient
from . import names


@dataclass(frozen=True)
class Example:
    """A published query: its IRI, its text, what it asks in each language, what it is about."""

    iri: str
    text: str
    labels: tuple[Label, ...]
    family: str

    def label(self, language: str) -> Label:
        """What it asks, in a language if that is told, else in another."""
        rows = ((self.iri, label) for label in self.labels)
        return labels(rows, names.order_of(language)).get(self.iri) or Label(self.iri, "")


class Examples:
    """The examples of the served release, read once for each."""

    def __init__(self, queries: Mapping[str, QueryFile], prefixes: Mapping[str, str]) -> None:
        self._queries, self._prefixes = queries, prefixes
        self._held: Once[tuple[Example, ...]] = Once()

    def read(self, client: StoreClient) -> tuple[Example, ...]:
        """The examples. Raises QueryError."""
        return self._held.get(client.release.id, lambda: self._read(client), client.context.gone)

    def by_family(self, client: StoreClient) -> list[tuple[str, list[Example]]]:
        """The examples by what they are about, the largest family first."""
        found: dict[str, list[Example]] = defaultdict(list)
        for example in self.read(client):
            found[example.family].append(example)
        return sorted(found.items(), key=lambda row: (not row[0], -len(row[1]), row[0]))

    def find(self, client: StoreClient, iri: str) -> Example | None:
        """The example of an IRI."""
        return next((row for row in self.read(client) if row.iri == iri), None)

    def _read(self, client: StoreClient) -> tuple[Example, ...]:
        texts = {
            row["query"]["value"]: row["text"]["value"]
            for row in client.bindings(self._queries["examples"].text)
        }
        keywords: dict[str, list[str]] = defaultdict(list)
        for row in client.bindings(self._queries["keywords"].text):
            keywords[row["query"]["value"]].append(row["keyword"]["value"])
        frequency = Counter(word for words in keywords.values() for word in words)
        told: dict[str, list[Label]] = defaultdict(list)
        for iri, label in names.of_iris(client, self._queries["labels"], texts):
            told[iri].append(label)
        return tuple(
            Example(
                iri,
                declared(text.strip() + "\n", self._prefixes),
                tuple(told[iri]),
                max(sorted(keywords[iri]), key=lambda word: frequency[word], default=""),
            )
            for iri, text in texts.items()
        )
