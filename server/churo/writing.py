"""Writes statements in any RDF syntax, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

Statements = Sequence[Quad] | Sequence[Triple]
_ROOT = re.compile(rb"<rdf:RDF ([^>]*)>")


def used(statements: Statements, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Those prefixes whose namespace the statements use, as far as a search of their text tells."""
    with_graphs = any(isinstance(row, Quad) for row in statements[:1])
    format = RdfFormat.N_QUADS if with_graphs else RdfFormat.N_TRIPLES
    text = pyoxigraph.serialize(statements, format=format) or b""
    return {name: space for name, space in prefixes.items() if f"<{space}".encode() in text}


def write(statements: Statements, format: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """The statements with the prefixes declared in order, one of several for one namespace.

    The library declares them in an order of chance, which would change the bytes.
    """
    names = {space: name for name, space in sorted(prefixes.items(), reverse=True)}
    written = pyoxigraph.serialize(
        statements, format=format, prefixes={name: space for space, name in names.items()}
    )
    assert written is not None
    if format in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return _with_sorted_lines(written)
    return _ROOT.sub(_with_sorted_names, written, 1) if format == RdfFormat.RDF_XML else written


def _with_sorted_lines(written: bytes) -> bytes:
    lines = written.split(b"\n")
    count = next(i for i, line in enumerate(lines) if not line.startswith(b"@prefix "))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])


def _with_sorted_names(root: re.Match[bytes]) -> bytes:
    return b"<rdf:RDF " + b" ".join(sorted(root[1].split(b" "))) + b">"
