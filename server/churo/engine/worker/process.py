"""Answers one query at a time in a process that may be killed at any moment.

Each connection has a thread of its own, and only one is there at a time: what made way for others
never gets its priority back, so the thread ends with the connection. The process goes on, whose
memory is warm: in one just forked, the first query takes four times as long.
"""

# Why: docs/decisions/2026-11-23-workers-ended-by-the-kernel.md

from __future__ import annotations

import os
import resource
import signal
import socket
import threading
import time
from typing import Any

from .. import wire
from ..stores import Stores
from ..tables import Tables
from . import resource_limits
from .answering import answer

STACK = 8 << 20  # bytes of a thread's stack, as much as a process usually has
GRACE = 2  # seconds of processor time over the deadline, for a clock that does not tick


def run(
    stores: Stores, tables: Tables, listening: socket.socket, configuration: dict[str, Any]
) -> None:
    """Serve one connection after another, for ever; the process is bound by its limits."""
    threading.stack_size(STACK)
    listening = resource_limits.confined(listening, configuration["memory"], tables)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while True:
        thread = threading.Thread(target=_serve, args=(stores, listening, configuration))
        thread.start()
        thread.join()


def _serve(stores: Stores, listening: socket.socket, configuration: dict[str, Any]) -> None:
    connection, _ = listening.accept()
    seconds, prefixes = configuration["seconds"], configuration["prefixes"]
    most = 0
    with connection:
        greeting = {"pid": os.getpid(), "thread": threading.get_native_id()}
        wire.send(connection, wire.encoded_head(greeting))
        while (frame := wire.receive(connection)) is not None:
            most = _limit_processor(seconds, most)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            begun = time.perf_counter()
            head, body = answer(stores, frame.head, frame.body.decode(), prefixes)
            took = time.perf_counter() - begun
            signal.setitimer(signal.ITIMER_REAL, 0)
            wire.send(connection, wire.answer_head(head), body, took)


def _limit_processor(seconds: float, before: int) -> int:
    """Let the process compute so many seconds from now on; give the limit, in whole seconds.

    The kernel counts whole ones, so that most queries find the limit as the last one set it.
    """
    most = int(time.process_time() + seconds) + GRACE
    if most != before:
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    return most
