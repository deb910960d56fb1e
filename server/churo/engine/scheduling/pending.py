"""A query that a worker is answering, for those who wait for it in an event loop."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from ...model import SLOW_SECONDS, Answer
from .. import wire
from .connections import Connection

LOOK = 0.05  # seconds between looks whether somebody still waits
AT_ONCE = 1 << 16  # bytes of an answer that are there as soon as it begins


class WorkerAnswer:
    """Becomes readable when the answer begins; then, or when told to stop, it is settled once.

    ``settle`` is given why to stop, if so, and what is received of the answer; it gives the answer
    or raises QueryError.
    """

    def __init__(self, connection: Connection, settle: Callable[[str, bytes], Answer]) -> None:
        self._connection, self._settle = connection, settle
        self._received = b""

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._connection.socket.fileno()

    def ready(self, milliseconds: float = 0) -> bool:
        """Whether, in that time, ``finish`` will not wait: the whole of a small answer is there."""
        if len(self._received) < wire.START.size and self._connection.poll.poll(milliseconds):
            try:
                self._received += self._connection.socket.recv(wire.USUAL)
            except OSError:  # the worker has died, of which ``finish`` will tell
                return False
        return len(self._received) >= wire.START.size and wire.size(self._received) < AT_ONCE

    def give_way(self) -> None:
        """Let other work go first from now on."""
        self._connection.give_way()

    def finish(self) -> Answer:
        """The answer. Raises QueryError."""
        return self._settle("", self._received)

    def stop(self, cause: str) -> Answer:
        """End the worker because of ``cause``, seconds or abandoned. Always raises QueryError."""
        return self._settle(cause, self._received)


class KnownAnswer:
    """An answer that is there already, for those who expect to wait for one."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def fileno(self) -> int:
        """None: there is nothing to wait on."""
        return -1

    def ready(self, milliseconds: float = 0) -> bool:
        """It is."""
        return True

    def give_way(self) -> None:
        """Nothing is computed any more."""

    def finish(self) -> Answer:
        """The answer."""
        return self._answer

    def stop(self, cause: str) -> Answer:
        """The answer, which nobody can stop."""
        return self._answer


def watch(connection: Connection, until: float, gone: Callable[[], bool] | None) -> str:
    """Wait for an answer to begin; say why not: seconds or abandoned, or nothing."""
    long = monotonic() + SLOW_SECONDS
    while not connection.poll.poll(LOOK * 1000):
        if not connection.gave_way and monotonic() > long:
            connection.give_way()
        if gone is not None and gone():
            return "abandoned"
        if monotonic() > until:
            return "seconds"
    return ""
