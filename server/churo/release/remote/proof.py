"""Proves that two copies of a graph are equal, as far as stores keep what they are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from ...terms import XSD

BATCH = 20_000  # triples whose values are read at a time
DIGEST = 8  # bytes
BLANK = BlankNode("b")
INTEGER, DECIMAL = (NamedNode(f"{XSD}{name}") for name in ("integer", "decimal"))

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Proof:
    """The number of triples, and the sum of their digests; the order of triples has no part in it."""

    triples: int
    sum: int


def of(triples: Iterable[Triple]) -> Proof:
    """The proof of triples, each counted once: of "01" and "1", one integer, stores keep one.

    An integer is the same as a decimal (XML Schema 2 §3.4.13), which Virtuoso makes of large ones.
    Blank nodes, whose labels each store chooses, are all alike to it.
    """
    seen: set[int] = set()
    blank, rest = [], iter(triples)
    while batch := list(islice(rest, BATCH)):
        store = Store()
        store.bulk_extend(Quad(row.subject, row.predicate, _number(row.object)) for row in batch)
        for quad in store:
            plain = _without_labels(quad.triple)
            digest = int.from_bytes(
                blake2b(str(plain).encode(), digest_size=DIGEST).digest(), "big"
            )
            if plain is quad.triple:
                seen.add(digest)
            else:
                blank.append(digest)
    return Proof(len(seen) + len(blank), sum(seen) + sum(blank))


def _number(term: Term) -> Term:
    if isinstance(term, Literal) and term.datatype == INTEGER:
        return Literal(term.value, datatype=DECIMAL)
    return term


def _without_labels(triple: Triple) -> Triple:
    subject = BLANK if isinstance(triple.subject, BlankNode) else triple.subject
    value = BLANK if isinstance(triple.object, BlankNode) else triple.object
    same = subject is triple.subject and value is triple.object
    return triple if same else Triple(subject, triple.predicate, value)
