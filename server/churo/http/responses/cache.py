"""Answers kept in memory, the least recently used given up first."""

from __future__ import annotations

import os
import weakref
from collections import OrderedDict
from contextlib import suppress
from itertools import chain
from threading import Lock
from typing import NamedTuple

from ..context import Context
from ..fields.cors import Headers
from ..requests.request import Key

# What an entry costs beside its body, its header fields and the texts of its key: the table's slots.
OVERHEAD = 2048


class SpooledFile:
    """A file of ``size`` bytes at ``path``, deleted with this."""

    def __init__(self, path: str, size: int) -> None:
        self.path, self.size = path, size
        weakref.finalize(self, _remove, path)


class Entry(NamedTuple):
    """An answer ready to be sent; a long one has its body in ``file``."""

    status: int
    headers: Headers
    etag: str
    body: bytes
    context: Context
    file: SpooledFile | None = None

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return self.file.size if self.file else len(self.body)


class Cache:
    """At most ``capacity`` bytes of entries; may be used by several threads."""

    # Not a library's: its steps of Python cost each hit a twentieth of all its time.

    def __init__(self, capacity: int) -> None:
        self.capacity, self.size = capacity, 0
        self._lock = Lock()
        self._entries: OrderedDict[Key, _Held] = OrderedDict()

    def get(self, key: Key) -> Entry | None:
        """The entry under a key, which is thereby the most recently used."""
        with self._lock:
            held = self._entries.get(key)
            if held is None:
                return None
            self._entries.move_to_end(key)
            return held.entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keep an entry, giving up others until all fit; one larger than everything is not kept."""
        held = _Held(entry, _cost(key, entry))
        if held.cost > self.capacity:
            return
        with self._lock:
            before = self._entries.pop(key, None)
            self.size += held.cost - (before.cost if before else 0)
            self._entries[key] = held
            while self.size > self.capacity:
                self.size -= self._entries.popitem(last=False)[1].cost

    def clear(self) -> None:
        """Give up everything."""
        with self._lock:
            self._entries.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._entries)


class _Held(NamedTuple):
    entry: Entry
    cost: int


def _cost(key: Key, entry: Entry) -> int:
    """Bytes of an entry; a short answer may have a long query, which is in the key."""
    cost = entry.size + sum(map(len, chain.from_iterable(entry.headers))) + OVERHEAD
    for part in key:
        if isinstance(part, (str, bytes)):
            # Python keeps all of a text as wide as its widest character.
            cost += len(part) if part.isascii() or isinstance(part, bytes) else 4 * len(part)
    return cost


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
