"""One structured line for each request, without the query."""

from __future__ import annotations

import json
import logging
from collections import deque
from functools import lru_cache
from time import time

log = logging.getLogger("churo.access")

_quoted = lru_cache(4096)(json.dumps)


class Journal:
    """Lines are gathered and written together: a write for each would cost as much as a hit."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque()

    def add(
        self,
        id: str,
        method: str,
        path: str,
        status: int,
        seconds: float,
        size: int,
        kind: str,
        rows: int,
        cache: str,
    ) -> None:
        """Note a request answered; ``seconds`` is how long, ``size`` the bytes of the body."""
        self._lines.append(
            f'{{"time":{time():.3f},"request":"{id}","method":{_quoted(method)},'
            f'"path":{_quoted(path)},"status":{status},"seconds":{seconds:.6f},"bytes":{size},'
            f'"kind":"{kind}","rows":{rows},"cache":"{cache}"}}'
        )

    def flush(self) -> None:
        """Write what was gathered."""
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        if lines and log.isEnabledFor(logging.INFO):
            log.info("\n".join(lines))
