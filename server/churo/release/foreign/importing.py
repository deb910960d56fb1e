"""Reads RDF files as others publish them: whatever they hold, and whatever they try."""

# Why: docs/decisions/2026-11-26-other-peoples-data.md

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from ...errors import InputError
from . import bounds, unpacking
from .blank_nodes import Labelled, Numbers, labelled

MADE = b"2"  # another number when files are read otherwise than before


def read(files: Iterable[Path]) -> Labelled:
    """The quads of files together. Raises InputError with all that is wrong with the first bad one.

    Blank nodes stay blank nodes, and apart from file to file; literals stay as they are written,
    but for language tags, which the parser writes in lower case (RDF 1.1 §3.3 allows it).
    """
    files, numbers = list(dict.fromkeys(files)), Numbers()
    found = frozenset(quad for file in files for quad in numbers.apart(_quads(file), str(file)))
    return labelled(found, ", ".join(map(str, files)))


def key(files: Iterable[Path]) -> str:
    """What tells one set of files from others: their addresses, in hexadecimal."""
    places = "\0".join(sorted(os.path.abspath(file) for file in files))
    return hashlib.sha256(places.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def digest(files: Iterable[Path]) -> str:
    """What changes with the contents of files, or with what is made of them, in hexadecimal.

    Raises InputError for what cannot be read.
    """
    total = hashlib.sha256(MADE)
    for file in files:
        try:
            with file.open("rb") as opened:
                content = hashlib.file_digest(opened, "sha256").digest()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}.", str(file)) from error
        total.update(file.name.encode("utf-8", "surrogateescape") + b"\0" + content)
    return total.hexdigest()


def _quads(file: Path) -> Iterator[Quad]:
    unpacking.format_of(file.name, str(file))
    with tempfile.TemporaryFile() as out:
        bounds.run("foreign_file", [str(file), str(file)], out, str(file))
        out.seek(0)
        yield from parse(out, RdfFormat.N_QUADS)
