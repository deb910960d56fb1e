"""Writes N-Quads in another RDF syntax as they pass by; run by exec, apart from what waits for it.

Called as ``python -m churo.release.store.rewriting SOURCE MEDIA_TYPE``; writes to its standard output. Tells
that it has ``refused`` where the syntax cannot hold a statement.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize

from ...formats import Format
from ...rdf import syntax
from ...terms import WELL_KNOWN
from ..foreign import bounds

BEGINNING = 16 << 20  # bytes that are looked at for prefixes
WITHOUT_PREFIXES = (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES, RdfFormat.JSON_LD)


def rewrite(source: Path, target: Path, format: Format) -> bool:
    """Write N-Quads, or N-Triples, in a format; whether that can hold them. Raises InputError."""
    with target.open("wb") as out:
        told = bounds.run(__name__, [str(source), format.media_type], out, str(source))
    return not told.get("refused")


def prefixes(source: Path) -> dict[str, str]:
    """Well-known prefixes that the beginning of N-Quads has a use for."""
    with source.open("rb") as file:
        text = file.read(BEGINNING)
    return {name: iri for name, iri in WELL_KNOWN.items() if f"<{iri}".encode() in text}


def main(source: str, media_type: str) -> None:
    """Write a file anew."""
    bounds.begin()
    format, path = syntax(media_type), Path(source)
    used = None if format in WITHOUT_PREFIXES else prefixes(path)
    try:
        with path.open("rb") as file:
            quads = parse(file, RdfFormat.N_QUADS, lenient=True)  # they were written by us
            serialize(quads, sys.stdout.buffer, format, prefixes=used)
    except OSError as error:
        if error.errno is not None:  # of the system, and not of the syntax
            raise
        bounds.tell(refused=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
