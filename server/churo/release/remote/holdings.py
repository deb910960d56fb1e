"""Gives the files that a description names, from a directory or from one server, and no others."""

# Why: docs/decisions/2026-11-26-strangers-descriptions.md

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import quote, unquote, urljoin

from ...errors import InputError
from ...publication.distributions import Distribution
from . import fetching, origins
from .fetching import Deadline, NotThere

CHUNK = 1 << 20


@dataclass(frozen=True)
class Held:
    """A file at hand: where, the bytes read of it, their SHA-256 in lower-case hexadecimal.

    No more is read of it than one byte over what is said.
    """

    path: Path
    size: int
    sha256: str


class Elsewhere(InputError):
    """A file that lies where the description may not lead."""


class Holding(Protocol):
    """Files of a release."""

    remote: bool

    def open(self, row: Distribution) -> AbstractContextManager[Held]:
        """A file. Raises NotThere, Elsewhere, or InputError when it cannot be read."""


class Directory:
    """The files in a directory, known by their names: whatever a description says of their place."""

    remote = False

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    @contextmanager
    def open(self, row: Distribution) -> Iterator[Held]:
        """A file; one that is no regular file is not there."""
        path = self._directory / plain_name(row.name)
        with opened(path) as file:
            size, digest = _digest(iter(lambda: file.read(CHUNK), b""), row.size)
        yield Held(path, size, digest)


class Server:
    """The files on the server of ``origin``, an address: where they are described to be.

    With ``beside`` they are where that address is, by their names.
    """

    remote = True

    def __init__(self, origin: str, deadline: Deadline, beside: str = "") -> None:
        self._origin, self._deadline, self._beside = origin, deadline, beside

    @contextmanager
    def open(self, row: Distribution) -> Iterator[Held]:
        """A file, fetched into one that is gone again afterwards."""
        url = urljoin(self._beside, quote(plain_name(row.name))) if self._beside else row.url
        try:
            if origins.of(url) != origins.of(self._origin):
                raise ValueError("another origin")
        except ValueError:
            raise Elsewhere("is not on the server of the description.", row.name) from None
        deadline = self._deadline.sooner(fetching.seconds_for(row.size))
        with (
            tempfile.NamedTemporaryFile(prefix="churo-") as file,
            fetching.opened(url, row.size, deadline, self._origin) as stream,
        ):
            size, digest = _digest(_written(stream.chunks, file), row.size)
            file.flush()
            yield Held(Path(file.name), size, digest)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A regular file, open. Raises NotThere, or InputError when it cannot be read."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotThere("is no file.", str(path))
            yield file
    except FileNotFoundError as error:
        raise NotThere("is not there.", str(path)) from error
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or "its name is none"
        raise InputError(f"cannot be read: {told}.", str(path)) from error


def plain_name(name: str) -> str:
    """The name of a file that an address ends in. Raises Elsewhere for what leads out of its directory."""
    found = unquote(name.partition("?")[0].partition("#")[0])
    if found in ("", ".", "..") or any(mark in found for mark in "/\\\0"):
        raise Elsewhere("is no name of a file.", repr(name))
    return found


def _digest(chunks: Iterable[bytes], most: int) -> tuple[int, str]:
    """The size and SHA-256 of bytes, of which no more are looked at than one over ``most``."""
    size, digest = 0, hashlib.sha256()
    for chunk in chunks:
        part = chunk[: most + 1 - size]
        size += len(part)
        digest.update(part)
        if size > most:
            break
    return size, digest.hexdigest()


def _written(chunks: Iterable[bytes], file: IO[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        file.write(chunk)
        yield chunk
