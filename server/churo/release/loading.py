"""Reads RDF files into quads, keeping each literal as it is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from ..catalogue import Catalogue
from ..errors import InputError, SyntaxFault
from .skolem import skolemise


def authored(root: Path, catalogue: Catalogue) -> Iterator[Quad]:
    """The quads of every file that the catalogue lists, without blank nodes.

    Raises SyntaxFault with file, line and column, or InputError for a file that is not there.
    """
    for graph in catalogue.graphs:
        for file in graph.files:
            quads = read(root / file, NamedNode(graph.iri), str(file))
            yield from skolemise(quads, str(file))


def read(path: Path, graph: NamedNode | None = None, shown: str = "") -> Iterator[Quad]:
    """The quads of one file, those without a graph in ``graph`` when it is given."""
    where = shown or str(path)
    format = _format(path, where)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("cannot be read.", where, f"{error.strerror}.") from error
    try:
        for quad in parse(data, format, base_iri="https://w3id.org/churo/file/"):
            outside = graph is not None and isinstance(quad.graph_name, DefaultGraph)
            yield Quad(quad.subject, quad.predicate, quad.object, graph) if outside else quad
    except SyntaxError as error:
        line, column = error.lineno or 0, error.offset or 0
        raise SyntaxFault(
            f"line {line}, column {column}: {reason(error.msg)}.",
            where,
            "Mend it there.",
            line,
            column,
        ) from error
    except ValueError as error:
        raise SyntaxFault(f"{error}.", where) from error


def reason(message: str) -> str:
    """What a parser complains of, without the place, which is told already."""
    return re.sub(
        r"^Parser error at line \d+ (between )?columns? \d+( and column \d+)?: ", "", message
    ).rstrip(".")


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
