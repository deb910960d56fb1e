"""What a page shows of a document: rows of labelled values, each with the assertions behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ...http.context import never
from ...languages import LANGUAGES
from ...publication.identifiers import Spaces, is_blank, is_nested
from ...rdf import BlankNode, Literal, NamedNode, Triple, shorten, text_of
from ...terms import DCTERMS, RDF, RDFS, SKOS
from .. import messages
from ..store.results import Term
from .model import Document
from .pacing import GoOn, Paced, paced

NAMES = tuple(map(str, (RDFS.label, SKOS.prefLabel, DCTERMS.title, DCTERMS.alternative)))
TYPE = str(RDF.type)
STRING = "http://www.w3.org/2001/XMLSchema#string"
FIRST, REST = str(RDF.first), str(RDF.rest)
DEEPEST = 40
LONGEST_NAME = 500  # characters of a name where it stands for its thing; it is a value in full


@dataclass(frozen=True)
class Ref:
    """Something with a name: its text, the text's language, where it leads, its IRI.

    ``direction`` is that of a text: ltr or rtl where that is stated (RDF 1.2 §3.3), else auto.
    """

    text: str
    language: str = ""
    href: str = ""
    iri: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Value:
    """One value: shown as ``ref`` with its datatype, or as the ``rows`` of a nested node.

    ``grounds`` are the assertions that state it, ``graphs`` the graphs that hold it; a member of
    a list has the IRI of its ``cell``.
    """

    ref: Ref
    datatype: str = ""
    rows: tuple[Row, ...] = ()
    grounds: tuple[str, ...] = ()
    graphs: tuple[Ref, ...] = ()
    cell: str = ""


@dataclass(frozen=True)
class Row:
    """A property with its values."""

    property: Ref
    values: tuple[Value, ...]


def short(name: str) -> str:
    """A name as it stands for its thing."""
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"


class Reader:
    """Reads a document for a page in a ``language``, and stops now and then to ``go_on``."""

    def __init__(
        self,
        document: Document,
        spaces: Spaces,
        language: str,
        prefixes: Mapping[str, str],
        go_on: GoOn = never,
    ) -> None:
        self._go_on = go_on
        self.document, self._spaces, self._language = document, spaces, language
        self._prefixes = prefixes
        self._order = (language, *(other for other in LANGUAGES if other != language), "")
        self._says: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in paced(sorted(document.triples, key=str), go_on):
            self._says[text_of(triple.subject)][triple.predicate.value].append(triple.object)
        self._shown: set[str] = set()  # blank nodes that stand somewhere on the page already

    def objects(self, iri: str, *predicates: object) -> list[Term]:
        """The objects of some predicates of an IRI, in order."""
        says = self._says.get(iri, {})
        return [term for predicate in predicates for term in says.get(str(predicate), ())]

    def iris(self, iri: str, *predicates: object) -> list[str]:
        """Those of the objects that are IRIs."""
        terms = self.objects(iri, *predicates)
        return [term.value for term in terms if isinstance(term, NamedNode)]

    def subjects(self, predicate: object, iri: str) -> list[str]:
        """The subjects that point at an IRI by a predicate, in order."""
        wanted, node = str(predicate), NamedNode(iri)
        return [s for s, says in self._says.items() if node in says.get(wanted, ())]

    def text(self, iri: str, *predicates: object) -> Ref | None:
        """The literal of some predicates in the page's language, else in the next best."""
        texts = [term for term in self.objects(iri, *predicates) if isinstance(term, Literal)]
        ranked = sorted(texts, key=lambda text: (self._rank(text.language or ""), text.value))
        return _text(ranked[0]) if ranked else None

    def _rank(self, language: str) -> int:
        return self._order.index(language) if language in self._order else len(self._order)

    def ref(self, iri: str) -> Ref:
        """An IRI by its name, shortened where it is long, or a prefixed one, with where it leads."""
        href = self._spaces.shown(iri, self._language)
        for predicate in NAMES:
            name = self.text(iri, predicate)
            if name is not None:
                return replace(name, text=short(name.text), href=href, iri=iri)
        public = messages.public_name(iri, self._language)
        if public:
            return Ref(public, self._language, href, iri)
        return Ref(shorten(iri, self._prefixes), "", href, iri)

    def names(self, iri: str) -> list[Ref]:
        """The names of an IRI in every language."""
        texts = [term for term in self.objects(iri, *NAMES) if isinstance(term, Literal)]
        return sorted(dict.fromkeys(map(_text, texts)), key=lambda ref: self._rank(ref.language))

    def rows(self, iri: str, grounds: Mapping[tuple[str, Term], tuple[str, ...]]) -> list[Row]:
        """Everything that is said of an IRI but its names; types come first.

        ``grounds`` are the assertions behind each predicate and object.
        """
        return [
            Row(
                self.property(predicate),
                Paced.of(
                    (self._value(iri, predicate, term, grounds) for term in terms), self._go_on
                ),
            )
            for predicate, terms in sorted(
                self._says.get(iri, {}).items(), key=lambda row: (row[0] != TYPE, row[0])
            )
            if predicate not in NAMES
        ]

    def property(self, iri: str) -> Ref:
        """A predicate by its name."""
        name = messages.property_name(iri, self._language)
        return Ref(name, self._language, iri, iri) if name else self.ref(iri)

    def value(self, term: Term, depth: int = 0) -> Value:
        """A term as a page shows it; a nested node with all that it says."""
        if isinstance(term, Literal):
            datatype = term.datatype.value
            plain = term.language or datatype == STRING
            shown = "" if plain else shorten(datatype, self._prefixes)
            return Value(_text(term), shown)
        if isinstance(term, NamedNode):
            nested = is_nested(term.value) and term.value in self._says and depth < DEEPEST
            rows = tuple(self._nested(term.value, depth)) if nested else ()
            return Value(self.ref(term.value), rows=rows)
        if isinstance(term, BlankNode):
            return self._blank(str(term), depth)
        return Value(Ref(self._words(term)))

    def _blank(self, key: str, depth: int) -> Value:
        """A blank node with all that it says where it stands first, and a link to there elsewhere."""
        if key in self._shown or key not in self._says or depth >= DEEPEST:
            return Value(Ref(key, "", f"#{key}", key))
        self._shown.add(key)
        return Value(Ref(key, iri=key), rows=tuple(self._nested(key, depth)))

    def _words(self, term: Term) -> str:
        """A term within a triple term, in one line."""
        if isinstance(term, Triple):
            parts = (term.subject, term.predicate, term.object)
            return f"<<( {' '.join(map(self._words, parts))} )>>"
        return shorten(term.value, self._prefixes) if isinstance(term, NamedNode) else str(term)

    def _value(
        self,
        iri: str,
        predicate: str,
        term: Term,
        grounds: Mapping[tuple[str, Term], tuple[str, ...]],
    ) -> Value:
        value = self.value(term)
        graphs = self.document.graphs.get((predicate, term), ())
        shown = tuple(map(self.ref, graphs)) if iri == self.document.topic else ()
        return Value(
            value.ref, value.datatype, value.rows, grounds.get((predicate, term), ()), shown
        )

    def _nested(self, iri: str, depth: int) -> Iterator[Row]:
        """What a nested node says; a list (RDF Schema §5.2) as one row of its members."""
        says = self._says[iri]
        if FIRST in says:
            yield Row(Ref("", "", "", FIRST), tuple(self._members(iri, depth + 1)))
            return
        for predicate, terms in sorted(says.items(), key=lambda row: _reading(row[0])):
            values = tuple(self.value(term, depth + 1) for term in terms)
            yield Row(self.property(predicate), values)

    def _members(self, iri: str, depth: int) -> Iterator[Value]:
        seen: set[str] = set()
        while iri in self._says and iri not in seen:
            if seen and iri in self._shown:  # a list that ends in another, or in itself
                yield self._blank(iri, depth)
                return
            for term in self.objects(iri, FIRST):
                yield replace(self.value(term, depth), cell=iri if seen else "")
            seen.add(iri)
            if is_blank(iri):
                self._shown.add(iri)
            iri = next(map(text_of, self.objects(iri, REST)), "")


def _text(term: Literal) -> Ref:
    """What a literal says, with its language and direction; numbers and the like need none."""
    plain = term.language or term.datatype.value == STRING
    direction = str(term.direction.value) if term.direction else "auto" if plain else ""
    return Ref(term.value, term.language or "", direction=direction)


def _reading(predicate: str) -> tuple[bool, str]:
    """Types are read first."""
    return predicate != TYPE, predicate
