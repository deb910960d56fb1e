"""Writes an engine's answers in the format that a client asked for, as the embedded engine would.

Engines differ in what they write and how well; all of them are read in one format, and what cannot be
read to its end is no answer, so that none is cut off.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, BinaryIO

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from ...errors import EngineFault, NotAcceptable
from ...formats import RDF_FORMATS
from ...model import Body, Kind
from ...rdf import csv_results, representable
from ..worker.row_count import rows
from .dialects import JSON, Dialect
from .spooled import Sink, XmlSink

# What Virtuoso calls the one column of an ASK: it answers it as a SELECT.
ASK_COLUMN = "__ASK_RETVAL"
TRUTH = {True: b'{"head":{},"boolean":true}', False: b'{"head":{},"boolean":false}'}
TRUE = ("1", "true")
DIGEST = 16  # bytes of a digest by which a triple is known that came before
SORTED = 8 << 20  # bytes of N-Triples up to which they are put in order
BLANK = b"<bnode>"


@dataclass(frozen=True)
class Written:
    """An answer as it is sent: its kind, media type, bytes, and number of rows or triples."""

    kind: Kind
    media_type: str
    body: Body
    rows: int


def solutions(body: BinaryIO, read_as: Dialect, wanted: str | None, limit: int) -> Written:
    """Solutions or a truth value, read as a dialect writes them and written as ``wanted``.

    Raises EngineFault for what cannot be read, NotAcceptable, LimitExceeded.
    """
    try:
        result = parse_query_results(_source(body, read_as), _results_format(read_as.solutions))
        truth = _truth(result)
        if truth is not None:
            return _boolean(truth, wanted, limit)
        if wanted is None:
            raise NotAcceptable("solutions")
        assert isinstance(result, QuerySolutions)
        return _solutions(result, wanted, limit)
    except (SyntaxError, ValueError) as error:
        raise EngineFault(f"The engine behind gave no whole answer: {error}.") from error


def graph(body: BinaryIO, wanted: str | None, limit: int, prefixes: Mapping[str, str]) -> Written:
    """Triples, read as N-Triples, each written once as ``wanted``. Raises as ``solutions`` does."""
    format = RdfFormat.from_media_type(wanted or "")
    if format is None or wanted is None:
        raise NotAcceptable("graph")
    row = next((row for row in RDF_FORMATS if row.media_type == wanted), None)
    sink = XmlSink(limit, "graph") if format == RdfFormat.RDF_XML else Sink(limit)
    triples = _Counted(_once(body))
    try:
        told: Iterable[Triple] = triples
        if row is not None and (row.xml or not row.triple_terms):
            told = list(triples)
            representable.require(row, told)
        serialize(told, sink, format, prefixes=dict(prefixes))  # type: ignore[arg-type]
    except (SyntaxError, ValueError) as error:
        raise EngineFault(f"The engine behind gave no whole graph: {error}.") from error
    return Written("graph", wanted, sink.body(), triples.count)


def rows_of(body: BinaryIO, read_as: Dialect) -> list[tuple[Any, ...]]:
    """The rows of solutions, as terms. Raises EngineFault."""
    try:
        result = parse_query_results(_source(body, read_as), _results_format(read_as.solutions))
        return [tuple(row) for row in result]  # type: ignore[union-attr]
    except (SyntaxError, ValueError, TypeError) as error:
        raise EngineFault(f"The engine behind gave no solutions: {error}.") from error


def _source(body: BinaryIO, read_as: Dialect) -> BinaryIO:
    return _Relabelled(body, read_as.labels) if read_as.labels else body  # type: ignore[return-value]


def _results_format(media_type: str) -> QueryResultsFormat:
    format = QueryResultsFormat.from_media_type(media_type)
    assert format is not None
    return format


def _truth(result: QuerySolutions | QueryBoolean) -> bool | None:
    """The value of an ASK; ``None`` for solutions."""
    if isinstance(result, QueryBoolean):
        return bool(result)
    if [variable.value for variable in result.variables] != [ASK_COLUMN]:
        return None
    value = next((row[0] for row in result), None)
    return isinstance(value, Literal) and value.value in TRUE


def _boolean(truth: bool, wanted: str | None, limit: int) -> Written:
    if wanted is None:
        raise NotAcceptable("boolean")
    sink = Sink(limit)
    result = parse_query_results(io.BytesIO(TRUTH[truth]), QueryResultsFormat.JSON)
    result.serialize(sink, _results_format(wanted))  # type: ignore[arg-type]
    return Written("boolean", wanted, sink.body(), 1)


def _solutions(result: QuerySolutions, wanted: str, limit: int) -> Written:
    format = _results_format(wanted)
    if format == QueryResultsFormat.CSV:
        sink = Sink(limit)
        names = [variable.value for variable in result.variables]
        count = csv_results.write(names, map(tuple, result), sink.write)
        return Written("solutions", wanted, sink.body(), count)
    if format == QueryResultsFormat.XML:
        sink = XmlSink(limit, "solutions", b"</result>")
        result.serialize(sink, format)  # type: ignore[arg-type]
        return Written("solutions", wanted, sink.body(), sink.marks)
    sink = Sink(limit, b"\n")
    result.serialize(sink, format)  # type: ignore[arg-type]
    body = sink.body()
    count = (
        rows(b"".join(body.open()), JSON) if format == QueryResultsFormat.JSON else sink.marks - 1
    )
    return Written("solutions", wanted, body, count)


def _once(body: BinaryIO) -> Iterator[Triple]:
    """The triples of N-Triples, each once; those of few in order, so that the same bytes come again."""
    start = body.read(SORTED)
    if len(start) < SORTED:
        lines = b"".join(sorted(set(start.splitlines(keepends=True))))
        return (quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES))
    body.seek(0)
    return (quad.triple for quad in parse(_Lines(body), RdfFormat.N_TRIPLES))  # type: ignore[arg-type]


class _Counted:
    """Triples that are counted as they go by."""

    def __init__(self, triples: Iterator[Triple]) -> None:
        self._triples, self.count = triples, 0

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            self.count += 1
            yield triple


class _Source(io.RawIOBase):
    """Reads a file line by line, each as ``_line`` has it."""

    def __init__(self, body: BinaryIO) -> None:
        self._body, self._rest = body, b""

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Some bytes, none at the end."""
        while not self._rest:
            line = self._body.readline()
            if not line:
                return b""
            self._rest = self._line(line)
        if size < 0:
            size = len(self._rest)
        part, self._rest = self._rest[:size], self._rest[size:]
        return part

    def _line(self, line: bytes) -> bytes:
        return line


class _Relabelled(_Source):
    """XML whose labels of blank nodes are labels: Virtuoso writes them as if they were IRIs."""

    def __init__(self, body: BinaryIO, labels: bytes) -> None:
        super().__init__(body)
        self._labels = BLANK + labels

    def _line(self, line: bytes) -> bytes:
        return line.replace(self._labels, BLANK)


class _Lines(_Source):
    """N-Triples without lines that came before: some engines construct a triple again and again."""

    def __init__(self, body: BinaryIO) -> None:
        super().__init__(body)
        self._seen: set[bytes] = set()

    def _line(self, line: bytes) -> bytes:
        digest = blake2b(line, digest_size=DIGEST).digest()
        if digest in self._seen:
            return b""
        self._seen.add(digest)
        return line
