"""The terms of a vocabulary as its page lists and tells them: by kind, each with what belongs to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...terms import OWL, RDF, RDFS, SKOS
from .page_model import Reader, Ref, Row

CLASSES = frozenset(map(str, (OWL.Class, RDFS.Class)))
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
class Term:
    """A term with what is said of it, and by a message's name what leads to it."""

    iri: str
    ref: Ref
    rows: list[Row]
    inward: tuple[tuple[str, tuple[Ref, ...]], ...]
    is_class: bool


@dataclass(frozen=True)
class TermGroup:
    """Terms of one kind: of a scheme where they are in one, else of a class."""

    kind: Ref
    terms: tuple[Term, ...]


def terms(reader: Reader) -> list[Term]:
    """The terms of the document, in the order of their IRIs."""
    leads = _leads(reader)
    return [_term(reader, iri, leads[iri]) for iri in reader.document.terms]


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


def _leads(reader: Reader) -> dict[str, dict[str, list[str]]]:
    """The terms that lead to each term, by a message's name."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for name, predicate in INVERSE:
        for iri in reader.document.terms:
            for other in reader.iris(iri, predicate):
                found[other].setdefault(name, []).append(iri)
    return found
