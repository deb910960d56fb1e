"""Parses one RDF file of others, within limits, and writes its quads as N-Quads; run by exec.

Called as ``python -m churo.release.foreign.foreign_file FILE SHOWN``: ``SHOWN`` is what messages call it.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from ...errors import InputError
from ...rdf import parsing, syntax
from . import bounds, document_type, unpacking

BATCH = 10_000  # quads written at a time


def write(path: Path, where: str, out: int) -> None:
    """Write the quads of a file to a descriptor. Raises InputError for what cannot be read.

    Its base is its own address (RFC 3986 §5.1.3).
    """
    format, packing = unpacking.format_of(path.name, where)
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            bounds.limit(max(size, 1))
            data = unpacking.unpacked(file, packing, size, where)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", where) from error
    bounds.limit(len(data))
    text = unpacking.as_utf8(data, format, where)
    if format.xml:
        document_type.check(text, where)
    base = Path(os.path.abspath(path)).as_uri()
    quads = parsing.quads(text, syntax(format.media_type), where, base=base)
    with os.fdopen(out, "wb", closefd=False) as file:
        for batch in _batches(quads):
            serialize(batch, file, RdfFormat.N_QUADS)


def _batches(quads: Iterator[Quad]) -> Iterator[list[Quad]]:
    while batch := list(islice(quads, BATCH)):
        yield batch


def main(path: str, where: str) -> None:
    """Do the work in a thread whose stack is half of what the parent has to read the outcome."""
    failed: list[InputError] = []
    done: list[bool] = []

    def work() -> None:
        try:
            write(Path(path), where, 1)
            done.append(True)
        except InputError as error:
            failed.append(error)
        except MemoryError:
            failed.append(InputError("takes too much memory.", where))

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
