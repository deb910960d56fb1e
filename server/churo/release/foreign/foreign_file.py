"""Parses one RDF file of others, within limits, and writes its quads as N-Quads; run by exec.

Called as ``python -m churo.release.foreign.foreign_file FILE SHOWN GIVEN``: ``SHOWN`` is what messages call it,
``GIVEN`` how many blank nodes have labels. Tells how many bytes it has read, at last how many labels are
given and quads written.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, RdfFormat, parse, serialize

from ...errors import InputError
from ...formats import Format
from ...rdf import parsing, syntax
from . import bounds, document_type, unpacking
from .blank_labels import Relabelled

BATCH = 10_000  # quads written at a time
STEP = 32 << 20  # bytes after which the limits grow and the parent is told


class _Read:
    """Lets the limits grow with what has been read, and tells of it."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, position: int, unpacked: int) -> None:
        if unpacked - self._told >= STEP:
            self._told = unpacked
            bounds.limit(unpacked)
            bounds.tell(read=position)


def write(path: Path, where: str, given: int, out: int) -> None:
    """Write the quads of a file to a descriptor. Raises InputError for what cannot be read.

    Its base is its own address (RFC 3986 §5.1.3).
    """
    format, packing = unpacking.format_of(path.name, where)
    base = Path(os.path.abspath(path)).as_uri()
    start = os.lseek(out, 0, os.SEEK_CUR)
    try:
        with path.open("rb") as file, os.fdopen(out, "wb", closefd=False) as lines:
            size = os.fstat(file.fileno()).st_size
            bounds.limit(max(size, 1))
            try:
                written = _as_it_comes(file, format, packing, size, where, base, lines, given)
            except (SyntaxError, ValueError):
                written = None
            if written is None:
                file.seek(0)
                lines.seek(start)
                lines.truncate()
                text = _whole(file, format, packing, size, where)
                quads = parsing.quads(text, syntax(format.media_type), where, base=base)
                written = Relabelled(lines, given, where)
                for batch in _batches(quads):
                    serialize(batch, written, RdfFormat.N_QUADS)
                written.close()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", where) from error
    bounds.tell(given=written.given, quads=written.quads)


def _as_it_comes(
    file: IO[bytes],
    format: Format,
    packing: str,
    size: int,
    where: str,
    base: str,
    lines: IO[bytes],
    given: int,
) -> Relabelled | None:
    """Write the quads of what need not be looked at as a whole; ``None`` for what must be.

    That is XML, and text in another encoding than UTF-8. Raises SyntaxError or ValueError for a
    mistake.
    """
    if format.xml:
        return None
    mark = unpacking.mark(file, packing, size, where)
    if mark is None:
        return None
    file.seek(0)
    text = unpacking.Unpacking(file, packing, size, where, _Read(), len(mark))
    written = Relabelled(lines, given, where)
    serialize(parse(text, syntax(format.media_type), base_iri=base), written, RdfFormat.N_QUADS)
    written.close()
    return written


def _whole(file: IO[bytes], format: Format, packing: str, size: int, where: str) -> bytes:
    data = unpacking.unpacked(file, packing, size, where)
    bounds.limit(len(data))
    text = unpacking.as_utf8(data, format, where)
    if format.xml:
        document_type.check(text, where)
    return text


def _batches(quads: Iterator[Quad]) -> Iterator[list[Quad]]:
    while batch := list(islice(quads, BATCH)):
        yield batch


def main(path: str, where: str, given: str) -> None:
    """Do the work in a thread whose stack is half of what the parent has to read the outcome."""
    failed: list[InputError] = []
    done: list[bool] = []

    def work() -> None:
        try:
            write(Path(path), where, int(given), 1)
            done.append(True)
        except InputError as error:
            failed.append(error)
        except MemoryError as error:
            failed.append(parsing.of_memory(error, where))

    bounds.begin()
    threading.stack_size(bounds.STACK)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failed:
        bounds.refuse(failed[0])
    if not done:
        sys.exit(1)  # of what nobody foresaw, a full disk for one, the thread has told


if __name__ == "__main__":
    main(*sys.argv[1:])
