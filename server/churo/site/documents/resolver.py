"""Finds what a name means in the release: whether it exists, what it is part of, what replaced it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...errors import LimitExceeded, Withdrawn
from ...publication.identifiers import NESTED, NameSuggestions, Spaces, is_nested
from ...publication.index import Standing
from ...rdf import Literal, NamedNode, text_of
from .. import query_files
from ..addresses.web_address import web_or_none
from ..query_files import QueryFile
from ..releases.origin import Origin
from ..store.once import Once
from ..store.results import TRUE, Row
from ..store.store_client import StoreClient

log = logging.getLogger(__name__)

LONGEST_REASON = 500  # characters of why a name was withdrawn, of which the query gives one more
DEEPEST = 30  # nested nodes inside one another that are climbed


@dataclass(frozen=True)
class Resolution:
    """An IRI that the release knows; ``vocabulary`` when its own address is a document of terms.

    ``withdrawn`` says that it is no longer in use, with the IRI that replaces it, if one does;
    ``versioned`` is the ontology of which the IRI names a version.
    """

    iri: str
    vocabulary: bool = False
    withdrawn: bool = False
    successor: str = ""
    versioned: str = ""


@dataclass(frozen=True)
class ReleaseSummary:
    """What is asked once of each release: addresses of vocabularies, the dataset, its publisher.

    The last two are empty where the data states none.
    """

    release: str
    vocabularies: frozenset[str]
    dataset: str
    publisher: str


def standing(base: str) -> Iterator[Standing]:
    """What is asked of every release."""
    queries = query_files.read(__package__)
    yield Standing(queries["dataset"].text)
    yield Standing(queries["vocabularies"].bind(base=base), base)
    yield Standing(queries["names"].bind(base=base, nested=f"/{NESTED}"), base)


class ReleaseNames:
    """What is asked once of each release of the names under ``spaces``, by whoever needs it first."""

    def __init__(self, spaces: Spaces) -> None:
        self._spaces = spaces
        self.queries = query_files.read(__package__)
        self._summary: Once[ReleaseSummary] = Once()
        self._suggestions: Once[NameSuggestions] = Once()

    def summary(self, client: StoreClient) -> ReleaseSummary:
        """What the release is as a whole."""
        release = client.release.id

        def compute() -> ReleaseSummary:
            documents = _scan(client, self.queries["vocabularies"].bind(base=self._spaces.base))
            return ReleaseSummary(
                release, frozenset(documents), *_dataset(client, self.queries["dataset"])
            )

        return self._summary.get(release, compute, client.context.gone)

    def suggestions(self, client: StoreClient) -> NameSuggestions:
        """The names that can be suggested."""

        def compute() -> NameSuggestions:
            query = self.queries["names"].bind(base=self._spaces.base, nested=f"/{NESTED}")
            return NameSuggestions(map(self._spaces.name, _scan(client, query)))

        return self._suggestions.get(client.release.id, compute, client.context.gone)


class Resolver:
    """Looks names up in the served release for one request."""

    def __init__(self, client: StoreClient, spaces: Spaces, names: ReleaseNames) -> None:
        self.client, self.spaces, self._names = client, spaces, names
        self.queries = names.queries

    def find(self, name: str) -> Resolution | None:
        """What a name means, by the best of its spellings that is known."""
        iris = self.spaces.iris(name)
        if not iris:
            return None
        vocabularies, graphs = self.summary().vocabularies, self.client.release.named
        found = {iri: Resolution(iri) for iri in iris if iri in graphs}
        for row in self.client.rows(self.queries["resolve"].bind(iris=iris)):
            resolution = _resolution(row, vocabularies)
            if resolution is not None:
                found[resolution.iri] = resolution
        return next((found[iri] for iri in iris if iri in found), None)

    def withdrawn(self, found: Resolution) -> Withdrawn:
        """The error of who asks for a name that is no longer in use: with the reason, if one is stated."""
        try:
            rows = self.client.rows(self.queries["reasons"].bind(topic=found.iri))
        except LimitExceeded as error:
            log.warning("why %s was withdrawn takes too long to find: %s", found.iri, error)
            rows = []
        told = "".join(text_of(term) for row in rows for term in row)
        reason = told if len(told) <= LONGEST_REASON else told[:LONGEST_REASON] + "…"
        address = web_or_none(self.spaces.address(found.successor)) or ""
        return Withdrawn(found.iri, found.successor, address, reason)

    def owner(self, iri: str) -> str:
        """The thing that a nested node is part of; the node itself when it is part of none."""
        return self.owners([iri])[iri]

    def owners(self, iris: Iterable[str]) -> dict[str, str]:
        """For each IRI what ``owner`` says."""
        owner = {iri: iri for iri in iris}
        for _ in range(DEEPEST):
            nested = {top for top in owner.values() if is_nested(top)}
            above = dict(self._above(nested)) if nested else {}
            if not above:
                break
            owner = {iri: above.get(top, top) for iri, top in owner.items()}
        return owner

    def home(self, iri: str) -> str:
        """The IRI whose document tells of an IRI: its vocabulary's, or its own."""
        head, hash_, _ = iri.partition("#")
        return head if hash_ and head in self.summary().vocabularies else iri

    def near(self, name: str) -> list[str]:
        """IRIs whose names are like one that is not known, best first."""
        suggestions = self._names.suggestions(self.client)
        return [self.spaces.base + other for other in suggestions.near(name)]

    def origin(self, license: str) -> Origin:
        """Whose the release is, under a ``license``."""
        summary = self.summary()
        return Origin(summary.dataset, summary.publisher, license, summary.release)

    def summary(self) -> ReleaseSummary:
        """What the release is as a whole."""
        return self._names.summary(self.client)

    def _above(self, nodes: Iterable[str]) -> Iterator[tuple[str, str]]:
        for row in self.client.rows_about(self.queries["owners"], sorted(nodes)):
            node, owner = row
            if isinstance(node, NamedNode) and isinstance(owner, NamedNode):
                yield node.value, owner.value


def _scan(client: StoreClient, query: str) -> list[str]:
    """The IRIs that a query over everything gives; none, with a warning, where that is too much.

    Addresses do not depend on it: vocabularies are known by their type, too.
    """
    try:
        return client.iris(query)
    except LimitExceeded as error:
        log.warning("the release is too large to be looked through: %s", error)
        return []


def _dataset(client: StoreClient, query: QueryFile) -> tuple[str, str]:
    """The dataset that the release is, and its publisher; empty where none is stated."""
    for dataset, publisher in client.rows(query.text):
        return _iri(dataset), _iri(publisher)
    return "", ""


def _resolution(row: Row, vocabularies: frozenset[str]) -> Resolution | None:
    iri, *known, ontology, withdrawn, successor, versioned = row
    assert isinstance(iri, NamedNode)
    hashed = iri.value in vocabularies
    if not (hashed or any(map(_true, known))):
        return None
    vocabulary = hashed or _true(ontology)
    return Resolution(iri.value, vocabulary, _true(withdrawn), _iri(successor), _iri(versioned))


def _true(term: object) -> bool:
    return isinstance(term, Literal) and term.value in TRUE


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
