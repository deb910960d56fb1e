"""What a worker answers from: a whole dataset and, for most queries, its default graph alone."""

# Why: docs/decisions/2026-11-25-two-stores-in-a-worker.md
# Why: docs/decisions/2026-11-26-store-on-disk.md
# Why: docs/decisions/2026-11-27-default-graph-read-into-memory.md

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, Literal, Quad, QuerySolutions, RdfFormat, Store, parse

from ..errors import EngineFault
from .memory import resident
from .syntax.sparql_lexer import may_have

NAMING = ("graph", "from")  # the words by which a query sees named graphs
LOOK = 20_000  # triples read between two looks at the memory, of texts as long as most are
USUAL = 1_000  # characters of a text that no look need be earlier for


@dataclass(frozen=True)
class Stores:
    """``whole`` is the dataset, ``default`` its default graph.

    The engine finds a triple among those of all graphs that share a term with it: where the
    graphs are apart, a query over the default graph takes a sixth less time. On disk they are
    apart within one store, which is both.
    """

    whole: Store
    default: Store

    def seen_by(self, text: str, head: Mapping[str, Any]) -> Store:
        """The store that holds all a query can see; named graphs are seen when they are named."""
        given = head["default"] is not None or head["named"] is not None
        return self.whole if given or may_have(text, NAMING) else self.default


def opened(directory: str) -> Stores:
    """The store that a release has on disk, to be read only. Raises OSError when it is damaged."""
    store = Store.read_only(directory)
    return Stores(store, store)


def in_memory(stores: Stores, most: int) -> Stores:
    """The stores, but with the default graph in memory. Raises EngineFault where it takes over ``most`` bytes.

    Each predicate's triples are read together, in order of their objects: what is read in a row then lies
    in a row.
    """
    disk, memory, graph = stores.default, Store(), DefaultGraph()
    found = disk.query("SELECT DISTINCT ?p { ?s ?p ?o }")
    assert isinstance(found, QuerySolutions)
    end = resident() + most
    for row in found:
        memory.bulk_extend(_until(end, disk.quads_for_pattern(None, row["p"], None, graph)))
    return replace(stores, default=memory)


def _until(end: int, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Quads, as long as the process has less memory than ``end`` bytes."""
    read = 0
    for quad in quads:
        if read <= 0:
            if resident() > end:
                raise EngineFault("the default graph takes more memory than it may.")
            read = LOOK
        yield quad
        value = quad.object
        read -= 1 + (len(value.value) // USUAL if isinstance(value, Literal) else 0)


def loaded(dataset: str, *others: str) -> Stores:
    """The N-Quads at ``dataset`` and ``others``; the default graph holds the first's triples once.

    The engine's own union of graphs gives a triple once for each graph that holds it, which is
    not the merge of RDF graphs that a default graph is (SPARQL 1.1 Query §13.1).
    """
    stores = Stores(Store(), Store())
    _load(stores.whole, dataset)
    merged = [Quad(quad.subject, quad.predicate, quad.object) for quad in stores.whole]
    for store in (stores.whole, stores.default):
        store.bulk_extend(merged)
    for path in others:
        _load(stores.whole, path)
    return stores


def default_graph(files: Iterable[Path]) -> Store:
    """The merge of the graphs of N-Quads, whose blank nodes keep their labels, in memory.

    It gives rows in the same order as the default graph of ``loaded``, which has read a store that
    gives last what it was given first: who asks for page after page may be answered from both.
    """
    store = Store()
    for path in files:
        rows = parse(path=str(path), format=RdfFormat.N_QUADS)
        triples = [Quad(row.subject, row.predicate, row.object) for row in rows]
        store.bulk_extend(reversed(triples))
    return store


def _load(store: Store, path: str) -> None:
    """Load N-Quads with the labels of their blank nodes, which every process and the dumps share.

    The engine's own loader is faster, and labels them anew.
    """
    with open(path, "rb") as file:
        blank = any(b"_:" in line for line in file)
    if blank:
        store.bulk_extend(parse(path=path, format=RdfFormat.N_QUADS))
    else:
        store.bulk_load(path=path, format=RdfFormat.N_QUADS)
