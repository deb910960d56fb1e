"""A real thing of each class of a vocabulary, with what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ...errors import LimitExceeded
from ...http.context import never
from ...rdf import Literal, NamedNode, Triple, text_of
from .. import query_files
from ..store.once import Once
from ..store.store_client import StoreClient
from .model import Document


@dataclass(frozen=True)
class Example:
    """How many things a class has, and the first of them by its name."""

    things: int
    iri: str


@dataclass(frozen=True)
class Examples:
    """An example of each class that has things, and what is said of the examples, with names."""

    of_class: Mapping[str, Example]
    triples: frozenset[Triple]


NO_EXAMPLES = Examples({}, frozenset())


class HeldExamples:
    """Reads the examples of the vocabulary that was asked for last, once for all languages."""

    def __init__(self) -> None:
        self._held: Once[Examples] = Once()

    def of(
        self, client: StoreClient, document: Document, gone: Callable[[], bool] = never
    ) -> Examples:
        """The examples of those of the document's terms that are classes; none where there is too much
        to be counted. Raises Abandoned when nobody waits."""
        if not document.terms:
            return NO_EXAMPLES
        key = (client.release.id, document.topic)
        try:
            return self._held.get(key, lambda: _read(client, document.terms), gone)
        except LimitExceeded:
            return NO_EXAMPLES


def _read(client: StoreClient, terms: tuple[str, ...]) -> Examples:
    queries, found = query_files.read(__package__), dict[str, Example]()
    for term, things, example in client.rows_about(queries["examples"], terms):
        if isinstance(things, Literal) and isinstance(example, NamedNode) and term is not None:
            found[text_of(term)] = Example(int(things.value), example.value)
    own = set(client.triples_about(queries["own"], sorted({row.iri for row in found.values()})))
    named = {part.value for row in own for part in row if isinstance(part, NamedNode)}
    labels = client.triples_about(queries["labels"], sorted(named))
    return Examples(found, frozenset(own | set(labels)))
