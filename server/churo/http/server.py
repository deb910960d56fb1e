"""Runs the server on granian: several processes on one address, a new release on SIGHUP.

What granian 2.7 lacks is made up for here and in ``eager_loop``, ``sockets``, ``spool`` and
``delivery``, which rely on its internals: a loop that answers hits at once, options of the listening
socket, a bound on what slow clients hold. Each says what was measured without it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.server import MPServer

from ..settings import Settings
from .eager_loop import NAME
from .shared_state import shared
from .sockets import set_limits, try_address

CONNECTIONS = 4096  # of one process at a time; the rest wait in the backlog
HEAD = 160 << 10  # bytes that the head of a request may have, which each connection may cost
# What a request makes goes when it ends; what stays is the cache, which is in no circle. With the
# usual thresholds looking for circles takes a seventh of the time of a lookup.
COLLECTIONS = (20_000, 20, 50)
# Bytes from which memory goes back to the system as soon as it is free; left to itself, the C library
# raises that to the longest answer there was, and keeps as much for each thread that had one.
LARGE = 1 << 20
M_MMAP_THRESHOLD = -3  # of <malloc.h>
HEADER_WAIT = 15_000  # milliseconds in which the head of a request must have arrived


class Server(MPServer):
    """granian's server, but SIGHUP makes the workers look for a new release, not die."""

    def signal_handler_reload(self, *args: object, **kwargs: object) -> None:
        """Pass the signal on."""
        for worker in self.wrks:
            os.kill(worker.inner.pid, signal.SIGHUP)


class Application(Protocol):
    """What one process serves."""

    def serve(self, scope: Any, proto: Any) -> Awaitable[None]:
        """Answer one request that came over RSGI."""

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to serve on an event loop."""

    def close(self) -> None:
        """Serve no more."""


class Target:
    """What granian calls in one process, by the names that RSGI gives."""

    def __init__(self, application: Application, send_wait: float) -> None:
        self._application, self._send_wait = application, send_wait
        self.__rsgi__ = application.serve

    def __rsgi_init__(self, loop: AbstractEventLoop) -> None:
        self._application.open(loop)
        set_limits(loop, self._send_wait)

    def __rsgi_del__(self, loop: AbstractEventLoop) -> None:
        self._application.close()


def serve(settings: Settings, create: Callable[[str], Application]) -> None:
    """Serve until told to stop what ``create`` makes, which is called in each process.

    ``create`` is given the path of a file that all processes share. Raises InputError when the
    address cannot be had. Call it where no other thread runs.
    """
    try_address(settings.host, settings.port)
    _raise_descriptors()
    with shared() as accounts:
        Server(
            "churo",
            address=settings.host,
            port=settings.port,
            interface=Interfaces.RSGI,
            workers=settings.processes,
            loop=NAME,
            runtime_mode=RuntimeModes.mt,
            # Coalescing has no lock: one thread of granian's brings all requests of a process.
            runtime_threads=1,
            websockets=False,
            backlog=2048,
            backpressure=CONNECTIONS,
            # HTTP/2 is for the proxy: here one connection would stand for two hundred.
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_WAIT, max_buffer_size=HEAD),
            log_enabled=False,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
        ).serve(
            target_loader=partial(_load, create, str(accounts), settings.send_timeout_seconds),
            wrap_loader=False,
        )


def _load(create: Callable[[str], Application], accounts: str, send_wait: float) -> Any:
    """What granian calls in a process of its own to have a Target, which it knows by its names."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
    target = Target(create(accounts), send_wait)
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    return target


def _raise_descriptors() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
