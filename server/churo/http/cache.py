"""Answers kept in memory, the least recently used given up first."""

from __future__ import annotations

import os
import weakref
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from .context import Context
from .cors import Headers
from .request import Key

# What an entry costs beside its body and the texts of its key: header fields, the table's own slots.
OVERHEAD = 2048


class SpooledFile:
    """A file of ``size`` bytes at ``path``, deleted with this."""

    def __init__(self, path: str, size: int) -> None:
        self.path, self.size = path, size
        weakref.finalize(self, _remove, path)


@dataclass(frozen=True, slots=True)
class Entry:
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

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.size = 0
        self._lock = Lock()
        self._entries: OrderedDict[Key, Entry] = OrderedDict()

    def get(self, key: Key) -> Entry | None:
        """The entry under a key, which is thereby the most recently used."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keep an entry, giving up others until all fit; one larger than everything is not kept."""
        cost = _cost(key, entry)
        if cost > self.capacity:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self.size += cost
            while self.size > self.capacity:
                self._drop(next(iter(self._entries)))

    def clear(self) -> None:
        """Give up everything."""
        with self._lock:
            self._entries.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= _cost(key, entry)


def _cost(key: Key, entry: Entry) -> int:
    """Bytes of an entry; a short answer may have a long query, which is in the key."""
    texts = sum(len(part) for part in key if isinstance(part, (str, bytes)))
    return entry.size + texts + OVERHEAD


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
