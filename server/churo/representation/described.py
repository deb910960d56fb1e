"""Writes a stored description for whoever asks: with the addresses of this server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, Triple

from .. import distributions, writing


def written(
    text: bytes,
    base: str,
    media_type: str,
    prefixes: Mapping[str, str],
    more: Iterable[Triple] = (),
) -> bytes:
    """A description in Turtle, read from ``base``, and ``more`` triples in another RDF syntax."""
    return serialize([*distributions.triples(text, base), *more], media_type, prefixes)


def serialize(triples: Iterable[Triple], media_type: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples in order in any RDF syntax, with the prefixes that they use."""
    ordered = sorted(set(triples), key=str)
    format = RdfFormat.from_media_type(media_type)
    assert format is not None, media_type
    text = " ".join(map(str, ordered))
    used = {name: space for name, space in prefixes.items() if f"<{space}" in text}
    return writing.write(ordered, format, used)
