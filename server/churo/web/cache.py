"""Answers kept in memory, the least recently used given up first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from .exchange import Exchange

if TYPE_CHECKING:
    from .outbox import Spool

Headers = list[tuple[str, str]]
Key = tuple[object, ...]

# What an entry costs beside its body and the texts of its key: header fields, the table's own slots.
OVERHEAD = 2048


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer ready to be sent; a long one has its body in ``spool``."""

    status: int
    headers: Headers
    etag: str
    body: bytes
    exchange: Exchange
    spool: Spool | None = None

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return self.spool.size if self.spool else len(self.body)


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
    """Bytes of an entry; a short answer may have a long question, which is in the key."""
    texts = sum(len(part) for part in key if isinstance(part, (str, bytes)))
    return entry.size + texts + OVERHEAD
