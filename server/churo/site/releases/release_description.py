"""Writes a stored description for whoever asks: with the addresses of this server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ... import formats, rdf
from ...publication import distributions
from ...publication.distributions import Description
from ...publication.history import Change
from ...rdf import NamedNode, Triple, representable
from ...terms import DCAT3


def written(
    text: bytes,
    base: str,
    media_type: str,
    prefixes: Mapping[str, str],
    more: Iterable[Triple] = (),
) -> bytes:
    """A description in Turtle, read from ``base``, and ``more`` triples in another RDF syntax.

    Raises NotAcceptable for a syntax that cannot hold them.
    """
    rows = [*distributions.triples(text, base), *more]
    representable.require(formats.of_media_type(media_type) or formats.TURTLE, rows)
    return rdf.serialize(rows, media_type, prefixes)


def versions(description: Description, current: str, chain: Iterable[Change]) -> list[Triple]:
    """A release's place among the versions of its dataset (DCAT 3 §11), which only time tells."""

    def release(id: str) -> str:
        return description.release.replace(description.id, id)

    rows = [(description.dataset, DCAT3.hasCurrentVersion, release(current))]
    for change in chain:
        rows.append((release(change.id), DCAT3.previousVersion, release(change.previous)))
        rows.append((description.dataset, DCAT3.hasVersion, release(change.previous)))
    return [Triple(NamedNode(s), NamedNode(str(p)), NamedNode(o)) for s, p, o in rows]
