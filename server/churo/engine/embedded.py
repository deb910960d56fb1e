"""Answers queries with workers of our own, each of which a deadline or a limit may end."""

from __future__ import annotations

import queue
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn

from .. import errors, integrity
from ..model import Answer, Body, EngineStatus, Limits, Query, Release
from . import admission, isolation, wire
from .pending import LOOK, WorkerAnswer, watch
from .pool import RESTARTS, SECOND, Connection, Pool
from .replacement import Replacement

HERE = "http://localhost/"  # the base of a query of our own
SOON = 0.001  # seconds that who must not wait may wait for a worker: handing over costs as much
GRACE = 0.2  # seconds over the deadline in which a worker's own clock must have ended it
# What ends from outside is nobody's mistake here: the system may have had no memory left.
AGAIN = {"supervisor": RESTARTS, "killed": "The worker was ended from outside while it answered."}
CAUSES: dict[int, str] = {
    signal.SIGALRM: "seconds",
    signal.SIGXCPU: "seconds",
    signal.SIGABRT: "memory",
    signal.SIGSEGV: "stack",
    signal.SIGBUS: "stack",
    signal.SIGKILL: "killed",
}


class Embedded:
    """An engine of ``workers`` processes; ``queue`` queries may wait ``wait`` seconds each.

    Its sockets are in ``directory``, or where temporary files are. What ends of it is replaced;
    until then queries are told that it is Busy.
    """

    def __init__(
        self, limits: Limits, workers: int, queue: int, wait: float, directory: str = ""
    ) -> None:
        self._directory, self._replacement = directory, Replacement(self._take, self._is_current)
        self._limits, self._workers, self._most, self._wait = limits, workers, queue, wait
        self._pool: Pool | None = None
        self._release = ""
        self._lock = threading.Lock()
        self._waiting = 0
        self._kills: Counter[str] = Counter()

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Start workers on a release, prove that they are cut off, and answer from them.

        Raises EngineFault when they do not start or can reach the network.
        """
        configuration = {
            "files": [str(file) for file in release.files],
            "prefixes": dict(prefixes or {}),
            "workers": self._workers,
            "seconds": self._limits.seconds,
            "memory": self._limits.memory,
        }
        pool = self._start(configuration)
        with self._lock:
            old, self._pool, self._release = self._pool, pool, release.id
            unused = old is not None and not old.users
        if old is not None and unused:
            old.close()

        def again() -> Pool:
            integrity.require(release.directory)
            return self._start(configuration)

        self._replacement.watch(pool, again)

    def _start(self, configuration: dict[str, Any]) -> Pool:
        pool = Pool(configuration, self._directory)
        try:
            isolation.prove(
                lambda text: self._exchange(pool, Query(text, HERE, "text/csv", None), None).head
            )
        except BaseException:
            pool.close()
            raise
        return pool

    def _is_current(self, pool: Pool) -> bool:
        return self._pool is pool

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

    def ask(self, query: Query, gone: Callable[[], bool] | None = None) -> Answer:
        """Answer one query. Raises QueryError as its kind has it."""
        admission.admit(query.text, self._limits)
        pool = self._borrow()
        try:
            frame = self._exchange(pool, query, gone)
        finally:
            self._give_back(pool)
        return self._answer(frame)

    def begin(self, query: Query) -> WorkerAnswer | None:
        """Put a query to a worker without waiting; ``None`` when none is free at once.

        Raises QueryRefused.
        """
        admission.admit(query.text, self._limits)
        pool = self._borrow()
        connection = None if self._waiting else pool.spare(SOON)
        if connection is not None and self._put(pool, connection, query):
            return WorkerAnswer(connection, partial(self._settle, pool, connection))
        self._give_back(pool)
        return None

    def _settle(self, pool: Pool, connection: Connection, cause: str, come: bytes) -> Answer:
        try:
            frame = self._collect(pool, connection, cause, come)
        finally:
            self._give_back(pool)
        return self._answer(frame)

    def _answer(self, frame: wire.Frame) -> Answer:
        told = frame.head
        if "error" in told:
            wire.raise_error(told, self._limits)
        unknown = tuple(told.get("unknown", ()))
        return Answer(
            told["kind"], told["type"], Body.of(frame.body), told["rows"], frame.seconds, unknown
        )

    def status(self) -> EngineStatus:
        """How the engine is."""
        with self._lock:
            pool = self._pool
            busy = pool.users - self._waiting if pool else 0
            workers = self._workers if pool and not pool.ended.is_set() else 0
        return EngineStatus(
            self._release,
            workers,
            min(max(busy, 0), workers),
            dict(self._kills),
        )

    def close(self) -> None:
        """End every process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _borrow(self) -> Pool:
        with self._lock:
            if self._pool is None:
                raise errors.EngineFault("No release is loaded.")
            if self._pool.ended.is_set():
                raise errors.Busy(SECOND, RESTARTS)
            self._pool.users += 1
            return self._pool

    def _give_back(self, pool: Pool) -> None:
        with self._lock:
            pool.users -= 1
            retired = not pool.users and pool is not self._pool
        if retired:
            pool.close()

    def _connection(self, pool: Pool, gone: Callable[[], bool] | None) -> Connection:
        try:
            return pool.take(0)
        except queue.Empty:
            pass
        with self._lock:
            if self._waiting >= self._most:
                raise errors.Busy(self._limits.seconds)
            self._waiting += 1
        try:
            return self._wait_for(pool, gone)
        finally:
            with self._lock:
                self._waiting -= 1

    def _wait_for(self, pool: Pool, gone: Callable[[], bool] | None) -> Connection:
        until = time.monotonic() + self._wait
        while (left := until - time.monotonic()) > 0:
            try:
                return pool.take(min(LOOK, left))
            except queue.Empty:
                if gone is not None and gone():
                    raise errors.Abandoned from None
        raise errors.Busy(self._limits.seconds)

    def _exchange(self, pool: Pool, query: Query, gone: Callable[[], bool] | None) -> wire.Frame:
        for _ in range(self._workers + 1):
            connection = self._connection(pool, gone)
            if self._put(pool, connection, query):
                until = time.monotonic() + self._limits.seconds + GRACE
                return self._collect(pool, connection, watch(connection, until, gone))
        raise errors.Busy(SECOND, "No worker lives long enough to be asked.")

    def _put(self, pool: Pool, connection: Connection, query: Query) -> bool:
        """Put a query to a worker, unless it died while nobody asked it anything."""
        try:
            wire.send_query(connection.socket, query, self._limits.answer)
        except OSError:
            pool.replace(connection)
            return False
        return True

    def _collect(
        self, pool: Pool, connection: Connection, cause: str, come: bytes = b""
    ) -> wire.Frame:
        """Receive what a worker answers, of which some has come, or end it because of ``cause``."""
        if cause:
            pool.replace(connection)
            self._lost(cause)
        with suppress(OSError):
            frame = wire.receive(connection.socket, come)
            if frame is not None:
                pool.give(connection)
                return frame
        ended_by = pool.drop(connection)
        self._lost("supervisor" if pool.ended.is_set() else CAUSES.get(ended_by, "crash"))

    def _lost(self, cause: str) -> NoReturn:
        with self._lock:
            self._kills[cause] += 1
        if cause == "abandoned":
            raise errors.Abandoned
        if cause in AGAIN:
            raise errors.Busy(SECOND, AGAIN[cause])
        values = {"seconds": self._limits.seconds, "memory": self._limits.memory, "stack": 0.0}
        if cause in values:
            raise errors.LimitExceeded(cause, values[cause])
        raise errors.EngineFault("The worker ended while it answered.")
