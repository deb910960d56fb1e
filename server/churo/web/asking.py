"""Puts our own fixed queries to the current release and counts what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import local
from time import perf_counter

from pyoxigraph import Triple

from ..model import Answer, Question, Release
from ..representation import reading
from ..representation.reading import JSON, N_TRIPLES, Binding, Row
from .current import Current

SHARE = 16 << 10  # bytes of IRIs that one query names; more are asked of in several queries


class Asker:
    """Asks on behalf of one request at a time in each thread."""

    def __init__(self, current: Current, base: str) -> None:
        self._current, self._base = current, base
        self._own = local()

    @property
    def release(self) -> Release:
        """What is served now."""
        return self._current.release

    def begin(self, gone: Callable[[], bool] | None) -> None:
        """Begin a request; ``gone`` says that nobody waits for its answer any more."""
        self._own.gone, self._own.seconds = gone, 0.0

    @property
    def spent(self) -> float:
        """Seconds that the request under way has waited for answers."""
        return float(getattr(self._own, "seconds", 0.0))

    def rows(self, query: str) -> list[Row]:
        """The rows that a SELECT gives."""
        return reading.rows(self._ask(query))

    def bindings(self, query: str) -> list[Binding]:
        """The rows that a SELECT gives, as SPARQL JSON has them."""
        return reading.bindings(self._ask(query))

    def iris(self, query: str) -> list[str]:
        """The IRIs that a SELECT of one variable gives."""
        return reading.iris(self._ask(query))

    def rows_about(self, query: str, iris: Iterable[str]) -> Iterator[Row]:
        """The rows of a SELECT in whose place ``{iris}`` stand the IRIs, however many they are."""
        for part in parts(iris):
            yield from self.rows(query.format(iris=part))

    def triples(self, query: str) -> Iterator[Triple]:
        """The triples that a CONSTRUCT gives."""
        return reading.triples(self._ask(query))

    def triples_about(self, query: str, iris: Iterable[str]) -> Iterator[Triple]:
        """As ``rows_about`` for a CONSTRUCT."""
        for part in parts(iris):
            yield from self.triples(query.format(iris=part))

    def _ask(self, query: str) -> Answer:
        began = perf_counter()
        question = Question(query, self._base, JSON, N_TRIPLES)
        try:
            answer, _ = self._current.ask(question, getattr(self._own, "gone", None))
        finally:
            self._own.seconds = self.spent + perf_counter() - began
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
