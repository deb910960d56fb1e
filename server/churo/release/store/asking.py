"""Asks a store on disk what a release tells of itself, and what its server would ask; run by exec.

Called as ``python -m churo.release.store.asking DIRECTORY QUERIES`` with a list of queries in JSON. Writes
``Facts`` to its standard output, in JSON.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial

from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

from ... import parent_death
from ...publication import index
from ...terms import DCAT, DCTERMS, RDFS
from ..foreign import bounds
from .forking import forked

ALL_SECONDS = 60.0  # that all of them may take
MOST = 8 << 20  # bytes of an answer
MEMORY = 3 << 30  # bytes of address space
LESS = 5  # how much others go first: what writes names meanwhile takes longer
LOOK = 0.05  # seconds between looks at the clock
TOLD = 10_000  # triples in which a dataset is spoken of
GRAPHS = (
    "SELECT ?it (COUNT(*) AS ?n) WHERE { GRAPH ?it { ?s ?p ?o } FILTER (ISIRI(?it)) } GROUP BY ?it"
)
CLASSES = "SELECT ?it (COUNT(*) AS ?n) WHERE { ?s a ?it FILTER (ISIRI(?it)) } GROUP BY ?it"
PROPERTIES = "SELECT ?it (COUNT(*) AS ?n) WHERE { ?s ?it ?o } GROUP BY ?it"
SAMPLE = """SELECT ?it (COUNT(*) AS ?n) WHERE {
  { SELECT ?it WHERE { ?it ?p1 ?o1 FILTER (ISIRI(?it)) } LIMIT 1 }
  ?it ?p ?o
} GROUP BY ?it"""
EXAMPLES = f"SELECT DISTINCT ?it WHERE {{ ?it <{RDFS.label}> ?l FILTER (ISIRI(?it)) }} LIMIT 3"
SPOKEN = f"""CONSTRUCT {{ ?it ?p ?o }} WHERE {{
  {{ SELECT DISTINCT ?it WHERE {{
    ?d a <{DCAT.Dataset}>
    {{ BIND (?d AS ?it) }} UNION {{ ?d <{DCTERMS.publisher}> ?it }} UNION {{ ?it <{DCTERMS.isPartOf}> ?d }}
  }} }}
  ?it ?p ?o
}} LIMIT {TOLD}"""


@dataclass(frozen=True)
class Facts:
    """What a store holds: triples of each graph, things of each class, triples of each property.

    ``sample`` is one subject with its triples. ``examples`` are some things with labels; ``spoken`` are, in N-Triples, the triples about its
    datasets. ``answers`` are, by ``index.key``, answers in SPARQL JSON; ``None`` for what takes too
    long or is too much.
    """

    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    sample: Mapping[str, int]
    examples: Sequence[str]
    spoken: str
    answers: Mapping[str, str | None]


def ask(store: Store, queries: Sequence[str]) -> Facts:
    """All that is to be known of a store; the queries are asked in a process of their own meanwhile."""
    answers = forked(partial(_answers, store, queries))
    return replace(_own(store), answers=answers())


def _own(store: Store) -> Facts:
    """What is to be known without the queries."""
    classes = _counts(store, CLASSES)
    return Facts(
        _counts(store, GRAPHS),
        classes,
        _counts(store, PROPERTIES),
        _counts(store, SAMPLE),
        sorted(row["it"].value for row in _rows(store, EXAMPLES)),
        _spoken(store) if DCAT.Dataset in classes else "",  # it looks at every triple
        {},
    )


def _spoken(store: Store) -> str:
    spoken = store.query(SPOKEN)
    assert isinstance(spoken, QueryTriples)
    return (spoken.serialize(format=RdfFormat.N_TRIPLES) or b"").decode()


def _counts(store: Store, query: str) -> dict[str, int]:
    return {row["it"].value: int(row["n"].value) for row in _rows(store, query)}


def _rows(store: Store, query: str) -> QuerySolutions:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    return rows


@dataclass
class _Asked:
    """A query that is being answered by a process of its own, which ends by ``ends``."""

    text: str
    process: int
    inside: int
    ends: float
    parts: list[bytes] = field(default_factory=list)
    size: int = 0

    def is_whole(self) -> bool:
        """Whether the line that is the answer has come."""
        return bool(self.parts) and self.parts[-1].endswith(b"\n")

    def is_lost(self) -> bool:
        """Whether nothing that could be kept will come."""
        return self.size > MOST or time.monotonic() > self.ends or self.parts[-1:] == [b""]

    def end(self) -> str | None:
        """The answer, if it is whole; the process ends."""
        os.close(self.inside)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        whole = self.is_whole() and self.size <= MOST
        return b"".join(self.parts).decode() if whole else None


def _answers(store: Store, queries: Sequence[str]) -> dict[str, str | None]:
    """The answers, as many asked at a time as there are processors; none for what had no time left."""
    ends, waiting, asked = time.monotonic() + ALL_SECONDS, list(reversed(queries)), list[_Asked]()
    found: dict[str, str | None] = {}
    while asked or (waiting and time.monotonic() < ends):
        while waiting and len(asked) < (os.cpu_count() or 1) and time.monotonic() < ends:
            asked.append(_begun(store, waiting.pop()))
        for inside in select.select([one.inside for one in asked], [], [], LOOK)[0]:
            one = next(one for one in asked if one.inside == inside)
            one.parts.append(os.read(inside, 1 << 16))
            one.size += len(one.parts[-1])
        for one in [one for one in asked if one.is_whole() or one.is_lost()]:
            found[index.key(one.text)] = one.end()
            asked.remove(one)
    return found


def _begun(store: Store, text: str) -> _Asked:
    inside, outside = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            _answer(store, text, outside)
        finally:
            os._exit(1)
    os.close(outside)
    return _Asked(text, process, inside, time.monotonic() + index.SECONDS)


def _answer(store: Store, text: str, out: int) -> None:
    """Write the answer as one line, as much of it as tells whether it is too much."""
    parent_death.kill_with_parent(os.getppid())
    for limit, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(limit, (value, value))
    body = _rows(store, text).serialize(format=QueryResultsFormat.JSON) or b""
    with os.fdopen(out, "wb") as file:
        file.write(body[: MOST + 1] + b"\n")


def main(directory: str, queries: str) -> None:
    """Ask the store in a directory."""
    bounds.begin()
    os.nice(LESS)
    json.dump(asdict(ask(Store.read_only(directory), json.loads(queries))), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
