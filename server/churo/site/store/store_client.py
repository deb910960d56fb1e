"""Puts our own fixed queries to the current release, on behalf of one request that pays for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...errors import QueryError
from ...http.context import Context
from ...model import Answer, Body, Query, Release
from ...rdf import Triple
from ..query_files import QueryFile
from ..releases.served_release import ServedRelease
from . import results
from .results import JSON, N_TRIPLES, Binding, Row


class StoreClient:
    """Asks for one request: adds the seconds that the engine takes to those of its ``context``."""

    def __init__(self, served: ServedRelease, base: str, context: Context) -> None:
        self._served, self._base, self.context = served, base, context

    @property
    def release(self) -> Release:
        """What is served now."""
        return self._served.release

    def rows(self, query: str) -> list[Row]:
        """The rows that a SELECT gives."""
        return results.rows(self._ask(query))

    def body(self, query: str) -> bytes:
        """The answer to a query as it is written, in SPARQL JSON or N-Triples."""
        return b"".join(self._ask(query).body.open())

    def bindings(self, query: str) -> list[Binding]:
        """The rows that a SELECT gives, as SPARQL JSON has them."""
        return results.bindings(self._ask(query))

    def iris(self, query: str) -> list[str]:
        """The IRIs that a SELECT of one variable gives."""
        return results.iris(self._ask(query))

    def rows_about(self, query: QueryFile, iris: Iterable[str]) -> Iterator[Row]:
        """The rows of a SELECT with the parameter ``iris``, however many they are."""
        for text in query.bind_parts(iris):
            yield from self.rows(text)

    def triples(self, query: str) -> Iterator[Triple]:
        """The triples that a CONSTRUCT gives."""
        return results.triples(self._ask(query))

    def triples_about(self, query: QueryFile, iris: Iterable[str]) -> Iterator[Triple]:
        """As ``rows_about`` for a CONSTRUCT."""
        for text in query.bind_parts(iris):
            yield from self.triples(text)

    def _ask(self, query: str) -> Answer:
        """What is known of the release without asking, else what the engine answers."""
        context, known = self.context, self._served.known(query)
        if known is not None:
            return Answer("solutions", JSON, Body.of(known), 0, 0.0)
        text = Query(query, self._base, JSON, N_TRIPLES, client=context.client, own=True)
        try:
            answer, _ = self._served.ask(text, context.gone)
        except QueryError as error:
            context.seconds += error.spent
            raise
        context.seconds += answer.seconds
        context.go_on()  # what is made of the answers is computed here, and takes its time, too
        return answer
