"""The page of a thing for people who read: its card, its facts with their verdicts, events, claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from ...publication.identifiers import Spaces
from ...rdf import NamedNode
from ...terms import DCTERMS, EV, OWL, RDF, SCHEMA, SKOS
from ..components import elsewhere
from ..components.claim_card import Card, CardWriter
from ..components.claims import ClaimIndex
from ..components.labels import last_part
from ..components.pages import Pages
from . import evidence, spelling
from .evidence import Grounds, Statement
from .page_model import Reader, Ref, Row, Value
from .surroundings import Surroundings
from .thing_views import ThingViews

# Shown elsewhere on the page: as names, as badges, as the head of a source.
APART = frozenset(
    map(
        str,
        (
            RDF.type, SKOS.altLabel, OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, SCHEMA.sameAs,
            DCTERMS.title, DCTERMS.alternative, DCTERMS.publisher, DCTERMS.issued, DCTERMS.source,
        ),
    )
)  # fmt: skip
ELSEWHERE = tuple(map(str, (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, SCHEMA.sameAs)))


class ReaderPage:
    """What the page shows of the topic of a ``reader``."""

    def __init__(
        self,
        reader: Reader,
        index: ClaimIndex,
        things: ThingViews,
        spaces: Spaces,
        pages: Pages,
        language: str,
    ) -> None:
        self._reader, self._index = reader, index
        self._pages, self._language = pages, language
        self._writer = CardWriter(index, spaces, pages, language)
        self._topic = topic = reader.document.topic
        self._around = Surroundings(topic, index, things, self._writer, pages, language)

    @property
    def subject(self) -> str:
        """What the page is about for a reader: of an assessment the claim that it judges."""
        return self._judged() or self._topic

    def values(self) -> dict[str, Any]:
        """The values of the template."""
        topic, stated = self._topic, evidence.stated(self._reader)
        rows = self._facts(stated)
        return {
            "card": self._card(),
            "card_of": self._judged(),
            "source": self._writer.cited(topic) if topic in self._index.sources else None,
            "types": [self._reader.ref(iri) for iri in self._reader.iris(topic, RDF.type)],
            "badges": [
                replace(self._reader.ref(iri), text=elsewhere.name(iri))
                for iri in self._reader.iris(topic, *ELSEWHERE)
            ],
            "aliases": self._aliases(),
            "facts": rows,
            "stated": list(self._stated()),
            "chips": self._around.chips(iri for row in stated.values() for iri in row),
            "unheld": [
                replace(row, value=self._spelled(row.value, row.property))
                for row in evidence.unheld(self._reader, stated)
            ],
            "proved": any(value.grounds for row in rows for value in row.values),
            "elsewhere": list(self._elsewhere()),
        } | self._around.values()

    def _facts(self, stated: Grounds) -> list[Row]:
        """The topic's own rows, dates first; where some are claimed, what only follows is left out."""
        rows = [r for r in self._reader.rows(self._topic, stated) if r.property.iri not in APART]
        claimed = any(value.grounds for row in rows for value in row.values)
        kept = [Row(row.property, self._values(row, claimed)) for row in rows]
        return sorted((row for row in kept if row.values), key=lambda row: not _is_date(row))

    def _values(self, row: Row, claimed: bool) -> tuple[Value, ...]:
        """The values of a row; of texts in several languages the one for the page."""
        values = tuple(
            self._spelled(v, row.property) for v in row.values if v.grounds or not claimed
        )
        return spelling.in_one_language(values, self._language)

    def _spelled(self, value: Value, property: Ref) -> Value:
        """A value as the language of the page writes it."""
        return spelling.spelled(value, property.iri, self._language)

    def _aliases(self) -> list[Ref]:
        """The other names of the topic, each once, though it may be one in several languages."""
        rows = self._reader.rows(self._topic, {})
        found = [row.values for row in rows if row.property.iri == str(SKOS.altLabel)]
        return list({value.ref.text: value.ref for values in found for value in values}.values())

    def _card(self) -> Card | None:
        claim = self._index.claims.get(self.subject)
        return self._writer.card(claim) if claim else None

    def _judged(self) -> str:
        """The claim that the topic judges, if it is an assessment."""
        return next(iter(self._reader.iris(self._topic, EV.assesses)), "")

    def _stated(self) -> Iterator[tuple[Any, list[Row]]]:
        """What the topic states, if it is a claim: by subject, each property with its values."""
        quads = self._reader.document.stated
        if not any(quad.graph_name == NamedNode(self._topic) for quad in quads):
            return
        statements = list(evidence.statements(self._reader, self._topic))
        for subject, group in groupby(statements, key=lambda row: row.subject):
            yield subject, list(self._rows(group))

    def _rows(self, statements: Iterable[Statement]) -> Iterator[Row]:
        for property, group in groupby(statements, key=lambda row: row.property):
            yield Row(property, tuple(self._spelled(row.value, property) for row in group))

    def _elsewhere(self) -> Iterator[tuple[str, str]]:
        """The pages of ours that show more of the topic: of a passage, a document, a fault."""
        for document in self._index.documents:
            at = f"/claims/{document.slug}"
            if document.iri == self._topic:
                yield "document", self._pages.path(at, self._language)
            for passage in document.passages:
                if passage.place.passage == self._topic:
                    path = f"{at}/{passage.place.number}"
                    yield "passage", self._pages.path(path, self._language)
        if self._reader.iris(self._topic, EV.fault):
            path = f"/errors#{last_part(self._topic)}"
            yield "fault", self._pages.path(path, self._language)


def _datatype(value: Value) -> str:
    """The local name of a datatype of XML Schema; empty for others."""
    return value.datatype.removeprefix("xsd:") if value.datatype.startswith("xsd:") else ""


def _is_date(row: Row) -> bool:
    return all(spelling.is_date(value) for value in row.values)
