"""Answers lookups where they are asked: what is said of things that are named costs less than a worker.

A query is evaluated here only if its letters prove that it asks for nothing else, and the store that
it makes no more than a thousand combinations of what is said of its subjects, none of which has long
texts. All others, and every answer of which more is to be told, are the workers'.
"""

# Why: docs/decisions/2026-11-26-lookups-without-a-worker.md

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store

from ..errors import NotAcceptable
from ..memo import memoized
from ..model import Answer, Body, Engine, PendingAnswer, Query, Release
from .diagnosis.notices import may_concern_patterns
from .diagnosis.property_values import LONGEST, REMEMBERED, sampled_languages
from .scheduling.pending import KnownAnswer
from .stores import default_graph
from .syntax import lookup_form
from .worker.evaluation import TooLarge, has_languages, solutions

MOST = 1000  # combinations of what is said of the subjects
LARGEST = 1 << 16  # bytes of an answer, and characters of what is said of a subject
logger = logging.getLogger(__name__)


class Lookups:
    """Answers lookups from ``store``, the default graph of a release, in any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._dear = dear_subjects(store)
        # Remembered as long as the store, and no longer.
        self._languages = memoized(REMEMBERED, LONGEST)(partial(sampled_languages, store))

    def answer(self, query: Query) -> Answer | None:
        """The answer of a cheap lookup of which no more is to be told; ``None``: a worker must be asked."""
        if query.solutions_type is None or not (query.default_graphs is query.named_graphs is None):
            return None
        subjects = lookup_form.subjects(query.text)
        if subjects is None or not 0 < self._combinations(subjects) <= MOST:
            return None
        began = perf_counter()
        try:
            result = self._store.query(query.text, base_iri=query.base)
            return self._written(query, result, began)
        except (TooLarge, NotAcceptable, SyntaxError, ValueError, RuntimeError, OSError):
            return None  # a worker says in what this ends

    def _combinations(self, subjects: dict[str, int]) -> int:
        """At most how many rows the patterns have before any is dropped, as far as it matters."""
        if not self._dear.isdisjoint(subjects):
            return MOST + 1
        most = 1
        for iri, patterns in subjects.items():
            most *= self._said_of(iri) ** patterns
            if most > MOST:
                break  # to count on might cost as much again for each subject
        return most

    def _said_of(self, iri: str) -> int:
        """How many triples have a subject; none has what is no IRI."""
        try:
            said = self._store.quads_for_pattern(NamedNode(iri), None, None)
        except ValueError:
            return 0
        return sum(1 for _ in said)

    def _written(
        self, query: Query, result: QuerySolutions | QueryBoolean | object, began: float
    ) -> Answer | None:
        if isinstance(result, QueryBoolean):
            kind, wanted = "boolean", bool(result)
        else:
            kind, wanted = "solutions", True
        found, body = solutions(result, kind, query.solutions_type, LARGEST)
        if not wanted or "error" in found or not found["rows"]:
            return None
        if may_concern_patterns(
            query.text, found["rows"], has_languages(found, body), self._languages
        ):
            return None
        seconds = perf_counter() - began
        return Answer(found["kind"], found["type"], Body.of(body), found["rows"], seconds)


def dear_subjects(store: Store) -> frozenset[str]:
    """The IRIs of which more is said than one may look through on the way, in triples or in characters.

    The store copies each text that it gives: a single one may be as long as a file.
    """
    triples, characters = Counter[str](), Counter[str]()
    for row in store:
        if isinstance(row.subject, NamedNode):
            iri = row.subject.value
            triples[iri] += 1
            characters[iri] += len(str(row.predicate)) + len(str(row.object))
    most = {iri for iri, number in triples.items() if number > MOST}
    return frozenset(most | {iri for iri, number in characters.items() if number > LARGEST})


class LookupsFirst:
    """An engine that answers lookups of a release in memory itself, and has ``engine`` answer the rest."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lookups: Lookups | None = None
        self.ask, self.status, self.close = engine.ask, engine.status, engine.close

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Answer from another release from now on. Raises what the engine raises."""
        if release.store:
            self._engine.load(release, prefixes)
            self._lookups = None
            return
        with ThreadPoolExecutor(1) as beside:  # while the engine's processes start
            reading = beside.submit(lambda: Lookups(default_graph(release.files[:1])))
            self._engine.load(release, prefixes)
            self._lookups = None  # what is answered from now on is the new release's
        try:
            self._lookups = reading.result()
        except (OSError, SyntaxError, ValueError) as error:
            logger.warning("Lookups are left to the workers: %s", error)

    def begin(self, query: Query) -> PendingAnswer | None:
        """The answer to a lookup, else what the engine begins. Raises what that raises."""
        lookups = self._lookups  # once: another thread may load meanwhile
        answer = lookups and lookups.answer(query)
        return KnownAnswer(answer) if answer else self._engine.begin(query)
