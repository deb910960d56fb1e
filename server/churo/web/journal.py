"""One structured line for each request, without the query."""

from __future__ import annotations

import json
import logging
from collections import deque
from functools import lru_cache
from typing import NamedTuple

log = logging.getLogger("churo.access")

_quoted = lru_cache(4096)(json.dumps)


class Note(NamedTuple):
    """A request answered at ``time``: how many ``seconds`` it took, the ``size`` of the body."""

    time: float
    id: str
    method: str
    path: str
    status: int
    seconds: float
    size: int
    kind: str
    rows: int
    cache: str

    def line(self) -> str:
        """The note as a line of JSON."""
        return (
            f'{{"time":{self.time:.3f},"request":"{self.id}","method":{_quoted(self.method)},'
            f'"path":{_quoted(self.path)},"status":{self.status},"seconds":{self.seconds:.6f},'
            f'"bytes":{self.size},"kind":"{self.kind}","rows":{self.rows},"cache":"{self.cache}"}}'
        )


class Journal:
    """Notes are gathered and written together: a write for each would cost as much as a hit."""

    def __init__(self) -> None:
        self._notes: deque[Note] = deque()
        self.add = self._notes.append

    def flush(self) -> list[Note]:
        """Write what was gathered, and give it to be counted."""
        notes = [self._notes.popleft() for _ in range(len(self._notes))]
        if notes and log.isEnabledFor(logging.INFO):
            log.info("\n".join(note.line() for note in notes))
        return notes
