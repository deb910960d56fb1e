"""Puts our own fixed queries to the current release, on behalf of one request that pays for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter

from pyoxigraph import Triple

from ..http.context import Context
from ..model import Answer, Query, Release
from . import results
from .results import JSON, N_TRIPLES, Binding, Row
from .served_release import ServedRelease

SHARE = 16 << 10  # bytes of IRIs that one query names; more are asked of in several queries


class StoreClient:
    """Asks for one request: adds the seconds waited for answers to those of its ``context``."""

    def __init__(self, served: ServedRelease, base: str, context: Context) -> None:
        self._served, self._base, self.context = served, base, context

    @property
    def release(self) -> Release:
        """What is served now."""
        return self._served.release

    def rows(self, query: str) -> list[Row]:
        """The rows that a SELECT gives."""
        return results.rows(self._ask(query))

    def bindings(self, query: str) -> list[Binding]:
        """The rows that a SELECT gives, as SPARQL JSON has them."""
        return results.bindings(self._ask(query))

    def iris(self, query: str) -> list[str]:
        """The IRIs that a SELECT of one variable gives."""
        return results.iris(self._ask(query))

    def rows_about(self, query: str, iris: Iterable[str]) -> Iterator[Row]:
        """The rows of a SELECT in whose place ``{iris}`` stand the IRIs, however many they are."""
        for part in parts(iris):
            yield from self.rows(query.format(iris=part))

    def triples(self, query: str) -> Iterator[Triple]:
        """The triples that a CONSTRUCT gives."""
        return results.triples(self._ask(query))

    def triples_about(self, query: str, iris: Iterable[str]) -> Iterator[Triple]:
        """As ``rows_about`` for a CONSTRUCT."""
        for part in parts(iris):
            yield from self.triples(query.format(iris=part))

    def _ask(self, query: str) -> Answer:
        began = perf_counter()
        try:
            text = Query(query, self._base, JSON, N_TRIPLES)
            answer, _ = self._served.ask(text, self.context.gone)
        finally:
            self.context.seconds += perf_counter() - began
        return answer


def values(iris: Iterable[str]) -> str:
    """IRIs as a query writes them."""
    return " ".join(f"<{iri}>" for iri in iris)


def parts(iris: Iterable[str]) -> Iterator[str]:
    """IRIs as queries write them, in parts of at most ``SHARE`` bytes or one IRI."""
    part: list[str] = []
    size = 0
    for iri in iris:
        length = len(iri.encode()) + 3
        if part and size + length > SHARE:
            yield values(part)
            part, size = [], 0
        part.append(iri)
        size += length
    if part:
        yield values(part)
