"""Keeps long answers in files that granian sends, and bounds what slow clients hold of them.

granian takes bytes and pieces without end and keeps them until the client has taken them; of a file
it reads as much as the client takes. A file is deleted when nobody may ask for it any more, but lasts
until its last client has it or is given up.
"""

# Why: docs/decisions/2026-11-25-long-answers-in-files.md

from __future__ import annotations

import logging
import os
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic

from ... import scratch
from ...errors import Busy
from .cache import Entry, SpooledFile

PREFIX = "spool-"
SPOOL_FROM = 64 << 10  # bytes over which an answer is long
OPENING = 5.0  # seconds in which granian must have opened a file that it was given
LOOK = 1.0  # seconds between looks at what clients hold
STALLED = 2.0  # seconds without having taken anything after which an answer may be given up
GONE = " (deleted)"  # what Linux adds to the path of an open file that has none any more

log = logging.getLogger(__name__)


@dataclass
class _Sending:
    """A file that clients still read: how far they are in all, and since when they are there."""

    descriptor: int
    size: int
    places: int = 0
    since: float = 0.0


class Spool:
    """Long answers under way: ``size`` in bytes of those that nothing but slow clients keep.

    They are given up, the longest stalled first, while they are more than ``capacity``; when that
    is not enough no more long answers are taken.
    """

    def __init__(self, capacity: int, parent: str | None = None) -> None:
        self.capacity, self.size = capacity, 0
        self._made = scratch.make(PREFIX, parent)
        self._directory = str(self._made.path)
        self._given: deque[tuple[float, SpooledFile]] = deque()
        self._sendings: dict[int, _Sending] = {}
        self._open, self._next = False, 0.0

    def store(self, entry: Entry) -> Entry:
        """The entry, its body in a file if it is long. Raises Busy when there is no room for it."""
        body = entry.context.body
        if body is None and len(entry.body) <= SPOOL_FROM:
            return entry
        if self.size > self.capacity:
            raise Busy(OPENING, "Slow clients hold all that may be kept for them.")
        entry.context.body = None
        try:
            file = self._write(body.open() if body else iter((entry.body,)))
        except OSError as error:
            log.error("no long answer can be kept in %s: %s", self._directory, error.strerror)
            raise Busy(OPENING, "There is no room for a long answer.") from error
        return entry._replace(body=b"", file=file)

    def give(self, file: SpooledFile) -> str:
        """The path of a file that is to be sent now."""
        self._given.append((monotonic(), file))
        return file.path

    def relieve(self) -> None:
        """See, now and then, what clients hold, and give up what is too much."""
        now = monotonic()
        while self._given and self._given[0][0] < now - OPENING:
            self._given.popleft()
        if now < self._next or not (self._given or self._open):
            return
        self._next = now + LOOK
        self._sendings = {
            inode: _since(now, sending, self._sendings.get(inode))
            for inode, sending in self._deleted().items()
        }
        self.size = sum(sending.size for sending in self._sendings.values())
        self._give_up(now)

    def close(self) -> None:
        """Delete everything."""
        self._made.close()

    def _write(self, pieces: Iterator[bytes]) -> SpooledFile:
        with tempfile.NamedTemporaryFile(dir=self._directory, delete=False) as file:
            spooled = SpooledFile(file.name, 0)
            file.writelines(pieces)
            spooled.size = file.tell()
        return spooled

    def _deleted(self) -> dict[int, _Sending]:
        """The files that are open, but have no name any more, by their inodes."""
        found: dict[int, _Sending] = {}
        self._open = False
        for name in os.listdir("/proc/self/fd"):
            with suppress(OSError):  # it may be closed meanwhile
                path = os.readlink(f"/proc/self/fd/{name}")
                if not path.startswith(self._directory):
                    continue
                self._open = True
                if path.endswith(GONE):
                    status = os.fstat(int(name))
                    sending = _Sending(int(name), status.st_size)
                    found.setdefault(status.st_ino, sending).places += _place(name)
        return found

    def _give_up(self, now: float) -> None:
        for inode, sending in sorted(self._sendings.items(), key=lambda item: item[1].since):
            if self.size <= self.capacity or now - sending.since < STALLED:
                return
            with suppress(OSError):
                _cut(sending.descriptor, inode)
            self.size -= sending.size


def _since(now: float, sending: _Sending, before: _Sending | None) -> _Sending:
    stands = before is not None and before.places == sending.places
    return replace(sending, since=before.since if before and stands else now)


def _cut(descriptor: int, inode: int) -> None:
    """Let granian find a file at its end, and end the connection.

    The descriptor may be another file's by now, of a release even: only what has no name is cut.
    """
    file = os.open(f"/proc/self/fd/{descriptor}", os.O_WRONLY)
    try:
        status = os.fstat(file)
        if (status.st_ino, status.st_nlink) == (inode, 0):
            os.ftruncate(file, 0)
    finally:
        os.close(file)


def _place(descriptor: str) -> int:
    """How far an open file has been read."""
    with open(f"/proc/self/fdinfo/{descriptor}", encoding="ascii") as told:
        return int(told.readline().split()[1])
