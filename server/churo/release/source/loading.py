"""Reads RDF files into quads, keeping each literal as it is written."""

# Why: docs/decisions/2026-11-26-assertion-graphs.md

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from ...errors import InputError
from ...publication.catalogue import FILES, Catalogue
from ...rdf import parsing
from ...terms import WELL_KNOWN, XSD
from .skolem import skolemise


def authored(root: Path, catalogue: Catalogue, prefixes: Mapping[str, str]) -> Iterator[Quad]:
    """The quads of every file that the catalogue lists, without blank nodes.

    Raises SyntaxFault with file, line and column, or InputError for a file that is not there or that
    writes into a graph of the catalogue by its name.
    """
    listed = {graph.iri for graph in catalogue.graphs}
    for graph in catalogue.graphs:
        for file in graph.files:
            name, base = NamedNode(graph.iri), catalogue.base + FILES + file.as_posix()
            quads = read(root / file, None, str(file), prefixes, base)
            yield from skolemise(_within(quads, name, listed, str(file)), str(file), catalogue.base)


def _within(
    quads: Iterable[Quad], graph: NamedNode, listed: Set[str], where: str
) -> Iterator[Quad]:
    """The quads, those without a graph in ``graph``: which graph a file is in, the catalogue says."""
    for quad in quads:
        name = quad.graph_name
        if isinstance(name, DefaultGraph):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
        elif name.value in listed:
            told = f"writes into <{name.value}>, a graph of the catalogue."
            raise InputError(told, where, "Name a block of TriG after an assertion.")
        else:
            yield quad


def read(
    path: Path,
    graph: NamedNode | None = None,
    shown: str = "",
    prefixes: Mapping[str, str] = WELL_KNOWN,
    base: str = parsing.BASE,
) -> Iterator[Quad]:
    """The quads of one file of ours read from ``base``, those without a graph in ``graph`` if given.

    Raises SyntaxFault, which calls the file ``shown`` and may suggest one of ``prefixes``.
    """
    where = shown or str(path)
    format = _format(path, where)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("cannot be read.", where, f"{error.strerror}.") from error
    for quad in parsing.quads(data, format, where, prefixes, base):
        outside = graph is not None and isinstance(quad.graph_name, DefaultGraph)
        yield Quad(quad.subject, quad.predicate, quad.object, graph) if outside else quad


def served(quads: frozenset[Quad]) -> frozenset[Quad]:
    """The quads as the engine answers them, which keeps the values of literals and not their forms.

    Of "01" and "1", both integers, there is one there.
    """
    valued = [quad for quad in quads if _has_value(quad.object)]
    store = Store()
    store.bulk_extend(valued)
    given = set(store)
    return quads if given == set(valued) else quads.difference(valued) | given


def _has_value(term: object) -> bool:
    """Whether a term may be given back otherwise than it was written."""
    if isinstance(term, Literal):
        return bool(term.language) or term.datatype.value != str(XSD.string)
    return isinstance(term, Triple)


def uncanonical(quads: Iterable[Quad]) -> list[Quad]:
    """Those quads whose literals a store gives back written otherwise."""
    quads, store = set(quads), Store()
    store.bulk_extend(quads)
    return sorted(quads - set(store), key=str)


def sources(root: Path, catalogue: Catalogue) -> str:
    """SHA-256 over all that a release is made from: listed files and queries."""
    digest = hashlib.sha256()
    queries = sorted(path for path in (root / "queries").rglob("*") if path.is_file())
    files = sorted({*catalogue.files(), *(path.relative_to(root) for path in queries)})
    for file in files:
        content = (root / file).read_bytes() if (root / file).is_file() else b""
        digest.update(f"{file}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _format(path: Path, where: str) -> RdfFormat:
    format = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None:
        raise InputError(
            f"no RDF format has the ending {path.suffix!r}.",
            where,
            "Use .ttl .nt .nq .trig .rdf or .jsonld.",
        )
    return format
