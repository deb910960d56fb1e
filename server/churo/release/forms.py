"""The RDF syntaxes that dumps are written in, one row each, and what each cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import Literal, RdfFormat, Triple

from ..writing import Statements

# An XML name at the end of an IRI, without which RDF/XML has no name for a property (§2.1).
_NAME = re.compile(r"[^\W\d][\w.\-·]*\Z")
# What XML 1.0 §2.2 does not allow, and the carriage return, which §2.11 turns into a line feed.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def _always(statements: Statements) -> bool:
    return True


def _no_triple_terms(statements: Statements) -> bool:
    return not any(isinstance(row.object, Triple) for row in statements)


def _in_xml(statements: Statements) -> bool:
    predicates = {row.predicate.value for row in statements}
    return (
        all(_NAME.search(iri) for iri in predicates)
        and _no_triple_terms(statements)
        and not any(
            _NO_XML.search(row.object.value)
            for row in statements
            if isinstance(row.object, Literal)
        )
    )


@dataclass(frozen=True)
class Form:
    """One syntax: whether it holds named graphs, whether one graph, and which statements."""

    suffix: str
    media_type: str
    format: RdfFormat
    graphs: bool
    triples: bool
    holds: Callable[[Statements], bool] = _always


TURTLE = Form("ttl", "text/turtle", RdfFormat.TURTLE, False, True)
FORMS = (
    Form("nq", "application/n-quads", RdfFormat.N_QUADS, True, False),
    Form("trig", "application/trig", RdfFormat.TRIG, True, False),
    Form("nt", "application/n-triples", RdfFormat.N_TRIPLES, False, True),
    TURTLE,
    Form("rdf", "application/rdf+xml", RdfFormat.RDF_XML, False, True, _in_xml),
    Form("jsonld", "application/ld+json", RdfFormat.JSON_LD, True, True, _no_triple_terms),
)
OF_GRAPHS = tuple(form for form in FORMS if form.graphs)
OF_TRIPLES = tuple(form for form in FORMS if form.triples)
MERGED = tuple(form for form in FORMS if not form.graphs)
