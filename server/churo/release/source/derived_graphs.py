"""Generates graphs from graphs: one CONSTRUCT each, in the order of their dependence."""

# Why: docs/decisions/2026-11-26-hygiene-on-oxigraph.md

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from ...errors import InputError
from ...publication.catalogue import Catalogue, GraphEntry
from . import questions


def heading(prefixes: Mapping[str, str]) -> str:
    """The PREFIX lines that go before every query of the house, all on one line."""
    return " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in prefixes.items()) + " "


def generate(store: Store, root: Path, catalogue: Catalogue, prefixes: Mapping[str, str]) -> None:
    """Fill ``store`` with every generated graph.

    Raises InputError when graphs depend on one another in a circle, or on an unknown one, or
    when a query cannot be read.
    """
    entries = {graph.iri: graph for graph in catalogue.graphs}
    for iri in _order(entries):
        if entries[iri].query is not None:
            store.extend(_made(store, root, catalogue.base, entries[iri], heading(prefixes)))


def _order(entries: Mapping[str, GraphEntry]) -> Iterator[str]:
    for graph in entries.values():
        for source in graph.sources:
            if source not in entries:
                raise InputError("is derived from a graph that is not listed:", graph.iri, source)
    try:
        yield from TopologicalSorter(
            {iri: entry.sources for iri, entry in entries.items()}
        ).static_order()
    except CycleError as error:
        raise InputError(
            "graphs derive from one another:", "data/catalogue.ttl", " ← ".join(error.args[1])
        ) from error


def _made(store: Store, root: Path, base: str, graph: GraphEntry, head: str) -> list[Quad]:
    assert graph.query is not None
    path, name = root / graph.query, NamedNode(graph.iri)
    if path.is_dir():
        return [
            quad
            for question in questions.read(path)
            for quad in questions.describe(question, name, base)
        ]
    try:
        text = path.read_text("utf-8")
        triples = store.query(head + text, default_graph=[NamedNode(iri) for iri in graph.sources])
    except OSError as error:
        raise InputError("cannot be read.", str(graph.query), f"{error.strerror}.") from error
    except SyntaxError as error:
        raise InputError(f"is no SPARQL: {error}.", str(graph.query)) from error
    assert isinstance(triples, QueryTriples)
    return [Quad(row.subject, row.predicate, row.object, name) for row in triples]
