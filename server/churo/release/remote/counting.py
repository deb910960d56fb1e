"""Counts the statements of files that strangers wrote, in a process of its own with limits.

Called as ``python -m churo.release.remote.counting`` it reads a job a line, in JSON, and answers each with
a line: what it found, or why the file cannot be read. What a file does to it, it does to nobody else.
"""

from __future__ import annotations

import hashlib
import io
import json
import resource
import select
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from operator import lt
from typing import IO, Any

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse, serialize

from ... import rlimit
from ..dumps import compression
from ..publish.publishing import lines
from . import bounded_unpacking

MEMORY = 4 << 30  # bytes of address space
BATCH = 10_000  # quads that are looked at together
BY_LINE = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
GRACE = 5.0  # seconds that the process may take to start


@dataclass(frozen=True)
class Job:
    """A file: its syntax, the media type of its packing, and the bytes that unpacked it may have."""

    path: str
    media_type: str
    packing: str
    most: int


@dataclass(frozen=True)
class Counted:
    """Distinct triples; those of each named graph; SHA-256 of the sorted canonical N-Quads."""

    triples: int
    named: dict[str, int]
    canonical: str


class Unreadable(Exception):
    """A file that cannot be read in its syntax, or not within the limits."""


class CountingProcess:
    """A process that counts; another takes its place when a file ends it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def count(self, job: Job, seconds: float) -> Counted:
        """Count a file. Raises Unreadable."""
        process = self._process = self._process or _begun()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(asdict(job)).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            return self._ended("its reader ended")
        if not select.select([process.stdout], [], [], seconds + GRACE)[0]:
            return self._ended(f"reading it took more than {seconds:.0f} seconds")
        line = process.stdout.readline()
        if not line:
            return self._ended("it needs more memory or stack than reading a file may take")
        told = json.loads(line)
        if "error" in told:
            raise Unreadable(told["error"])
        return Counted(**told)

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ended(self, why: str) -> Counted:
        self.close()
        raise Unreadable(why)


def _begun() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        # Not from the directory where somebody stands, which may hold a stranger's modules.
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def count(job: Job) -> Counted:
    """What a file holds. Raises SyntaxError, ValueError or one of ``compression.BROKEN``."""
    return _counted(job)[0]


def _counted(job: Job) -> tuple[Counted, bytes]:
    """What a file holds, with the SHA-256 of what was read for that."""
    format = RdfFormat.from_media_type(job.media_type)
    if format is None:
        raise ValueError("no RDF syntax has that media type")
    if format in BY_LINE and (found := _in_order(job, format)) is not None:
        return found
    with open(job.path, "rb") as file:
        content = _Content(bounded_unpacking.unpacked(file, job.packing, job.most))
        quads = set(parse(content, format))  # type: ignore[arg-type]
        digest = content.digest()
    triples = len({quad.triple for quad in quads})
    return Counted(triples, _named(quads), hashlib.sha256(_text(quads)).hexdigest()), digest


class _Content(io.RawIOBase):
    """A stream whose digest is that of what was read from it."""

    def __init__(self, plain: IO[bytes]) -> None:
        self._plain, self._digest = plain, hashlib.sha256()

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what comes."""
        part = self._plain.read(len(buffer))
        self._digest.update(part)
        buffer[: len(part)] = part
        return len(part)

    def digest(self) -> bytes:
        """The SHA-256 of all, read to its end."""
        while self.read(1 << 16):
            pass
        return self._digest.digest()


class _Counting:
    """Counts, and knows the content before when it comes again packed.

    To unpack it and compute its digest takes a tenth of the time of reading it.
    """

    def __init__(self) -> None:
        self._media_type, self._digest, self._last = "", b"", Counted(0, {}, "")

    def count(self, job: Job) -> Counted:
        """As ``count``."""
        again = job.packing and job.media_type == self._media_type
        if not (again and _digest(job) == self._digest):
            self._last, self._digest = _counted(job)
            self._media_type = job.media_type
        return self._last


def _digest(job: Job) -> bytes:
    """The SHA-256 of a file unpacked; none of what cannot be, of which counting tells why."""
    try:
        with open(job.path, "rb") as file:
            return _Content(bounded_unpacking.unpacked(file, job.packing, job.most)).digest()
    except (ValueError, *compression.BROKEN):
        return b""


class _Lines(io.BytesIO):
    """Counts lines and their digest as they are written, as long as each is after the one before."""

    def __init__(self) -> None:
        self.number, self.in_order, self.digest = 0, True, hashlib.sha256()
        self._last, self._rest = b"", b""

    def write(self, data: Any) -> int:
        """Take some bytes."""
        block, end, self._rest = (self._rest + bytes(data)).rpartition(b"\n")
        if end:
            lines = [self._last, *block.split(b"\n")]
            self.in_order = self.in_order and all(map(lt, lines, lines[1:]))
            self.number, self._last = self.number + len(lines) - 1, lines[-1]
            self.digest.update(block + end)
        return len(data)


def _in_order(job: Job, format: RdfFormat) -> tuple[Counted, bytes] | None:
    """What a file holds whose lines are sorted and have no graph, of any size; ``None`` of another."""
    lines = _Lines()
    with open(job.path, "rb") as file:
        content = _Content(bounded_unpacking.unpacked(file, job.packing, job.most))
        quads = parse(content, format)  # type: ignore[arg-type]
        while lines.in_order and (batch := list(islice(quads, BATCH))):
            if any(isinstance(quad.graph_name, NamedNode | BlankNode) for quad in batch):
                return None
            serialize([quad.triple for quad in batch], lines, RdfFormat.N_TRIPLES)
        if not lines.in_order:
            return None
        return Counted(lines.number, {}, lines.digest.hexdigest()), content.digest()


def _named(quads: Iterable[Quad]) -> dict[str, int]:
    names = (quad.graph_name for quad in quads)
    return dict(Counter(name.value for name in names if isinstance(name, NamedNode)))


def _text(quads: Iterable[Quad]) -> bytes:
    return "".join(lines(quads)).encode()


def _confine() -> None:
    """Take what address space there may be, and write no file."""
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        rlimit.lower(limit, value)


def _serve(jobs: IO[str], answers: IO[str]) -> None:
    counting = _Counting()
    for line in jobs:
        try:
            told = asdict(counting.count(Job(**json.loads(line))))
        except MemoryError:
            told = {"error": "it needs more memory than reading a file may take"}
        except (SyntaxError, ValueError, *compression.BROKEN) as error:
            told = {"error": str(error)[:500]}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


if __name__ == "__main__":
    _confine()
    _serve(sys.stdin, sys.stdout)
