"""Builds a store on disk from N-Quads; run by exec, for memory that is given back.

Called as ``python -m churo.release.store.building_store JOB`` with a ``Job`` in JSON. Tells how many bytes are
loaded. Writes ``Built`` to its standard output, in JSON.
"""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import QuerySolutions, QueryTriples, RdfFormat, Store, parse

from ..foreign import bounds

STEP = 8 << 20  # bytes after which is told how far it is
MERGED = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
OUTSIDE = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
# Triples of graphs that a blank node names, but for those that are in the default graph, too.
UNNAMED = """SELECT (COUNT(*) AS ?n) WHERE {
  { SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER (ISBLANK(?g)) } }
  FILTER NOT EXISTS { ?s ?p ?o }
}"""


@dataclass(frozen=True)
class Job:
    """A store to be made in ``directory``, with files beside it at ``work`` meanwhile.

    The graphs of ``dataset`` are merged into the default graph, those of ``others`` are not.
    ``labelled`` says that there are blank nodes. ``answered`` is where the quads of ``dataset`` are
    written as the store answers them if they have named graphs.
    """

    directory: str
    dataset: str
    others: Sequence[str]
    labelled: bool
    work: str
    answered: str


@dataclass(frozen=True)
class Built:
    """Whether there are ``named`` graphs, and how many triples are in no graph that has an IRI."""

    named: bool
    outside: int


class _Told(io.BytesIO):
    """A file that is read from, of which is told how far it is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._read, self._told, self.lines = file, 0, 0, 0

    def read(self, size: int | None = -1) -> bytes:
        """At most so many bytes."""
        part = self._file.read(-1 if size is None else size)
        self._read += len(part)
        self.lines += part.count(b"\n")
        if self._read - self._told >= STEP:
            self._told = self._read
            bounds.tell(loaded=self._read)
        return part


def build(job: Job) -> Built:
    """Make a store whose default graph holds each triple of the dataset once (RDF merge)."""
    store = Store(job.directory)
    lines = _load(store, Path(job.dataset), RdfFormat.N_QUADS, job.labelled)
    named = next(iter(store.named_graphs()), None) is not None
    # Each line is a quad of its own, unless the store takes two literals for one.
    outside = _count(store, OUTSIDE) if named or job.answered else lines
    if named:
        outside += _count(store, UNNAMED)
        if job.answered:
            store.dump(job.answered, RdfFormat.N_QUADS)
        _merge(store, Path(job.work), job.labelled)
    for other in job.others:
        _load(store, Path(other), RdfFormat.N_QUADS, job.labelled)
    # Without it each query looks into a table for each million quads: ten times as long, and more.
    store.optimize()
    store.flush()
    del store
    _forget_log(Path(job.directory))
    return Built(named, outside)


def _load(store: Store, path: Path, format: RdfFormat, labelled: bool) -> int:
    """Load a file with the labels of its blank nodes; give the number of its lines.

    The loader that is faster gives others. What is in it was parsed before, and is not checked again.
    """
    with path.open("rb") as file:
        told = _Told(file)
        if labelled:
            store.bulk_extend(parse(told, format, lenient=True))
        else:
            store.bulk_load(told, format, lenient=True)
    return told.lines


def _merge(store: Store, work: Path, labelled: bool) -> None:
    triples = store.query(MERGED)
    assert isinstance(triples, QueryTriples)
    triples.serialize(str(work), RdfFormat.N_TRIPLES)
    _load(store, work, RdfFormat.N_TRIPLES, labelled)
    work.unlink()


def _count(store: Store, query: str) -> int:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    return int(next(rows)["n"].value)


def _forget_log(directory: Path) -> None:
    """Delete what tells of the machine and is not read."""
    for path in directory.glob("LOG*"):
        path.unlink()


def main(job: str) -> None:
    """Do a job."""
    bounds.begin()
    json.dump(asdict(build(Job(**json.loads(job)))), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
