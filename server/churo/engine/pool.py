"""Holds one keeper's connections and lends each to one question at a time."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from typing import Any

from ..errors import Busy, EngineFault
from . import wire

START = 60.0  # seconds in which a keeper must be ready
DEATH = 1.0  # seconds in which the keeper tells of a worker's end
# How much less a question counts that gave way: a third as much, so that it is put behind whoever wakes
# up but can still be answered in time. Only a privileged process could take it back.
LESS = 5
WELCOME = 5.0  # seconds in which a worker, or one in its place, takes a connection
TIMEVAL = struct.Struct("ll")


class Line:
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


class Pool:
    """A keeper, its connections, and the ends of its workers by process id.

    ``users`` is how many questions hold it; who lends it counts them.
    """

    def __init__(self, configuration: dict[str, Any]) -> None:
        self.users = 0
        self._seconds = configuration["seconds"]
        self._directory = tempfile.mkdtemp(prefix="churo-engine-")
        self._address = os.path.join(self._directory, "socket")
        self._keeper = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "churo.engine.keeper",
                json.dumps({**configuration, "socket": self._address}),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._ready = threading.Event()
        self._ended: dict[int, int] = {}
        self._forgotten: set[int] = set()
        self._news = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True, name="keeper")
        self._listener.start()
        if not self._ready.wait(START) or self._keeper.poll() is not None:
            self.close()
            raise EngineFault("The engine did not start; its message is in the log.")
        # Not a SimpleQueue: under load, one that waited a millisecond was seen to wait for ever.
        self._free: queue.LifoQueue[Line | None] = queue.LifoQueue()
        for _ in range(configuration["workers"]):
            self._free.put(None)

    def take(self, seconds: float) -> Line:
        """A connection, waiting ``seconds`` for one.

        Raises queue.Empty when none is free, Busy when no worker takes one.
        """
        line = self._free.get(timeout=seconds) if seconds > 0 else self._free.get_nowait()
        try:
            return line or self._connect()
        except BaseException:
            self._free.put(None)
            raise

    def spare(self, seconds: float) -> Line | None:
        """A connection that is free and open, waiting ``seconds`` for one, or ``None``."""
        try:
            line = self._free.get(timeout=seconds)
        except queue.Empty:
            return None
        if line is None:
            self._free.put(None)
        return line

    def give(self, line: Line) -> None:
        """Put a connection back, or leave it to be made anew if its thread gave way."""
        if line.gave_way:
            line.socket.close()
        self._free.put(None if line.gave_way else line)

    def replace(self, line: Line) -> None:
        """End a worker from which nothing is expected, without waiting; another comes for it."""
        with self._news:
            self._kill(line.pid)
            self._forget(line.pid)
        line.socket.close()
        self._free.put(None)

    def drop(self, line: Line) -> int:
        """End a worker that has died or must; give the signal that ended it, 0 when none is told."""
        with self._news:
            self._kill(line.pid)
            line.socket.close()
            self._news.wait_for(lambda: line.pid in self._ended, DEATH)
            cause = self._forget(line.pid)
        self._free.put(None)
        return cause

    def close(self) -> None:
        """End the keeper and its workers."""
        if self._keeper.stdin:
            self._keeper.stdin.close()
        try:
            self._keeper.wait(DEATH)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()
        self._listener.join(DEATH)
        if self._keeper.stdout:
            self._keeper.stdout.close()
        while hasattr(self, "_free") and not self._free.empty():
            line = self._free.get_nowait()
            if line:
                line.socket.close()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _connect(self) -> Line:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(WELCOME)
        try:
            connection.connect(self._address)
            greeting = wire.receive(connection)
        except TimeoutError as error:
            connection.close()
            raise Busy(WELCOME) from error
        except OSError as error:
            connection.close()
            raise EngineFault("The engine is gone.") from error
        if greeting is None:
            connection.close()
            raise EngineFault("A worker ended before it was asked.")
        return Line(connection, greeting.head["pid"], greeting.head["thread"], self._seconds)

    def _kill(self, pid: int) -> None:
        if pid not in self._ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _forget(self, pid: int) -> int:
        """The signal that ended a process; what is told of it later is of no interest."""
        if pid not in self._ended:
            self._forgotten.add(pid)
        return self._ended.pop(pid, 0)

    def _listen(self) -> None:
        assert self._keeper.stdout
        for text in self._keeper.stdout:
            told = json.loads(text)
            if "ended" in told:
                self._note_end(told["ended"], told["signal"])
            else:
                self._ready.set()
        self._ready.set()

    def _note_end(self, pid: int, cause: int) -> None:
        with self._news:
            if pid in self._forgotten:
                self._forgotten.remove(pid)
            else:
                self._ended[pid] = cause
                self._news.notify_all()


def _timeval(seconds: float) -> tuple[int, int]:
    """Whole seconds and microseconds."""
    return int(seconds), int(seconds % 1 * 1_000_000)
