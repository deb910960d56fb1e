"""What every tool stands on: the release with its names, claims and terms, and one call under way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ...errors import UnknownName
from ...http.context import Context
from ...protocol import is_absolute
from ...publication.identifiers import Spaces
from .. import query_files
from ..components.claims import ClaimIndex, ReleaseClaims
from ..components.labels import last_part
from ..query_files import QueryFile
from ..releases import view_files
from ..releases.served_release import ServedRelease
from ..store.once import Once
from ..store.store_client import StoreClient
from .claim_texts import ClaimTexts
from .llms import short
from .vocabulary import Vocabularies, Vocabulary

Topics = Mapping[str, Mapping[str, frozenset[str]]]


class Found(Protocol):
    """What a search found: its IRI, and the name by which, if that is not its label."""

    @property
    def iri(self) -> str:
        """Its IRI."""

    @property
    def matched(self) -> str:
        """The name that was found, where it has another label."""


# A text and how many of each kind to give, to what was found by kind.
Find = Callable[[str, int, Callable[[], bool]], Mapping[str, Sequence[Found]]]


class Ground:
    """Of the served release; ``find`` searches it."""

    def __init__(
        self,
        served: ServedRelease,
        claims: ReleaseClaims,
        spaces: Spaces,
        prefixes: Mapping[str, str],
        find: Find,
    ) -> None:
        self.served, self.spaces, self.prefixes, self.find = served, spaces, prefixes, find
        self.queries: Mapping[str, QueryFile] = query_files.read(__package__)
        self._claims = claims
        self._vocabularies = Vocabularies(self.queries)
        self._topics: Once[Topics] = Once()

    def call(self, context: Context, language: str) -> Call:
        """One call that is paid for by a context's client."""
        client = StoreClient(self.served, self.spaces.url, context)
        return Call(self, client, self._claims.get(context.gone), language)

    def vocabulary(self, client: StoreClient) -> Vocabulary:
        """The terms and questions. Raises QueryError."""
        return self._vocabularies.read(client)

    def topics(self, client: StoreClient) -> Topics:
        """Of each role the topics, each with the claims that it is one of."""
        release = client.release

        def compute() -> Topics:
            found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
            columns = ("claim", "role", "topic")
            for claim, role, topic in view_files.rows(release, "claim-topics", *columns):
                found[role.value][topic.value].add(claim.value)
            return {
                role: {topic: frozenset(claims) for topic, claims in topics.items()}
                for role, topics in found.items()
            }

        return self._topics.get(release.id, compute, client.context.gone)


@dataclass(frozen=True)
class Call:
    """A call of a tool under way."""

    ground: Ground
    client: StoreClient
    index: ClaimIndex
    language: str

    @property
    def texts(self) -> ClaimTexts:
        """Writes claims in the language of the call."""
        return ClaimTexts(self.index, self.ground.spaces.shown, self.language)

    def short(self, iri: str) -> str:
        """An IRI by its prefix, if one fits."""
        return short(iri, self.ground.prefixes)

    def expanded(self, name: str) -> str:
        """The IRI of a name with a known prefix; others as they are."""
        name = name.strip().removeprefix("<").removesuffix(">")
        prefix, mark, local = name.partition(":")
        space = self.ground.prefixes.get(prefix) if mark and local[:2] != "//" else None
        return f"{space}{local}" if space else name

    def resolve(self, name: str) -> str:
        """The IRI that a name means. Raises UnknownName, with suggestions."""
        iri = self.expanded(name)
        if self.index.labels.kind(iri):
            return iri
        called = self._called(iri)
        if called:
            return called
        matches = self.ground.find(iri, 5, self.client.context.gone)
        entities = list(matches.get("entity", ()))
        if entities and _is_identifier(iri):
            return entities[0].iri
        if is_absolute(iri):
            return iri
        near = tuple(
            (row.iri, self.ground.spaces.shown(row.iri, self.language)) for row in entities
        )
        told = f"Nothing is called {name[:100]!r}. Use “search” to find its IRI."
        raise UnknownName(told, "not-found", near)

    def _called(self, name: str) -> str:
        """The IRI of what is called so in any language, or whose IRI ends so; entities first."""
        wanted = name.casefold()
        found = [
            (row.kind != "entity", row.iri)
            for row in self.index.labels.names
            if wanted in (row.text.casefold(), last_part(row.iri).casefold())
        ]
        return min(found, default=(True, ""))[1]

    def provenance(self) -> dict[str, Any]:
        """Whose the answer is."""
        release, license = self.client.release, self.ground.served.license
        told = {"dataset": release.title, "release": release.id, "license": license}
        return {key: value for key, value in told.items() if value}


def _is_identifier(name: str) -> bool:
    """Whether a name has the look of an identifier that others gave: it has digits or is an IRI."""
    return is_absolute(name) or any(letter.isdigit() for letter in name)
