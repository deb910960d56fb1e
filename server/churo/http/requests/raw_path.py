"""Reads the path of a request as it came, which RSGI gives decoded alone.

``%2F`` and ``/`` are two IRIs (RFC 3986 §2.2) and one decoded path. granian has the target of the
request in its scope, in memory that the attributes of the scope only show in part; where that is, is
found out once in each process and checked each time. Where it is not to be found, a path is what the
decoded one is encoded as.
"""

# Why: docs/decisions/2026-11-26-path-as-it-came.md

from __future__ import annotations

import os
import struct
from contextlib import suppress
from ctypes import c_size_t, sizeof, string_at
from typing import Any
from urllib.parse import quote, unquote

WORD = struct.Struct("@PN")  # where bytes begin, and how many they are
SIZE = sizeof(c_size_t)  # how far after the beginning their number is
LONGEST = 64 << 10  # bytes of a target
TRIES = 16  # requests after which what was not found is not looked for any more
PRINTED = "".join(map(chr, range(0x21, 0x7F)))
# What RFC 3986 lets stand in a path beside letters and digits.
PATH = "/:@!$&'()*+,;=~"


class RawPaths:
    """Reads raw paths from the scopes of one process."""

    def __init__(self) -> None:
        self._memory = -1
        self._place: int | None = None
        self._tries = 0

    def read(self, scope: Any, path: str, query: str) -> str:
        """The path of a request, percent-encoded, all of it ASCII; as decoded, with its query."""
        if self._place is not None and path.isascii() and self._as_long(scope, path, query):
            return path
        target = self._target(scope, path)
        if target is None:
            return quote(path, safe=PATH)
        return quote(target.partition(b"?")[0], safe=PRINTED)

    def _as_long(self, scope: Any, path: str, query: str) -> bool:
        """Whether the target is as long as the decoded path and the query: then nothing was decoded."""
        size = c_size_t.from_address(id(scope) + (self._place or 0) + SIZE).value
        return size == len(path) + (len(query) + 1 if query else 0)

    def _target(self, scope: Any, path: str) -> bytes | None:
        """The target of the request as it came; ``None`` where it cannot be had."""
        if self._place is not None:
            return self._at(scope, self._place, path)
        if self._tries == TRIES:
            return None
        self._tries += 1
        for place in range(0, type(scope).__basicsize__ - WORD.size, 8):
            target = self._at(scope, place, path)
            if target is not None:
                self._place = place
                return target
        return None

    def _at(self, scope: Any, place: int, path: str) -> bytes | None:
        """What a place of the scope points at, if that is the target that decodes to ``path``."""
        begin, size = WORD.unpack(string_at(id(scope) + place, WORD.size))
        if not 0 < size <= LONGEST:
            return None
        target = self._peek(begin, size)
        found, _, query = target.partition(b"?")
        if not found.startswith(b"/") or query != scope.query_string.encode():
            return None
        decoded = unquote(found.decode("utf-8", "replace"))
        return target if decoded == path or "\ufffd" in path else None

    def _peek(self, begin: int, size: int) -> bytes:
        """Memory of this process, read so that a place that is none is no fault."""
        with suppress(OSError, OverflowError):
            if self._memory < 0:
                self._memory = os.open("/proc/self/mem", os.O_RDONLY | os.O_CLOEXEC)
            return os.pread(self._memory, size, begin)
        return b""
