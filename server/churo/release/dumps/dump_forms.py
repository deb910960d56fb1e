"""The dumps that each RDF syntax of ``formats.RDF_FORMATS`` makes, and what it cannot hold."""

# Why: docs/decisions/2026-11-25-syntaxes-hold-all-or-are-left-out.md

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ... import formats
from ...formats import Format
from ...rdf import RdfFormat, Statements, syntax
from ...rdf.representable import obstacle


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
    def holds(statements: Statements) -> bool:
        return not obstacle(row, statements)

    return Form(row.suffix, row.media_type, syntax(row.media_type), row.graphs, row.triples, holds)


FORMS = tuple(map(_form, formats.RDF_FORMATS))
TURTLE = next(form for form in FORMS if form.suffix == "ttl")
OF_GRAPHS = tuple(form for form in FORMS if form.graphs)
OF_TRIPLES = tuple(form for form in FORMS if form.triples)
MERGED = tuple(form for form in FORMS if not form.graphs)
