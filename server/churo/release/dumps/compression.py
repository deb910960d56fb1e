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


@dataclass(frozen=True)
class Packing:
    """One way to compress: what it adds to a name, its media type, how it is done and undone, whole or as a stream."""

    suffix: str
    media_type: str
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]
    reader: Callable[[IO[bytes]], Any]


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def _zstd(body: bytes) -> bytes:
    return zstd.compress(body, ZSTD_LEVEL)


def _gzip_reader(file: IO[bytes]) -> gzip.GzipFile:
    return gzip.GzipFile(fileobj=file, mode="rb")


PACKINGS = (
    Packing(f".{GZIP.suffix}", GZIP.media_type, _gzip, gzip.decompress, _gzip_reader),
    Packing(f".{ZSTD.suffix}", ZSTD.media_type, _zstd, zstd.decompress, zstd.ZstdFile),
)
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
