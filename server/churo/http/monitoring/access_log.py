"""One structured line for each request, without the query."""

from __future__ import annotations

import logging
from collections import deque
from json.encoder import encode_basestring_ascii as _quoted
from typing import NamedTuple

log = logging.getLogger("churo.access")


class LogEntry(NamedTuple):
    """A request answered at ``time``: how many ``seconds`` it took, the ``size`` of the body.

    ``problem`` is the kind of problem told instead of an answer, empty when none was.
    """

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
    problem: str = ""

    def line(self) -> str:
        """The entry as a line of JSON."""
        return (
            f'{{"time":{self.time:.3f},"request":"{self.id}","method":{_quoted(self.method)},'
            f'"path":{_quoted(self.path)},"status":{self.status},"seconds":{self.seconds:.6f},'
            f'"bytes":{self.size},"kind":"{self.kind}","rows":{self.rows},"cache":"{self.cache}",'
            f'"problem":"{self.problem}"}}'
        )


class AccessLog:
    """Entries are gathered and written together: a write for each would cost as much as a hit."""

    def __init__(self) -> None:
        self._entries: deque[LogEntry] = deque()
        self.add = self._entries.append

    def flush(self) -> list[LogEntry]:
        """Write what was gathered, and give it to be counted."""
        entries = [self._entries.popleft() for _ in range(len(self._entries))]
        if entries and log.isEnabledFor(logging.INFO):
            log.info("\n".join(entry.line() for entry in entries))
        return entries
