"""The RDF syntaxes that dumps are written in, one row each, and what each cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

Statements = Sequence[Quad] | Sequence[Triple]

# An XML name at the end of an IRI, without which RDF/XML has no name for a property (§2.1).
_NAME = re.compile(r"[^\W\d][\w.\-·]*\Z")
# What XML 1.0 §2.2 does not allow, and the carriage return, which §2.11 turns into a line feed.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

_ROOT = re.compile(rb"<rdf:RDF ([^>]*)>")


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


def serialize(statements: Statements, form: Form, prefixes: Mapping[str, str]) -> bytes:
    """The statements in their order; only prefixes that shorten some name are declared."""
    spaces = {_space(iri) for iri in _names(statements)}
    return write(statements, form.format, {n: s for n, s in prefixes.items() if s in spaces})


def write(statements: Statements, format: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """The statements with the prefixes declared in order, one of several for one namespace.

    The library declares them in an order of chance, which would change the bytes.
    """
    used = {space: name for name, space in sorted(prefixes.items(), reverse=True)}
    written = pyoxigraph.serialize(
        statements, format=format, prefixes={name: space for space, name in used.items()}
    )
    assert written is not None
    if format in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return _with_sorted_lines(written)
    return _ROOT.sub(_with_sorted_names, written, 1) if format == RdfFormat.RDF_XML else written


def _with_sorted_lines(written: bytes) -> bytes:
    lines = written.split(b"\n")
    count = next(i for i, line in enumerate(lines) if not line.startswith(b"@prefix "))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])


def _with_sorted_names(root: re.Match[bytes]) -> bytes:
    return b"<rdf:RDF " + b" ".join(sorted(root[1].split(b" "))) + b">"


def _names(statements: Iterable[Quad | Triple]) -> Iterable[str]:
    for row in statements:
        yield row.predicate.value
        if isinstance(row, Quad) and isinstance(row.graph_name, NamedNode):
            yield row.graph_name.value
        for term in (row.subject, row.object):
            if isinstance(term, NamedNode):
                yield term.value
            elif isinstance(term, Literal):
                yield term.datatype.value


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
