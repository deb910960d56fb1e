"""Holds one supervisor's connections and lends each to one query at a time."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from ... import scratch
from ...errors import Busy, EngineFault
from .. import wire
from . import heartbeat
from .connections import Connection, FreeConnections

START = 60.0  # seconds in which a supervisor must be ready
READING = 900.0  # … and one that reads a store on disk into memory
LOOK = 0.5  # seconds between looks whether one that is not ready yet is wanted still
DEATH = 1.0  # seconds in which a supervisor ends that is told to
DYING = 0.5  # seconds in which the end of a worker that has died is told
SECOND = 1.0  # seconds in which another worker or supervisor is usually there
# Not "churo-engine-", which servers before 0.3.0 use and do not lock.
PREFIX = "churo-query-engine-"
RESTARTS = "The engine is starting anew."
WELCOME = 5.0  # seconds in which a worker, or one in its place, takes a connection

log = logging.getLogger(__name__)


class Pool:
    """A supervisor, its connections, and the ends of its workers by process id.

    ``users`` is how many queries hold it; who lends it counts them. ``ended`` is set when the
    supervisor has ended, after which nothing can be had of it. Its sockets are in ``directory``.
    It is given up as soon as it is not ``wanted`` before it is ready. Raises EngineFault then, and
    when it does not start.
    """

    def __init__(
        self,
        configuration: dict[str, Any],
        directory: str = "",
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self.users = 0
        self.ended = threading.Event()
        self._seconds = configuration["seconds"]
        self._made = scratch.make(PREFIX, directory or None)
        self._address = f"{self._made.short}/{wire.SOCKET}"
        told = {**configuration, "directory": str(self._made.path), "shared": directory}
        self._keeper = self._start(json.dumps(told))
        self._ready = threading.Event()
        self._heartbeat = heartbeat.Heartbeat(self._ask, self._give_up, heartbeat.EVERY)
        self._ended: dict[int, int] = {}
        self._forgotten: set[int] = set()
        self._news = threading.Condition()
        self._fault = ""
        self._listener = threading.Thread(target=self._listen, daemon=True, name="supervisor")
        self._listener.start()
        if not self._is_ready(READING if configuration.get("copy") else START, wanted):
            fault = self._fault or self._why()
            self.close()
            raise EngineFault(fault)
        self._free = FreeConnections(configuration["workers"])
        self._heartbeat.start()

    def _start(self, told: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "churo.engine.worker.supervisor", told]
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True)
        except OSError as error:
            self._made.close()
            raise EngineFault(f"The engine did not start: {error.strerror}.") from error

    def _is_ready(self, patience: float, wanted: Callable[[], bool]) -> bool:
        until = time.monotonic() + patience
        while not self._ready.wait(LOOK):
            if time.monotonic() > until or not wanted():
                return False
        return not self.ended.is_set()

    def _why(self) -> str:
        """Why there is none, as far as the end of the supervisor tells."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self.ended.is_set() and self._keeper.wait(DEATH) == -signal.SIGKILL:
                return "The engine was ended from outside while it started."
        return "The engine did not start; its message is in the log."

    def take(self, seconds: float) -> Connection:
        """A connection, waiting ``seconds`` for one.

        Raises queue.Empty when none is free, Busy when no worker takes one.
        """
        connection = self._free.get(seconds)
        try:
            return connection or self._connect()
        except BaseException:
            self._free.put(None)
            raise

    def spare(self) -> Connection | None:
        """A connection that is free and open, or ``None``."""
        try:
            connection = self._free.get()
        except queue.Empty:
            return None
        if connection is None:
            self._free.put(None)
        return connection

    def give(self, connection: Connection) -> None:
        """Put a connection back, or leave it to be made anew if its thread gave way."""
        if connection.gave_way:
            connection.socket.close()
        self._free.put(None if connection.gave_way else connection)

    def replace(self, connection: Connection) -> None:
        """End a worker from which nothing is expected, without waiting; another comes for it."""
        with self._news:
            self._kill(connection.pid)
            self._forget(connection.pid)
        connection.socket.close()
        self._free.put(None)

    def drop(self, connection: Connection) -> int:
        """End a worker that has died or must; give the signal that ended it, if that was not ours."""

        def told() -> bool:
            return connection.pid in self._ended or self.ended.is_set()

        connection.socket.close()
        with self._news:
            dead = self._news.wait_for(told, DYING)
            if not dead:
                self._kill(connection.pid)
            cause = self._forget(connection.pid)
        self._free.put(None)
        return cause if dead else 0

    def close(self) -> None:
        """End the supervisor and its workers."""
        self._heartbeat.stop()
        self._tell(wire.END)
        if self._keeper.stdin:
            with contextlib.suppress(OSError):
                self._keeper.stdin.close()
        try:
            self._keeper.wait(DEATH)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()
        self._listener.join(DEATH)
        if self._keeper.stdout:
            self._keeper.stdout.close()
        if hasattr(self, "_free"):
            self._free.close()
        self._made.close()

    def _tell(self, byte: bytes) -> None:
        """Tell the supervisor something, if it lives."""
        if self._keeper.stdin:
            with contextlib.suppress(OSError, ValueError):  # it may have ended, or be closed here
                self._keeper.stdin.write(byte)
                self._keeper.stdin.flush()

    def _ask(self) -> None:
        self._tell(wire.ALIVE)

    def _give_up(self) -> None:
        """End a supervisor that stands still, as if it had ended by itself: its workers end with it."""
        log.error("the engine's supervisor gives no sign of life; it is ended")
        self._keeper.kill()

    def _connect(self) -> Connection:
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
            raise Busy(SECOND, RESTARTS) from error
        if greeting is None:
            connection.close()
            raise Busy(SECOND, "A worker ended before it was asked.")
        return Connection(connection, greeting.head["pid"], greeting.head["thread"], self._seconds)

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
            message = json.loads(text)
            if "ended" in message:
                self._note_end(message["ended"], message["signal"])
            elif "alive" in message:
                self._heartbeat.heard()
            elif "fault" in message:
                self._fault = message["fault"]
            else:
                self._ready.set()
        self._heartbeat.stop()
        with self._news:
            self.ended.set()
            self._news.notify_all()
        self._ready.set()

    def _note_end(self, pid: int, cause: int) -> None:
        with self._news:
            if pid in self._forgotten:
                self._forgotten.remove(pid)
            else:
                self._ended[pid] = cause
                self._news.notify_all()
