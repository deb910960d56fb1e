"""The connections to the workers of one supervisor, and those of them that are free."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import socket
import struct
import threading

# How much less a query counts that gave way: a third as much, so that it is put behind whoever wakes
# up but can still be answered in time. Only a privileged process could take it back.
LESS = 5
TIMEVAL = struct.Struct("ll")


class Connection:
    """A connection to a ``thread`` of the worker ``pid``; ``poll`` tells when it can be read.

    Its socket blocks, for ``seconds`` at most: then sending and receiving raise OSError. A thread
    that has given way to others does so for ever, and ends with its connection.
    """

    def __init__(self, connection: socket.socket, pid: int, thread: int, seconds: float) -> None:
        self.socket, self.pid, self._thread = connection, pid, thread
        self.poll = select.poll()
        self.poll.register(connection, select.POLLIN)
        connection.settimeout(None)
        for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            connection.setsockopt(socket.SOL_SOCKET, way, TIMEVAL.pack(*_timeval(seconds)))
        self.gave_way = False

    def give_way(self) -> None:
        """Let the thread's processor time count less than that of others."""
        self.gave_way = True
        with contextlib.suppress(OSError):
            usual = os.getpriority(os.PRIO_PROCESS, self._thread)
            os.setpriority(os.PRIO_PROCESS, self._thread, usual + LESS)


class FreeConnections:
    """Connections that nobody uses, the last one back first; ``None`` is one that is to be made.

    Taking one that is there and giving one back, which every query does, takes no lock; nobody is
    woken where nobody waits.
    """

    # Not a queue.SimpleQueue: under load, one that waited a millisecond was seen to wait for ever.
    def __init__(self, workers: int) -> None:
        self._free: list[Connection | None] = [None] * workers
        self._given = threading.Condition()
        self._waiting = 0

    def get(self, seconds: float = 0.0) -> Connection | None:
        """One, waited for so long. Raises queue.Empty when none is free."""
        try:
            return self._free.pop()
        except IndexError:
            if seconds <= 0:
                raise queue.Empty from None
        with self._given:
            # Said before looking again: whoever gives one back from now on sees that somebody waits.
            self._waiting += 1
            try:
                if not self._given.wait_for(lambda: bool(self._free), seconds):
                    raise queue.Empty
                return self._free.pop()
            except IndexError:
                raise queue.Empty from None
            finally:
                self._waiting -= 1

    def put(self, connection: Connection | None) -> None:
        """Give one back."""
        self._free.append(connection)
        if self._waiting:
            with self._given:
                self._given.notify()

    def close(self) -> None:
        """Close those that are free."""
        while self._free:
            connection = self._free.pop()
            if connection:
                connection.socket.close()


def _timeval(seconds: float) -> tuple[int, int]:
    """Whole seconds and microseconds."""
    return int(seconds), int(seconds % 1 * 1_000_000)
