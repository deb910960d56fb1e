"""Reads compressed files as a stream, up to so many bytes."""

from __future__ import annotations

import io
from typing import IO, Any

from ..dumps.compression import PACKINGS


class Bounded(io.RawIOBase):
    """A stream that raises ValueError past ``most`` bytes."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file, self._left, self._most = file, most, most

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what fits, or raise ValueError."""
        part = self._file.read(min(len(buffer), self._left + 1))
        self._left -= len(part)
        if self._left < 0:
            raise ValueError(f"it has more than {self._most:,} bytes")
        buffer[: len(part)] = part
        return len(part)


def unpacked(file: IO[bytes], packing: str, most: int) -> IO[bytes]:
    """The content of a file whose compression has the media type ``packing``, empty for none.

    Reading it raises ValueError past ``most`` bytes, and what ``compression.BROKEN`` lists. Raises
    ValueError for a compression that is not known.
    """
    readers = {row.media_type: row.reader for row in PACKINGS}
    if packing and packing not in readers:
        raise ValueError(f"{packing} is no compression that is read here")
    source = readers[packing](file) if packing else file
    return io.BufferedReader(Bounded(source, most), 1 << 16)
