"""Compares the answers of two servers: as sets of rows or of triples, not as bytes."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation

import pyoxigraph
from peers import JSON, TURTLE, Peer

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = tuple(
    XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)

Row = tuple[tuple[str, ...], ...]


def rows(body: bytes) -> Counter[Row]:
    """The rows of solutions in JSON, each a sorted tuple of variables and terms; an ASK is one row."""
    document = json.loads(body)
    if "boolean" in document:
        return Counter([(("boolean", str(document["boolean"])),)])
    bindings = document["results"]["bindings"]
    return Counter(
        tuple(sorted((name, *_term(value)) for name, value in row.items())) for row in bindings
    )


def _term(value: dict[str, str]) -> tuple[str, ...]:
    """A term by its kind, value, type and language; numbers by their value, blank nodes all alike."""
    kind, text = value["type"], str(value["value"])
    if kind == "bnode":
        return ("bnode",)
    if kind == "uri":
        return ("uri", text)
    datatype = value.get("datatype", XSD + "string")
    if datatype in NUMBERS:
        try:
            return ("number", str(Decimal(text).normalize()))
        except InvalidOperation:
            pass
    return ("literal", text, datatype, value.get("xml:lang", "").lower())


def triples(body: bytes) -> Counter[Row]:
    """The triples of a graph in Turtle, blank nodes all alike."""
    found = pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.TURTLE)
    return Counter(
        (
            tuple(
                "bnode" if str(term).startswith("_:") else str(term)
                for term in (quad.subject, quad.predicate, quad.object)
            ),
        )
        for quad in found
    )


def answer(peer: Peer, query: str, graph: bool = False, timeout: float = 120) -> Counter[Row]:
    """What a server answers, so that equal answers are equal. Raises OSError where it does not."""
    _, body = peer.ask(query, TURTLE if graph else JSON, timeout)
    return triples(body) if graph else rows(body)


def verdict(ours: Counter[Row], theirs: Counter[Row], ordered: bool = False) -> str:
    """Whether answers agree; of what leaves the choice of rows open (``ordered``), only their number."""
    if ours == theirs:
        return "the same"
    if ordered and ours.total() == theirs.total():
        return "as many"
    return f"{(ours - theirs).total()} only ours, {(theirs - ours).total()} only theirs"
