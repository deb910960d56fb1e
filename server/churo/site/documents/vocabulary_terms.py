"""The terms of a vocabulary as its page lists and tells them: by kind, each with what belongs to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ...publication.identifiers import is_blank, is_nested
from ...terms import RDF, RDFS, SKOS
from . import class_diagram, spelling
from .class_diagram import Drawing
from .class_examples import Examples
from .class_places import CLASSES, Places
from .page_model import Reader, Ref, Row, Value

RDF_TYPE = str(RDF.type)
SHOWN = 8  # properties of a sample
# What is told from its other end: title of the message, and the property that leads here.
INVERSE = (
    ("term_properties", RDFS.domain),
    ("term_values", RDFS.range),
    ("term_narrower", RDFS.subClassOf),
    ("term_narrower", RDFS.subPropertyOf),
    ("term_members", SKOS.inScheme),
    ("term_narrower", SKOS.broader),
)


@dataclass(frozen=True)
class Sample:
    """A thing of a class with some of what is said of it; ``things`` is how many the class has."""

    things: int
    ref: Ref
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Term:
    """A term with what is said of it, and by a message's name what leads to it.

    A class has a drawing of its place and, where it has things, a sample.
    """

    iri: str
    ref: Ref
    rows: list[Row]
    inward: tuple[tuple[str, tuple[Ref, ...]], ...]
    is_class: bool
    place: Drawing | None = None
    sample: Sample | None = None


@dataclass(frozen=True)
class TermGroup:
    """Terms of one kind: of a scheme where they are in one, else of a class."""

    kind: Ref
    terms: tuple[Term, ...]


def terms(reader: Reader, examples: Examples, language: str) -> list[Term]:
    """The terms of the document, in the order of their IRIs; classes with their places and samples."""
    leads, places = _leads(reader), Places(reader)
    found = [_term(reader, iri, leads[iri]) for iri in reader.document.terms]
    return [
        replace(
            term,
            place=class_diagram.drawn(places.of(term.iri)),
            sample=_sample(reader, term.iri, examples, language),
        )
        if term.is_class
        else term
        for term in found
    ]


def groups(reader: Reader, found: list[Term]) -> list[TermGroup]:
    """The terms by kind, each group by its names; the kinds in the order of their names."""
    kinds: dict[str, list[Term]] = defaultdict(list)
    for term in found:
        schemes = reader.iris(term.iri, SKOS.inScheme)
        types = reader.iris(term.iri, RDF.type)
        kinds[next(iter([*schemes, *types]), "")].append(term)
    return sorted(
        (
            TermGroup(reader.ref(kind), tuple(sorted(rows, key=lambda row: row.ref.text)))
            for kind, rows in kinds.items()
        ),
        key=lambda group: (not group.terms[0].is_class, group.kind.text),
    )


def _term(reader: Reader, iri: str, leads: Mapping[str, Iterable[str]]) -> Term:
    types = frozenset(reader.iris(iri, RDF.type))
    inward = tuple(
        (name, tuple(sorted(map(reader.ref, others), key=lambda ref: ref.text)))
        for name, others in leads.items()
    )
    return Term(iri, reader.ref(iri), reader.rows(iri, {}), inward, bool(types & CLASSES))


def _sample(reader: Reader, iri: str, examples: Examples, language: str) -> Sample | None:
    example = examples.of_class.get(iri)
    if example is None:
        return None
    rows = [row for row in reader.rows(example.iri, {}) if row.property.iri != RDF_TYPE]
    rows = [row for row in rows if not any(_is_nameless(value) for value in row.values)]
    told = (
        Row(
            row.property,
            tuple(
                spelling.spelled(value, row.property.iri, language)
                for value in spelling.in_one_language(row.values, language)
            ),
        )
        for row in rows[:SHOWN]
    )
    return Sample(example.things, reader.ref(example.iri), tuple(told))


def _is_nameless(value: Value) -> bool:
    """Whether a value is a node within a thing, of which the example's own page tells."""
    return is_nested(value.ref.iri) or is_blank(value.ref.iri)


def _leads(reader: Reader) -> dict[str, dict[str, list[str]]]:
    """The terms that lead to each term, by a message's name."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for name, predicate in INVERSE:
        for iri in reader.document.terms:
            for other in reader.iris(iri, predicate):
                found[other].setdefault(name, []).append(iri)
    return found
