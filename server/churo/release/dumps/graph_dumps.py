"""What a release offers to be downloaded: the whole and every graph, in every RDF syntax.

Syntaxes with graphs hold the whole as it is. Those without hold the whole as the merge of its
graphs, which is the endpoint's default graph, and every graph by itself. A syntax that cannot
hold some statement is left out rather than bent.
"""

# Why: docs/decisions/2026-11-26-two-files.md

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, DefaultGraph, Quad, Triple

from ... import rdf
from ...rdf import Statements
from .content import AS_READ, ASSERTION_GRAPHS, WHOLE, Content, Part
from .dump_forms import MERGED, OF_GRAPHS, OF_TRIPLES, Form

Graphs = Mapping[str, Sequence[Triple]]


def by_graph(quads: Iterable[Quad]) -> dict[str, list[Triple]]:
    """The triples of each graph, in canonical order, by ``name_of``."""
    graphs: dict[str, set[Triple]] = defaultdict(set)
    for quad in quads:
        graphs[name_of(quad)].add(quad.triple)
    return {iri: sorted(triples, key=str) for iri, triples in sorted(graphs.items())}


def name_of(quad: Quad) -> str:
    """The IRI of a quad's graph; that of the default graph is empty, a blank node begins with _:."""
    graph = quad.graph_name
    return "" if isinstance(graph, DefaultGraph) else str(graph).strip("<>")


def merge(graphs: Graphs) -> list[Triple]:
    """The RDF merge, in canonical order (without blank nodes it is the union)."""
    return sorted({triple for triples in graphs.values() for triple in triples}, key=str)


def whole(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[Content]:
    """The whole in every syntax that can hold it."""
    ordered = sorted(set(quads), key=str)
    merged = merge(by_graph(ordered))
    part = Part(WHOLE, "the whole dataset", len(merged))
    yield from _written(part, ordered, OF_GRAPHS, prefixes)
    yield from _written(part, merged, MERGED, prefixes)


def as_read(
    quads: frozenset[Quad], served: frozenset[Quad], prefixes: Mapping[str, str]
) -> Iterator[Content]:
    """Data of others: with graphs as they were read, without graphs as they are ``served``.

    Where the engine writes literals otherwise, or blank nodes name graphs, those are two parts;
    only of the latter are the triples counted, as the endpoint counts them.
    """
    if quads is served and not any(isinstance(quad.graph_name, BlankNode) for quad in quads):
        yield from whole(quads, prefixes)
        return
    title = f"the dataset as it was read, {len(quads)} quads"
    part = Part(AS_READ, title, None, view="rdf", stem=WHOLE)
    yield from _written(part, sorted(quads, key=str), OF_GRAPHS, prefixes)
    merged = merge(by_graph(served))
    part = Part(WHOLE, "the whole dataset as the endpoint answers it", len(merged))
    yield from _written(part, merged, MERGED, prefixes)


def assertions(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[Content]:
    """The graphs that are not merged, in every syntax with graphs, if there are any."""
    ordered = sorted(set(quads), key=str)
    if ordered:
        merged = {quad.triple for quad in ordered}
        title = "what each assertion states, in a graph of its own"
        part = Part(ASSERTION_GRAPHS, title, len(merged), view="rdf", stem="assertions")
        yield from _written(part, ordered, OF_GRAPHS, prefixes)


def graphs(triples: Graphs, prefixes: Mapping[str, str]) -> Iterator[Content]:
    """Every named graph in every syntax that can hold it."""
    for slug, iri in slugs(triples).items():
        part = Part(f"graph-{slug}", f"the graph {slug}", len(triples[iri]), iri)
        yield from _written(part, triples[iri], OF_TRIPLES, prefixes)


def slugs(iris: Iterable[str]) -> dict[str, str]:
    """A name for every named graph that may stand in a file's name, with the graph's IRI."""
    named: dict[str, str] = {}
    for iri in sorted(iri for iri in iris if iri and not iri.startswith("_:")):
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", re.split(r"[/#:]", iri)[-1]).strip("-.") or "graph"
        free = (stem, *(f"{stem}-{number}" for number in range(2, len(named) + 3)))
        named[next(name for name in free if name not in named)] = iri
    return named


def _written(
    part: Part, statements: Statements, forms: Iterable[Form], prefixes: Mapping[str, str]
) -> Iterator[Content]:
    used = rdf.used(statements, prefixes)
    for form in forms:
        if form.holds(statements):
            body = rdf.write(statements, form.format, used)
            yield Content(part, form.suffix, form.media_type, body)
