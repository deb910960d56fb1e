"""Reads RDF files as others publish them: whatever they hold, and whatever they try."""

# Why: docs/decisions/2026-11-26-other-peoples-data.md

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ...errors import InputError
from . import bounds, unpacking
from .blank_nodes import Labelled, labelled

MADE = b"3"  # another number when files are read otherwise than before
Heard = Callable[
    [str, int, int], None
]  # told a step, how many bytes of it are done, and of how many


def nobody(step: str, done: int, all: int) -> None:
    """Hears nothing."""


@dataclass(frozen=True)
class Lines:
    """The quads of files as N-Quads at ``path``, which may have some twice.

    Blank nodes have the labels b0, b1 and so on, in the order in which the files have them; ``nodes``
    is how many there are.
    """

    files: Sequence[Path]
    path: Path
    quads: int
    nodes: int

    @property
    def where(self) -> str:
        """What messages call the files."""
        return ", ".join(map(str, self.files))


def require_formats(files: Iterable[Path]) -> None:
    """Raise InputError for a file whose ending tells no format, before anything is made of any."""
    for file in files:
        unpacking.format_of(file.name, str(file))


def write(files: Iterable[Path], path: Path, heard: Heard = nobody) -> Lines:
    """Write the quads of files, which takes no more memory for more of them, unless they have blank nodes.

    Raises InputError with all that is wrong with the first bad one. Blank nodes stay blank nodes, and
    apart from file to file; literals stay as they are written, but for language tags, which the
    parser writes in lower case (RDF 1.1 §3.3 allows it).
    """
    files = list(dict.fromkeys(files))
    require_formats(files)
    sizes = [_size(file) for file in files]
    quads = nodes = before = 0
    with path.open("wb") as out:
        for file, size in zip(files, sizes, strict=True):

            def read(told: Mapping[str, int], before: int = before) -> None:
                heard("reading", before + told.get("read", 0), sum(sizes))

            arguments = [str(file), str(file), str(nodes)]
            told = bounds.run(f"{__package__}.foreign_file", arguments, out, str(file), read)
            quads, nodes, before = quads + told["quads"], told["given"], before + size
            out.seek(0, os.SEEK_END)
    return Lines(files, path, quads, nodes)


def read(files: Iterable[Path]) -> Labelled:
    """The quads of files together, in memory. Raises InputError as ``write`` does."""
    with tempfile.TemporaryDirectory() as directory:
        return held(write(files, Path(directory) / "read.nq"))


def held(lines: Lines) -> Labelled:
    """The quads in memory, with canonical labels where those do not take too long."""
    found = frozenset(parse(path=lines.path, format=RdfFormat.N_QUADS))
    return labelled(found, lines.where) if lines.nodes else Labelled(found, True)


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


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", str(file)) from error
