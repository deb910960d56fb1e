"""What a release says of its own terms and questions, read from it once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...terms import RDF, RDFS, SCHEMA, SH, SKOS
from ..components.labels import Text, best, last_part
from ..names.text_index import TextIndex
from ..query_files import QueryFile
from ..store.once import Once
from ..store.results import Binding
from ..store.store_client import StoreClient

ENGLISH = "en"
FITTING = 20  # questions that fit a text, at most
SOME = 0.3  # of the best one's score, that others need: who asks has one word of several, perhaps
LABELS, DEFINITIONS = (str(RDFS.label),), (str(SKOS.definition), str(RDFS.comment))
NOTES = (str(SKOS.scopeNote),)
ABOVE = (str(RDFS.subClassOf), str(RDFS.subPropertyOf), str(SKOS.broader))
FORMS = (str(SH.select), str(SH.ask), str(SH.construct))
Texts = Mapping[str, tuple[Text, ...]]


@dataclass(frozen=True)
class Described:
    """Something with texts and IRIs by relation."""

    iri: str
    kind: str
    texts: Texts
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, language: str, *relations: str) -> str:
        """The text of the first relation that has one, in a language if there is one."""
        for relation in relations:
            found = best(self.texts.get(relation, ()), language)
            if found:
                return found.text
        return ""

    def label(self, language: str = ENGLISH) -> str:
        """What it is called."""
        return self.text(language, *LABELS) or last_part(self.iri)

    def iris(self, *relations: object) -> list[str]:
        """The IRIs that it is related to."""
        return [iri for relation in relations for iri in self.links.get(str(relation), ())]


@dataclass(frozen=True)
class Question:
    """A published question with its query."""

    iri: str
    words: Described
    keywords: tuple[str, ...]
    query: str

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return last_part(self.iri)

    @property
    def texts(self) -> str:
        """All that it may be found by: its name, what it asks in every language, its keywords."""
        texts = self.words.texts.items()
        told = [text.text for relation, found in texts if relation not in FORMS for text in found]
        return " ".join((self.slug.replace("-", " "), *told))


@dataclass(frozen=True)
class Vocabulary:
    """The terms by IRI, how many things of each class have each property, and the questions."""

    terms: Mapping[str, Described]
    things: Mapping[str, int]
    uses: Mapping[str, Mapping[str, int]]
    questions: tuple[Question, ...]

    def of_kind(self, kind: str) -> list[Described]:
        """The terms of a kind, by IRI."""
        return [term for _, term in sorted(self.terms.items()) if term.kind == kind]

    def fitting(self, text: str) -> list[Question]:
        """The questions that fit a text, the best first; all for none."""
        if not text.strip():
            return list(self.questions)
        by_slug = {question.slug: question for question in self.questions}
        index = TextIndex((slug, question.texts) for slug, question in by_slug.items())
        return [by_slug[hit.key] for hit in index.find(text, FITTING, SOME)]

    def question(self, slug: str) -> Question | None:
        """The question of a slug or IRI."""
        return next((q for q in self.questions if slug in (q.slug, q.iri)), None)


class Vocabularies:
    """The vocabulary of the served release, read by whoever needs it first."""

    def __init__(self, queries: Mapping[str, QueryFile]) -> None:
        self._queries = queries
        self._held: Once[Vocabulary] = Once()

    def read(self, client: StoreClient) -> Vocabulary:
        """The vocabulary. Raises QueryError."""
        return self._held.get(client.release.id, lambda: self._read(client), client.context.gone)

    def _read(self, client: StoreClient) -> Vocabulary:
        uses: dict[str, dict[str, int]] = defaultdict(dict)
        for row in client.bindings(self._queries["uses"].text):
            uses[row["class"]["value"]][row["property"]["value"]] = int(row["things"]["value"])
        things = {iri: found.pop(str(RDF.type), 0) for iri, found in uses.items()}
        terms = described(client.bindings(self._queries["terms"].text), "term")
        questions = described(client.bindings(self._queries["questions"].text), "question")
        return Vocabulary(terms, things, uses, tuple(map(_question, questions.values())))


def described(rows: Iterable[Binding], name: str) -> dict[str, Described]:
    """Things by IRI, of rows that say of each a ``kind``, if any, and a ``value`` by ``relation``."""
    kinds: dict[str, str] = {}
    texts: dict[str, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        iri, relation, value = row[name]["value"], row["relation"]["value"], row["value"]
        kinds.setdefault(iri, row["kind"]["value"] if "kind" in row else "")
        if value["type"] == "literal":
            texts[iri][relation].append(Text(value["value"], value.get("xml:lang", "")))
        elif value["type"] == "uri":
            links[iri][relation].append(value["value"])
    return {
        iri: Described(
            iri,
            kind,
            {relation: tuple(found) for relation, found in texts[iri].items()},
            {relation: tuple(sorted(set(found))) for relation, found in links[iri].items()},
        )
        for iri, kind in sorted(kinds.items())
    }


def _question(words: Described) -> Question:
    keywords = sorted(text.text for text in words.texts.get(str(SCHEMA.keywords), ()))
    return Question(words.iri, words, tuple(keywords), words.text(ENGLISH, *FORMS))
