"""Keeps an answer's bytes until they are sent, large ones on disk without a name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

from ..model import Body

IN_MEMORY = 1 << 22  # bytes of an answer that are not put on disk
CHUNK = 1 << 18


def spooled(data: bytes) -> Body:
    """``data`` as a body that can be read more than once."""
    if len(data) <= IN_MEMORY:
        return Body(len(data), lambda: iter((data,)))
    size, spool = len(data), tempfile.TemporaryFile()  # closed with the body  # noqa: SIM115
    spool.write(data)
    spool.flush()

    def chunks() -> Iterator[bytes]:
        place = 0
        while place < size:
            part = os.pread(spool.fileno(), CHUNK, place)
            place += len(part)
            yield part

    return Body(size, chunks)
