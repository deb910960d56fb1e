"""Finds out how a store holds a release: that all of it is there, and what its default graph is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...errors import EngineFault
from ...model import Release
from .dataset import Layout

MOST_HIDDEN = 50  # graphs of others beside the release
SHOWN = 3
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_ONCE = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
COUNT_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
SOME_NAMED = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
ONE_NAMED = "SELECT ?s {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1"
PUSH = "Load it with churo push --assertions."
OWN = (
    "The store's default graph is not that of the release. Load it with "
    "churo push --assertions --default-graph IRI and set CHURO_ENGINE_DEFAULT_GRAPH to that IRI."
)

# Asks a query with the graphs that are its default graph; gives rows of strings.
AskRows = Callable[[str, tuple[str, ...]], list[tuple[str, ...]]]


def layout_of(ask: AskRows, release: Release, default_graph: str) -> Layout:
    """How the store that ``ask`` asks holds a release; the merge is in ``default_graph``, if any.

    Raises EngineFault when a part of the release is not there, or no way to ask for its default
    graph is known.
    """
    held = {row[0]: int(row[1]) for row in ask(COUNT_GRAPHS, ())}
    _check_graphs(held, release.named)
    hidden = tuple(sorted(held.keys() - release.named.keys()))
    if len(hidden) > MOST_HIDDEN:
        told = (
            f"The store has {len(hidden)} graphs that are not the release's; it must be its alone."
        )
        raise EngineFault(told)
    defaults = _defaults(ask, release, default_graph)
    some = next(iter(release.named), "")
    sees_all = not defaults or not some or bool(ask(SOME_NAMED, defaults))
    sees_each = not defaults or not some or bool(ask(ONE_NAMED.format(graph=some), defaults))
    return Layout(defaults, frozenset(release.named), hidden, sees_all, sees_each)


def _check_graphs(held: Mapping[str, int], due: Mapping[str, int]) -> None:
    wrong = [
        f"{held.get(iri, 0)} instead of {n} of <{iri}>"
        for iri, n in due.items()
        if held.get(iri, 0) != n
    ]
    if wrong:
        listed = ", ".join(wrong[:SHOWN])
        more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise EngineFault(f"The store does not hold the release: triples {listed}{more}. {PUSH}")


def _defaults(ask: AskRows, release: Release, default_graph: str) -> tuple[str, ...]:
    """The graphs to name for the default graph, none where it is the store's own."""
    least, most = max(release.graphs.values(), default=0), sum(release.graphs.values())

    def fits(graphs: tuple[str, ...]) -> bool:
        return least <= _count(ask, COUNT, graphs) <= most

    if default_graph:
        if not fits((default_graph,)):
            raise EngineFault(
                f"The graph <{default_graph}> is not the release's default graph. {OWN}"
            )
        return (default_graph,)
    if fits(()):
        return ()
    parts = tuple(release.graphs)
    # Where a triple is in two parts, most stores count it twice, which the merge of them would not.
    if "" not in parts and _count(ask, COUNT, parts) == _count(ask, COUNT_ONCE, parts):
        return parts
    raise EngineFault(OWN)


def _count(ask: AskRows, query: str, graphs: tuple[str, ...]) -> int:
    return int(ask(query, graphs)[0][0])
