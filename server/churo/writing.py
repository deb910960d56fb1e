"""Writes statements in any RDF syntax, with the prefixes that they use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

Statements = Sequence[Quad] | Sequence[Triple]


def used(statements: Statements, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Those prefixes whose namespace the statements use, as far as a search of their text tells."""
    with_graphs = any(isinstance(row, Quad) for row in statements[:1])
    format = RdfFormat.N_QUADS if with_graphs else RdfFormat.N_TRIPLES
    text = pyoxigraph.serialize(statements, format=format) or b""
    return {name: space for name, space in prefixes.items() if f"<{space}".encode() in text}


def write(statements: Statements, format: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    """The statements in their order, with one prefix for each namespace declared."""
    names = {space: name for name, space in sorted(prefixes.items(), reverse=True)}
    written = pyoxigraph.serialize(
        statements, format=format, prefixes={name: space for space, name in names.items()}
    )
    assert written is not None
    return written


def serialize(triples: Iterable[Triple], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples in order in any RDF syntax, with the prefixes that they use."""
    ordered = sorted(set(triples), key=str)
    format = RdfFormat.from_media_type(media_type)
    assert format is not None, media_type
    return write(ordered, format, used(ordered, prefixes))


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """A prefixed name where a prefix fits, else the IRI."""
    fits = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space)]
    length, name = max(fits, default=(0, ""))
    local = iri[length:]
    return f"{name}:{local}" if length and local and "/" not in local else iri
