"""Answers questions with workers of our own, each of which a deadline or a limit may end."""

from __future__ import annotations

import queue
import select
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, NoReturn

from .. import errors
from ..model import Answer, EngineStatus, Limits, Question, Release
from . import guard, isolation, wire
from .pending import Pending
from .pool import Line, Pool
from .refusals import refuse
from .spool import spooled

SOON = 0.001  # seconds that who must not wait may wait for a worker: handing over costs as much
LOOK = 0.05  # seconds between looks whether somebody still waits
GRACE = 0.25  # seconds over the deadline in which a worker's own clock must have ended it
CAUSES: dict[int, str] = {
    signal.SIGALRM: "seconds",
    signal.SIGXCPU: "seconds",
    signal.SIGABRT: "memory",
    signal.SIGSEGV: "stack",
    signal.SIGBUS: "stack",
}


class Embedded:
    """An engine of ``workers`` processes; ``queue`` questions may wait ``wait`` seconds each."""

    def __init__(self, limits: Limits, workers: int, queue: int, wait: float) -> None:
        self._limits, self._workers, self._most, self._wait = limits, workers, queue, wait
        self._pool: Pool | None = None
        self._release = ""
        self._users: Counter[Pool] = Counter()
        self._lock = threading.Lock()
        self._waiting = self._busy = 0
        self._kills: Counter[str] = Counter()

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Start workers on a release, prove that they are cut off, and answer from them.

        Raises EngineFault when they do not start or can reach the network.
        """
        pool = Pool(
            {
                "dataset": str(release.directory / "dataset.nq"),
                "prefixes": dict(prefixes or {}),
                "workers": self._workers,
                "seconds": self._limits.seconds,
                "memory": self._limits.memory,
            }
        )
        try:
            isolation.prove(
                lambda text: self._exchange(
                    pool,
                    pool.take(0),
                    self._head(Question(text, "http://localhost/", "text/csv", None)),
                    text,
                    None,
                )
            )
        except BaseException:
            pool.close()
            raise
        with self._lock:
            old, self._pool, self._release = self._pool, pool, release.id
            unused = old is not None and not self._users[old]
        if old is not None and unused:
            old.close()

    def ask(self, question: Question, gone: Callable[[], bool] | None = None) -> Answer:
        """Answer one question. Raises QueryError as its kind has it."""
        guard.admit(question.text, self._limits)
        with self._lent() as pool:
            line = self._line(pool, gone)
            with self._counted():
                told, body = self._exchange(pool, line, self._head(question), question.text, gone)
        return self._answer(told, body, question.text)

    def begin(self, question: Question) -> Pending | None:
        """Put a question to a worker without waiting; ``None`` when none is free at once.

        Raises QueryRefused.
        """
        guard.admit(question.text, self._limits)
        with ExitStack() as stack:
            pool = stack.enter_context(self._lent())
            line = None if self._waiting else pool.spare(SOON)
            if line is None:
                return None
            try:
                wire.send(
                    line.socket, self._head(question), question.text.encode("utf-8", "replace")
                )
            except OSError:
                pool.give(line)
                return None
            stack.enter_context(self._counted())
            held = stack.pop_all()

        def settle(cause: str) -> Answer:
            with held:
                told, body = self._collect(pool, line, cause)
            return self._answer(told, body, question.text)

        return Pending(line.socket, settle)

    def _answer(self, told: dict[str, Any], body: bytes, text: str) -> Answer:
        if "error" in told:
            refuse(told, text, self._limits)
        unknown = tuple(told.get("unknown", ()))
        return Answer(
            told["kind"], told["type"], spooled(body), told["rows"], told["seconds"], unknown
        )

    def status(self) -> EngineStatus:
        """How the engine is."""
        return EngineStatus(
            self._release, self._workers if self._pool else 0, self._busy, dict(self._kills)
        )

    def close(self) -> None:
        """End every process."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _head(self, question: Question) -> dict[str, Any]:
        return {
            "base": question.base,
            "default": question.default_graphs,
            "named": question.named_graphs,
            "solutions": question.solutions_type,
            "graph": question.graph_type,
            "answer": self._limits.answer,
        }

    @contextmanager
    def _lent(self) -> Iterator[Pool]:
        with self._lock:
            pool = self._pool
            if pool is None:
                raise errors.EngineFault("No release is loaded.")
            self._users[pool] += 1
        try:
            yield pool
        finally:
            with self._lock:
                self._users[pool] -= 1
                last = not self._users[pool]
                if last:
                    del self._users[pool]
                retired = last and pool is not self._pool
            if retired:
                pool.close()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._busy += 1
        try:
            yield
        finally:
            with self._lock:
                self._busy -= 1

    def _line(self, pool: Pool, gone: Callable[[], bool] | None) -> Line:
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

    def _wait_for(self, pool: Pool, gone: Callable[[], bool] | None) -> Line:
        until = time.monotonic() + self._wait
        while (left := until - time.monotonic()) > 0:
            try:
                return pool.take(min(LOOK, left))
            except queue.Empty:
                if gone is not None and gone():
                    raise errors.Abandoned from None
        raise errors.Busy(self._limits.seconds)

    def _exchange(
        self,
        pool: Pool,
        line: Line,
        head: dict[str, Any],
        text: str,
        gone: Callable[[], bool] | None,
    ) -> tuple[dict[str, Any], bytes]:
        until = time.monotonic() + self._limits.seconds + GRACE
        cause = ""
        with suppress(OSError):
            wire.send(line.socket, head, text.encode("utf-8", "replace"))
            cause = _watch(line, until, gone)
        return self._collect(pool, line, cause)

    def _collect(self, pool: Pool, line: Line, cause: str) -> tuple[dict[str, Any], bytes]:
        """Receive what a worker answers, or end it because of ``cause``."""
        frame = None
        if not cause:
            with suppress(OSError):
                line.socket.settimeout(self._limits.seconds)
                frame = wire.receive(line.socket)
        if frame is not None:
            pool.give(line)
            return frame
        signalled = pool.drop(line, kill=True)
        self._lost(cause or CAUSES.get(signalled, "crash"))

    def _lost(self, cause: str) -> NoReturn:
        with self._lock:
            self._kills[cause] += 1
        if cause == "abandoned":
            raise errors.Abandoned
        values = {"seconds": self._limits.seconds, "memory": self._limits.memory, "stack": 0.0}
        if cause in values:
            raise errors.LimitExceeded(cause, values[cause])
        raise errors.EngineFault("The worker ended while it answered.")


def _watch(line: Line, until: float, gone: Callable[[], bool] | None) -> str:
    """Wait for an answer to begin; say why not: seconds or abandoned, or nothing."""
    poll = select.poll()
    poll.register(line.socket, select.POLLIN)
    while not poll.poll(LOOK * 1000):
        if gone is not None and gone():
            return "abandoned"
        if time.monotonic() > until:
            return "seconds"
    return ""
