"""Reads compressed files as a stream, up to so many bytes."""

from __future__ import annotations

import gzip
import io
import sys
from typing import IO, Any

from ...formats import GZIP, ZSTD

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


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

    Reading it raises ValueError past ``most`` bytes, and what ``packing.BROKEN`` lists. Raises
    ValueError for a compression that is not known.
    """
    source: Any = file
    if packing == GZIP.media_type:
        source = gzip.GzipFile(fileobj=file, mode="rb")
    elif packing == ZSTD.media_type:
        source = zstd.ZstdFile(file)
    elif packing:
        raise ValueError(f"{packing} is no compression that is read here")
    return io.BufferedReader(Bounded(source, most), 1 << 16)
