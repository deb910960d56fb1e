"""Holds a release in memory and keeps workers that answer from it; run by exec, with one thread.

Called as ``python -m churo.engine.supervisor CONFIGURATION`` with JSON: socket, files, prefixes,
workers, seconds, memory. Writes a line when it is ready and one for each worker that ends.
Ends when its standard input does, and takes the directory of its socket with it: who made that
may have been killed.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
from typing import Any

from . import worker
from .stores import loaded

PR_SET_PDEATHSIG = 1


class Supervisor:
    """The parent of the workers."""

    def __init__(self, configuration: dict[str, Any]) -> None:
        self._configuration = configuration
        self._stores = loaded(*configuration["files"])
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listening.bind(configuration["socket"])
        self._listening.listen(configuration["workers"] * 4)
        self._workers: set[int] = set()

    def run(self) -> None:
        """Keep the workers until standard input ends."""
        inside, outside = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(outside)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        gc.freeze()  # what is here already is no garbage, and stays in pages that all share
        for _ in range(self._configuration["workers"]):
            self._fork()
        self._say({"ready": len(self._stores.default)})
        while True:
            ready, _, _ = select.select([0, inside], [], [])
            if 0 in ready and not os.read(0, 1):
                break
            if inside in ready:
                os.read(inside, 4096)
                self._bury()
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(os.path.dirname(self._configuration["socket"]), ignore_errors=True)

    def _fork(self) -> None:
        pid = os.fork()
        if pid == 0:
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
                worker.run(self._stores, self._listening, self._configuration)
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
            self._say(
                {"ended": pid, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}
            )

    def _say(self, line: dict[str, int]) -> None:
        os.write(1, json.dumps(line).encode() + b"\n")


if __name__ == "__main__":
    Supervisor(json.loads(sys.argv[1])).run()
