"""The RDF syntaxes that dumps are written in, and what each cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import Literal, RdfFormat, Triple

from .. import formats
from ..formats import Format
from ..writing import Statements

# An XML name at the end of an IRI, without which RDF/XML has no name for a property (§2.1).
_NAME = re.compile(r"[^\W\d][\w.\-·]*\Z")
# What XML 1.0 §2.2 does not allow, and the carriage return, which §2.11 turns into a line feed.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def can_hold(format: Format, statements: Statements) -> bool:
    """Whether a syntax can hold every one of some statements."""
    if not format.triple_terms and any(isinstance(row.object, Triple) for row in statements):
        return False
    return not format.xml or _in_xml(statements)


def _in_xml(statements: Statements) -> bool:
    predicates = {row.predicate.value for row in statements}
    return all(_NAME.search(iri) for iri in predicates) and not any(
        _NO_XML.search(row.object.value) for row in statements if isinstance(row.object, Literal)
    )


@dataclass(frozen=True)
class Form:
    """One syntax: whether it holds named graphs, whether one graph, and which statements."""

    suffix: str
    media_type: str
    format: RdfFormat
    graphs: bool
    triples: bool
    holds: Callable[[Statements], bool]


def _form(row: Format) -> Form:
    format = RdfFormat.from_media_type(row.media_type)
    assert format is not None, row.media_type

    def holds(statements: Statements) -> bool:
        return can_hold(row, statements)

    return Form(row.suffix, row.media_type, format, row.graphs, row.triples, holds)


FORMS = tuple(map(_form, formats.RDF_FORMATS))
TURTLE = next(form for form in FORMS if form.suffix == "ttl")
OF_GRAPHS = tuple(form for form in FORMS if form.graphs)
OF_TRIPLES = tuple(form for form in FORMS if form.triples)
MERGED = tuple(form for form in FORMS if not form.graphs)
