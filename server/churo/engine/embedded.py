"""Answers queries with workers of our own, each of which a deadline or a limit may end."""

from __future__ import annotations

import logging
import queue
import signal
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic
from typing import Any, NoReturn

from .. import errors
from ..model import Accounts, Answer, Body, EngineStatus, Limits, Notice, Query, Release
from ..publication import integrity
from . import memory, wire
from .scheduling.connections import Connection
from .scheduling.current_pool import CurrentPool
from .scheduling.fair_queue import Turn
from .scheduling.pending import LOOK, WorkerAnswer, watch
from .scheduling.pool import RESTARTS, SECOND, Pool
from .scheduling.scheduler import Scheduler
from .worker import admission, network_isolation

HERE = "http://localhost/"  # the base of a query of our own
LEAST_OF_TRIPLE = 300  # bytes; one in memory takes 400 where texts are short
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
log = logging.getLogger(__name__)


class Embedded:
    """An engine of ``workers`` processes; ``queue`` queries may wait ``wait`` seconds each.

    While a query of a client runs, its time is held in the client's account, if there are accounts.
    A default graph on disk is read into memory, too, where ``copy`` bytes are enough for it.
    Its sockets are in ``directory``, or where temporary files are. What ends of it is replaced;
    until then queries are told that it is Busy.
    """

    def __init__(
        self,
        limits: Limits,
        workers: int,
        queue: int,
        wait: float,
        accounts: Accounts | None = None,
        directory: str = "",
        copy: int = 0,
    ) -> None:
        self._directory, self._current, self._copy = directory, CurrentPool(), copy
        self._limits, self._workers, self._wait = limits, workers, wait
        self._lock = threading.Lock()
        self._scheduler = Scheduler(workers, queue, limits.seconds, wait, accounts)
        self._kills: Counter[str] = Counter()

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Start workers on a release, prove that they are cut off, and answer from them.

        Raises EngineFault when they do not start or can reach the network.
        """
        configuration = {
            "files": [str(file) for file in release.files],
            "store": str(release.store or ""),
            "prefixes": dict(prefixes or {}),
            "workers": self._workers,
            "seconds": self._limits.seconds,
            "memory": self._limits.memory,
        }

        def again() -> Pool:
            integrity.require(release.directory)
            return self._start(configuration)

        self._current.use(self._start(configuration), release.id, again)
        if release.store and self._copy:
            if told := memory.shortage(LEAST_OF_TRIPLE * release.triples, self._copy):
                log.info("The default graph stays on disk: %s", told)
                return
            copied = {**configuration, "copy": self._copy}
            self._current.improve(partial(self._start, copied), again)

    def _start(
        self, configuration: dict[str, Any], wanted: Callable[[], bool] = lambda: True
    ) -> Pool:
        pool = Pool(configuration, self._directory, wanted)
        try:
            network_isolation.prove(
                lambda text: (
                    self._exchange(pool, Query(text, HERE, "text/csv", None, own=True), None).head
                )
            )
        except BaseException:
            pool.close()
            raise
        return pool

    def ask(self, query: Query, gone: Callable[[], bool] | None = None) -> Answer:
        """Answer one query. Raises QueryError as its kind has it."""
        admission.measure(query.text, self._limits)
        pool = self._current.borrow()
        try:
            turn = self._scheduler.in_time(query.client, gone)
            return self._timed(turn, monotonic(), lambda: self._exchange(pool, query, gone))
        finally:
            self._current.give_back(pool)

    def begin(self, query: Query) -> WorkerAnswer | None:
        """Put a query to a worker without waiting; ``None`` when none is free at once.

        Raises QueryRefused or OverBudget.
        """
        admission.measure(query.text, self._limits)
        pool = self._current.borrow()
        pending: WorkerAnswer | None = None
        try:
            pending = self._begun(pool, query)
            return pending
        finally:
            if pending is None:
                self._current.give_back(pool)

    def _begun(self, pool: Pool, query: Query) -> WorkerAnswer | None:
        turn = self._scheduler.at_once(query.client)
        if turn is None:
            return None
        connection = pool.spare()
        if connection is None or not self._put(pool, connection, query):
            self._scheduler.end(turn)
            return None
        return WorkerAnswer(connection, partial(self._settle, pool, connection, turn, monotonic()))

    def _settle(
        self,
        pool: Pool,
        connection: Connection,
        turn: Turn,
        since: float,
        cause: str,
        received: bytes,
    ) -> Answer:
        try:
            return self._timed(
                turn, since, lambda: self._collect(pool, connection, cause, received)
            )
        finally:
            self._current.give_back(pool)

    def _timed(self, turn: Turn, since: float, receive: Callable[[], wire.Frame]) -> Answer:
        """What is received, and the turn ended; an error is told how long a worker was busy with it."""
        try:
            return self._answer(receive())
        except errors.QueryError as error:
            error.spent = monotonic() - since
            raise
        finally:
            self._scheduler.end(turn, monotonic() - since)

    def _answer(self, frame: wire.Frame) -> Answer:
        head = frame.head
        if "error" in head:
            wire.raise_error(head, self._limits)
        body = Body.of(frame.body)
        answer = Answer(head["kind"], head["type"], body, head["rows"], frame.seconds)
        if head.keys() == wire.PLAIN:
            return answer
        return answer._replace(
            unknown=tuple(head.get("unknown", ())),
            volatile=head.get("volatile", False),
            notices=tuple(Notice(**row) for row in head.get("notices", ())),
        )

    def status(self) -> EngineStatus:
        """How the engine is."""
        workers = self._workers if self._current.is_alive() else 0
        running = min(self._scheduler.running, workers)
        return EngineStatus(self._current.release, workers, running, dict(self._kills))

    def close(self) -> None:
        """End every process."""
        self._current.close()

    def _exchange(
        self,
        pool: Pool,
        query: Query,
        gone: Callable[[], bool] | None,
    ) -> wire.Frame:
        until = monotonic() + self._wait
        for _ in range(self._workers + 1):
            connection = self._connection(pool, until, gone)
            if self._put(pool, connection, query):
                ends = monotonic() + self._limits.seconds + GRACE
                return self._collect(pool, connection, watch(connection, ends, gone))
        raise errors.Busy(SECOND, "No worker lives long enough to be asked.")

    def _connection(self, pool: Pool, until: float, gone: Callable[[], bool] | None) -> Connection:
        """A connection, which is there at once but when a worker was just ended or a release came."""
        while True:
            try:
                return pool.take(LOOK)
            except queue.Empty:
                if gone is not None and gone():
                    raise errors.Abandoned from None
                if monotonic() > until:
                    raise errors.Busy(self._limits.seconds) from None

    def _put(self, pool: Pool, connection: Connection, query: Query) -> bool:
        """Put a query to a worker, unless it died while nobody asked it anything."""
        try:
            wire.send_query(connection.socket, query, self._limits)
        except OSError:
            pool.replace(connection)
            return False
        return True

    def _collect(
        self, pool: Pool, connection: Connection, cause: str, received: bytes = b""
    ) -> wire.Frame:
        """Receive what a worker answers, of which some is received, or end it because of ``cause``."""
        if cause:
            pool.replace(connection)
            self._lost(cause)
        try:  # not suppress(…), which would cost each query two calls more
            frame = wire.receive(connection.socket, received)
        except OSError:
            frame = None
        if frame is not None:
            pool.give(connection)
            return frame
        ended_by = pool.drop(connection)
        self._lost("supervisor" if pool.ended.is_set() else CAUSES.get(ended_by, "crash"))

    def _lost(self, cause: str) -> NoReturn:
        with self._lock:
            self._kills[cause] += 1
        if cause in AGAIN:
            raise errors.Busy(SECOND, AGAIN[cause])
        wire.raise_end(cause, self._limits)
