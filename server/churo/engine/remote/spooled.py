"""What is written of an answer: in memory while it is short, then in a file without a name."""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...errors import LimitExceeded, NotAcceptable
from ...formats import SOLUTIONS
from ...model import Body, Kind
from ...rdf import representable

IN_MEMORY = 1 << 20  # bytes
CHUNK = 1 << 18


def temporary() -> BinaryIO:
    """Something to write to and read again, closed when nobody has it any more."""
    return _Temporary(IN_MEMORY)  # type: ignore[return-value]


class Sink:
    """Takes bytes up to a limit, counting how often ``mark`` stands in them."""

    def __init__(self, limit: int, mark: bytes = b"") -> None:
        self._file = temporary()
        self._limit, self._mark, self._end = limit, mark, b""
        self.size = self.marks = 0

    def write(self, data: Any) -> int:
        """Take ``data``. Raises LimitExceeded when it is too much."""
        part = bytes(data)
        self.size += len(part)
        if self.size > self._limit:
            raise LimitExceeded("answer", self._limit)
        if self._mark:
            seen = self._end + part  # a mark may stand on the border between two parts
            self.marks += seen.count(self._mark)
            self._end = seen[max(0, len(seen) - len(self._mark) + 1) :]
        self._file.write(part)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def body(self) -> Body:
        """What was taken, for whoever reads it, more than once."""
        file = self._file
        file.flush()
        if self.size <= IN_MEMORY:
            file.seek(0)
            with file:
                return Body.of(file.read())
        descriptor = os.dup(file.fileno())
        file.close()
        kept = _Descriptor(descriptor)
        return Body(self.size, lambda: _read(kept))


class XmlSink(Sink):
    """Takes XML, as every reader has it. Raises NotAcceptable for what XML cannot hold."""

    def __init__(self, limit: int, kind: Kind, mark: bytes = b"") -> None:
        super().__init__(limit, mark)
        self._kind, self._before = kind, b""

    def write(self, data: Any) -> int:
        """Take ``data``, with its carriage returns escaped (XML 1.0 §2.11)."""
        part = bytes(data)
        if not representable.is_xml(self._before + part):
            formats = tuple(row.media_type for row in SOLUTIONS if not row.xml)
            reason = "XML cannot hold a control character that the answer has."
            raise NotAcceptable(self._kind, reason, formats if self._kind != "graph" else ())
        self._before = part[-2:]  # a character has up to three bytes
        super().write(part.replace(b"\r", b"&#13;"))
        return len(part)


class _Temporary(tempfile.SpooledTemporaryFile):  # type: ignore[type-arg]
    """A file that closes itself: whatever stops an answer, an error or its client, leaves it behind."""

    def __del__(self) -> None:
        self.close()


class _Descriptor:
    """An open file, closed when nobody reads it any more."""

    def __init__(self, number: int) -> None:
        self.number = number
        weakref.finalize(self, os.close, number)


def _read(kept: _Descriptor) -> Iterator[bytes]:
    place = 0
    while part := os.pread(kept.number, CHUNK, place):
        place += len(part)
        yield part
