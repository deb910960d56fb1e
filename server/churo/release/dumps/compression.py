"""Writes dumps as they are, in gzip and in zstd, with their sizes and SHA-256 digests."""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ...formats import GZIP, PARQUET, XLSX, ZSTD
from .content import Content, File

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SUMS = "SHA256SUMS"
GZIP_LEVEL = 6
ZSTD_LEVEL = 9
# Of what streams by: a fifth of the time of level 9 for a tenth more bytes, still fewer than in gzip.
ZSTD_STREAM_LEVEL = 3
GZIP_WINDOW = 31  # the largest, with the head of gzip, which has no time in it
PART = 1 << 20  # bytes that are packed together


@dataclass(frozen=True)
class Packing:
    """One way to compress: what it adds to a name, its media type, how it is done and undone, whole or as a stream."""

    suffix: str
    media_type: str
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]
    reader: Callable[[IO[bytes]], Any]


def _gzip(body: bytes) -> bytes:
    # Not by gzip.compress: from one Python to another it names the system otherwise, and so the release.
    return zlib.compress(body, GZIP_LEVEL, GZIP_WINDOW)


def _zstd(body: bytes) -> bytes:
    return zstd.compress(body, ZSTD_LEVEL)


def _gzip_reader(file: IO[bytes]) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=file, mode="rb")


PACKINGS = (
    Packing(f".{GZIP.suffix}", GZIP.media_type, _gzip, gzip.decompress, _gzip_reader),
    Packing(f".{ZSTD.suffix}", ZSTD.media_type, _zstd, zstd.decompress, zstd.ZstdFile),
)
# What packs part by part, by media type; as it is for none.
PACKERS: dict[str, Callable[[], Any | None]] = {
    "": lambda: None,
    GZIP.media_type: lambda: zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_WINDOW),
    ZSTD.media_type: lambda: zstd.ZstdCompressor(ZSTD_STREAM_LEVEL),
}
# What unpacking raises of bytes that are not what they should be.
BROKEN = (OSError, EOFError, zlib.error, zstd.ZstdError)
# What is compressed already.
PACKED = (PARQUET.media_type, XLSX.media_type)


def write(directory: Path, contents: Iterable[Content]) -> list[File]:
    """Write every content plain and packed into ``directory``; give the files, by name.

    Compression lets go of the interpreter's lock, so threads use every core.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(_write, directory, content) for content in contents]
        return sorted((file for job in jobs for file in job.result()), key=lambda f: f.name)


class _Copy:
    """One form of a file that is being written: ``packer`` packs it, ``None`` leaves it as it is."""

    def __init__(self, path: Path, packer: Any | None) -> None:
        self._file, self._packer, self._digest = path.open("wb"), packer, hashlib.sha256()
        self.size = 0

    def add(self, part: bytes) -> None:
        """Write a part."""
        self._put(part if self._packer is None else self._packer.compress(part))

    def close(self) -> str:
        """Write what is left; give the SHA-256 digest in hexadecimal."""
        self._put(b"" if self._packer is None else self._packer.flush())
        self._file.close()
        return self._digest.hexdigest()

    def _put(self, packed: bytes) -> None:
        self._file.write(packed)
        self._digest.update(packed)
        self.size += len(packed)


def write_stream(directory: Path, content: Content, source: Path) -> tuple[list[File], int]:
    """Write what is in a file, plain and packed, part by part; give the files and the number of lines.

    The content's own body is left out.
    """
    packings = {"": "", **{row.media_type: row.suffix for row in PACKINGS}}
    copies = {
        media_type: _Copy(directory / (content.name + suffix), PACKERS[media_type]())
        for media_type, suffix in packings.items()
    }
    lines = 0
    with source.open("rb") as file:
        while part := file.read(PART):
            lines += part.count(b"\n")
            for copy in copies.values():
                copy.add(part)
    digests = {media_type: copy.close() for media_type, copy in copies.items()}
    return [
        File(
            content.part,
            content.name + suffix,
            content.media_type,
            row,
            copies[row].size,
            digests[row],
        )
        for row, suffix in packings.items()
    ], lines


def sums(files: Iterable[File]) -> str:
    """The digests in the format of ``sha256sum --check``."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def _write(directory: Path, content: Content) -> list[File]:
    files = [_put(directory, content, "", content.name, content.body)]
    if content.media_type not in PACKED:
        for row in PACKINGS:
            packed, name = row.pack(content.body), content.name + row.suffix
            files.append(_put(directory, content, row.media_type, name, packed))
    return files


def _put(directory: Path, content: Content, packing: str, name: str, body: bytes) -> File:
    (directory / name).write_bytes(body)
    digest = hashlib.sha256(body).hexdigest()
    return File(content.part, name, content.media_type, packing, len(body), digest)
