"""Holds the pool that queries are answered from, and ends one when nobody uses it any more."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from ... import errors
from .pool import RESTARTS, SECOND, Pool
from .replacement import Replacement

log = logging.getLogger(__name__)


class CurrentPool:
    """The pool of the release that is served; queries under way finish on the one they borrowed."""

    def __init__(self) -> None:
        self._pool: Pool | None = None
        self._release = ""
        self._lock = threading.Lock()
        self._replacement = Replacement(self._take, lambda pool: self._pool is pool)

    @property
    def release(self) -> str:
        """The id of the release that the pool answers from; empty before the first."""
        return self._release

    def use(self, pool: Pool, release: str, again: Callable[[], Pool]) -> None:
        """Answer from a pool from now on; when it ends, from what ``again`` gives."""
        with self._lock:
            old, self._pool, self._release = self._pool, pool, release
            unused = old is not None and not old.users
        if old is not None and unused:
            old.close()
        self._replacement.watch(pool, again)

    def improve(
        self, better: Callable[[Callable[[], bool]], Pool], again: Callable[[], Pool]
    ) -> None:
        """Answer from what ``better`` gives, once it is there, if the pool of now is still the one.

        ``better`` is given what tells whether that is so, and may give up when it is not. When the
        better one ends, what ``again`` gives answers, as ``use`` has it.
        """
        old = self._pool
        if old is not None:
            told = (old, better, again)
            threading.Thread(target=self._improve, args=told, daemon=True, name="better").start()

    def _improve(
        self,
        old: Pool,
        better: Callable[[Callable[[], bool]], Pool],
        again: Callable[[], Pool],
    ) -> None:
        try:
            new = better(lambda: self._pool is old)
        except (errors.ChuroError, OSError) as error:
            if self._pool is old:
                log.warning("The default graph stays on disk: %s", error)
            return
        if self._take(old, new):
            log.info("The default graph is in memory.")
            self._replacement.watch(new, again)
        else:
            new.close()

    def _take(self, ended: Pool, new: Pool) -> bool:
        """Answer from a new pool, unless the one that ended is no longer what is answered from."""
        with self._lock:
            if self._pool is not ended:
                return False
            self._pool = new
            unused = not ended.users
        if unused:
            ended.close()
        return True

    def is_alive(self) -> bool:
        """Whether there is a pool and its supervisor has not ended."""
        pool = self._pool
        return pool is not None and not pool.ended.is_set()

    def borrow(self) -> Pool:
        """The pool, to be given back. Raises EngineFault before the first, Busy while it is replaced."""
        with self._lock:
            if self._pool is None:
                raise errors.EngineFault("No release is loaded.")
            if self._pool.ended.is_set():
                raise errors.Busy(SECOND, RESTARTS)
            self._pool.users += 1
            return self._pool

    def give_back(self, pool: Pool) -> None:
        """End the use of a pool, and the pool if it was the last use of one that is replaced."""
        with self._lock:
            pool.users -= 1
            retired = not pool.users and pool is not self._pool
        if retired:
            pool.close()

    def close(self) -> None:
        """End every process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
