"""Has another supervisor in place of one that ended, however often that happens."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from ...errors import ChuroError
from .pool import Pool

PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds before each try in a row
LASTED = 30.0  # seconds after which an end is no sign that the next supervisor will end

log = logging.getLogger(__name__)


class Replacement:
    """Calls ``start`` until it gives a pool that ``take`` accepts; ``wanted`` says whether to go on.

    ``take`` is given the pool that ended and the new one, and says whether it is wanted.
    """

    def __init__(self, take: Callable[[Pool, Pool], bool], wanted: Callable[[Pool], bool]) -> None:
        self._take, self._wanted = take, wanted
        self._failures = 0

    def watch(self, pool: Pool, start: Callable[[], Pool]) -> None:
        """Replace a pool when its supervisor ends by what ``start`` gives."""
        begun = time.monotonic()

        def wait() -> None:
            pool.ended.wait()
            if time.monotonic() - begun > LASTED:
                self._failures = 0
            self._replace(pool, start)

        threading.Thread(target=wait, daemon=True, name="replacement").start()

    def _replace(self, pool: Pool, start: Callable[[], Pool]) -> None:
        while self._wanted(pool):
            pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
            self._failures += 1
            log.error("the engine's supervisor ended; another is started in %.1f s", pause)
            time.sleep(pause)
            try:
                new = start()
            except (ChuroError, OSError) as error:
                log.error("no other supervisor could be started: %s", error)
                continue
            if self._take(pool, new):
                self.watch(new, start)
            else:
                new.close()
            return
