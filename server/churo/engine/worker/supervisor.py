"""Holds a release in memory, or its store open, and keeps workers that answer from it; run by exec.

Called as ``python -m churo.engine.worker.supervisor CONFIGURATION`` with JSON: directory, files, store,
copy, prefixes, workers, seconds, memory. Has one thread, beside those of a store on disk, which do nothing
where it is only read. Writes a line when it is ready, one for each worker that ends, and one
for each time that it is asked for a sign of life on its standard input. Ends when it is told to
there; what keeps it from beginning is told in a line, too. When that input ends without it, who made it has been killed: then it takes with it the
directory of its socket, and that of the server if no other process has it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ... import parent_death, scratch
from ...errors import EngineFault
from .. import tables, wire
from ..stores import Stores, in_memory, loaded, opened
from ..tables import Tables
from . import process, resource_limits, system_call_filter

READING = 10  # how nice a thread is that reads while others answer
LOOKS = 10  # looks, a tenth of a second apart, whether the others of a server have ended, too


class Supervisor:
    """The parent of the workers."""

    def __init__(self, configuration: dict[str, Any]) -> None:
        self._configuration = configuration
        parent_death.end_with_input(0)
        self._stores, self._tables = _held(configuration)
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        os.chdir(configuration["directory"])
        self._listening.bind(
            wire.SOCKET
        )  # a path from here, since a socket's has 108 bytes at most
        self._listening.listen(configuration["workers"] * 4)
        self._workers: set[int] = set()

    def run(self) -> None:
        """Keep the workers until something comes on standard input, or it ends."""
        inside, outside = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(outside)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        parent_death.look_again(0)
        gc.freeze()  # what is here already is no garbage, and stays in pages that all share
        for _ in range(self._configuration["workers"]):
            self._fork()
        _say({"ready": os.getpid()})
        while True:
            ready, _, _ = select.select([0, inside], [], [])
            if 0 in ready:
                told = os.read(0, 1)
                if told != wire.ALIVE:
                    break
                _say({"alive": len(self._workers)})
            if inside in ready:
                os.read(inside, 4096)
                self._bury()
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)
        self._listening.close()
        shutil.rmtree(self._configuration["directory"], ignore_errors=True)
        if not told and self._configuration.get("shared"):
            _clear(Path(self._configuration["shared"]))

    def _fork(self) -> None:
        own = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                parent_death.kill_with_parent(own)
                process.run(self._stores, self._tables, self._listening, self._configuration)
            finally:
                os._exit(1)
        self._workers.add(pid)

    def _bury(self) -> None:
        while self._workers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            self._workers.discard(pid)
            self._fork()
            _say({"ended": pid, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})


def _say(line: dict[str, int] | dict[str, str]) -> None:
    with contextlib.suppress(BrokenPipeError):  # who listened has been killed
        os.write(1, json.dumps(line).encode() + b"\n")


def _held(configuration: dict[str, Any]) -> tuple[Stores, Tables]:
    """What the workers answer from, and the tables that it is read from where it is on disk."""
    if not configuration.get("store"):
        return loaded(*configuration["files"]), Tables()
    resource_limits.reserve()
    stores = opened(configuration["store"])
    found = tables.of(Path(configuration["store"]))
    if found.closed and not system_call_filter.is_offered():
        raise EngineFault("a store on disk needs a system that can filter system calls (seccomp).")
    most = configuration.get("copy")
    return (_read(stores, most) if most else stores), found


def _read(stores: Stores, most: int) -> Stores:
    """The stores with the default graph in memory, read behind all others that compute.

    In a thread, since a process never gets its priority back, nor do those that it forks.
    """

    def give_way() -> None:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), READING)

    with ThreadPoolExecutor(1, initializer=give_way) as beside:
        return beside.submit(in_memory, stores, most).result()


def _clear(shared: Path) -> None:
    """Delete what the processes of a server shared, once none of them is left."""
    for _ in range(LOOKS):
        if scratch.delete_if_left(shared):
            return
        time.sleep(0.1)


def main(configuration: dict[str, Any]) -> None:
    """Be a supervisor; a known reason not to begin is told, without a traceback."""
    # Python from 3.12 on warns who forks beside any other thread; those of a store hold nothing (see above).
    warnings.filterwarnings("ignore", ".* is multi-threaded", DeprecationWarning)
    try:
        supervisor = Supervisor(configuration)
    except EngineFault as error:
        _say({"fault": str(error)})
        os._exit(1)  # what another thread has read must not be freed in this one
    supervisor.run()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
