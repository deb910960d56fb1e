"""Writes solutions as CSV, each field quoted by what it holds (SPARQL 1.1 Results CSV §3, RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence

from . import Literal, NamedNode, Row, Term


class _Lines:
    """What the writer of CSV writes to."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write

    def write(self, text: str) -> None:
        self._write(text.encode())


def write(names: Sequence[str], rows: Iterable[Row], out: Callable[[bytes], object]) -> int:
    """Write a header and rows, piece by piece; give the number of rows.

    What a field holds decides whether it is quoted, whatever sort of term it is: IRIs have commas,
    and triple terms, which are written as in N-Triples, quotation marks.
    """
    writer = csv.writer(_Lines(out), lineterminator="\r\n")
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow(["" if term is None else field(term) for term in row])
        count += 1
    return count


def field(term: Term) -> str:
    """A term as CSV has it: the IRI, what a literal says, a label, a triple term."""
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
