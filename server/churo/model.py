"""The values that pass between churo's parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

Kind = Literal["solutions", "boolean", "graph"]

# The files of a release: the parts of the default graph, and the graphs that are not in it.
DATASET = "dataset.nq"
ASSERTIONS = "assertions.nq"
NAMES = "names.sqlite"  # the tables of names of such a release
INDEX = "index.json"  # answers to what the server would ask of a store on disk
STORE = "store"  # the directory of the store of a release that is not held in memory
VIEWS = "views"  # the directory of what pages show of a domain
ANSWERS = "answers"  # the directory of the answers to the published questions
TABLES_VIEW = f"{VIEWS}/tables.json"  # what the tables and their columns mean

SLOW_SECONDS = 0.25  # seconds after which a query lets others go first


class Query(NamedTuple):
    """One SPARQL query operation (SPARQL 1.1 Protocol §2.1), decoded but not parsed.

    ``default_graphs`` and ``named_graphs`` are the protocol's dataset: ``None`` when the request
    gave neither parameter, else the IRIs given (possibly none), which then win over FROM.
    ``solutions_type`` and ``graph_type`` are the media types negotiated for SELECT/ASK and for
    CONSTRUCT/DESCRIBE; ``None`` says that the client accepts none of that family. ``client`` is on
    whose behalf it is asked; empty for the house itself, and for whoever is not limited. ``own`` says
    that nobody outside wrote the text: then it is not looked through before it is evaluated, and
    nobody reads notices of its answer, nor whether that is volatile.
    """

    text: str
    base: str
    solutions_type: str | None
    graph_type: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    client: str = ""
    own: bool = False


class Body(NamedTuple):
    """The bytes of an answer, there as a whole: ``size`` in bytes, readable more than once."""

    size: int
    open: Callable[[], Iterator[bytes]]

    @classmethod
    def of(cls, data: bytes) -> Body:
        """A body in memory."""
        return cls(len(data), lambda: iter((data,)))


@dataclass(frozen=True)
class Notice:
    """What is to be known of an answer that is right: its kind, a row of a table, and words in English.

    Other languages tell it by its kind, of the ``values``.
    """

    kind: str
    detail: str
    values: Mapping[str, str] = field(default_factory=dict)


class Answer(NamedTuple):
    """What a query gave: its kind, its bytes as ``media_type``, its rows or triples, its cost.

    ``unknown`` are IRIs of a query with an empty answer that the dataset does not know at all;
    ``volatile`` says that the query calls what gives another value each time; ``notices`` are what else is
    to be known of it.
    """

    kind: Kind
    media_type: str
    body: Body
    rows: int
    seconds: float
    unknown: tuple[str, ...] = ()
    volatile: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What one query may use; ``seconds`` of wall time, sizes in bytes, ``depth`` in brackets."""

    seconds: float
    memory: int
    answer: int
    query: int
    depth: int


@dataclass(frozen=True)
class Release:
    """A published state of the graph; ``graphs`` maps a graph's IRI to its number of triples.

    The default graph is the merge of ``graphs``, in which each of its ``triples`` is once; that of
    plain data has the empty string for its IRI. ``named_only`` are the graphs that are reached by
    their names alone, counted likewise, with ``named_only_triples`` distinct ones in all, 0 where
    those were not counted. ``titles`` are the title by language, where it has any.
    """

    directory: Path
    id: str
    version: str
    title: str
    triples: int
    graphs: Mapping[str, int]
    named_only: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    named_only_triples: int = 0

    def title_in(self, language: str) -> str:
        """The title in a language, else the one for all."""
        return self.titles.get(language, self.title)

    @property
    def named(self) -> Mapping[str, int]:
        """Every named graph with its number of triples."""
        return {**{iri: n for iri, n in self.graphs.items() if iri}, **self.named_only}

    @property
    def files(self) -> tuple[Path, ...]:
        """The N-Quads of the default graph's parts, and of the graphs apart where there are any."""
        names = (DATASET, ASSERTIONS) if self.named_only else (DATASET,)
        return tuple(self.directory / name for name in names)

    @property
    def store(self) -> Path | None:
        """The directory of its store on disk; ``None`` where it is to be held in memory."""
        path = self.directory / STORE
        return path if path.is_dir() else None


@dataclass(frozen=True)
class EngineStatus:
    """The engine's health: the release it answers from, its workers, its kills by cause."""

    release: str
    workers: int
    busy: int
    kills: Mapping[str, int]


class Accounts(Protocol):
    """The computing time that clients have left."""

    def reserve(self, client: str, seconds: float) -> float:
        """Hold seconds while a query runs; gives 0, or the seconds after which there is some left."""

    def release(self, client: str, seconds: float) -> None:
        """Give back what was held: what the query did cost is charged by who answers it."""


class PendingAnswer(Protocol):
    """A query being answered; settled once, by ``finish`` or by ``stop``."""

    def fileno(self) -> int:
        """The descriptor that becomes readable when the answer begins."""

    def ready(self, milliseconds: float = 0) -> bool:
        """Whether, in that time, an answer is there for which ``finish`` will not wait."""

    def give_way(self) -> None:
        """Let other work go first from now on; to be said after SLOW_SECONDS seconds."""

    def finish(self) -> Answer:
        """The answer. Raises QueryError."""

    def stop(self, cause: str) -> Answer:
        """End it because of ``cause``, seconds or abandoned. Always raises QueryError."""


class Engine(Protocol):
    """Whatever answers queries: local workers or a remote endpoint."""

    def begin(self, query: Query) -> PendingAnswer | None:
        """Begin to answer without waiting; ``None`` when that cannot be. Raises QueryRefused."""

    def ask(self, query: Query, gone: Callable[[], bool] | None = None) -> Answer:
        """Answer one query; ``gone`` says that nobody waits any more. Raises QueryError."""

    def status(self) -> EngineStatus:
        """Say how the engine is; cheap enough for a health probe."""

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Answer from another release from now on; queries under way finish on the old one.

        ``prefixes`` shorten the names in answers whose format has prefixes.
        """

    def close(self) -> None:
        """Stop every process the engine started."""
