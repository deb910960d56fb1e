"""Runs the server on granian: several processes on one address, a new release on SIGHUP."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import resource
import signal
from asyncio import AbstractEventLoop
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.server import MPServer

from ..settings import Settings
from .listening import bound, try_address
from .loop import NAME
from .shared import shared

if TYPE_CHECKING:
    from .border import Border
    from .watch import Watch

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


class Target:
    """What granian calls in one process, by the names that RSGI gives."""

    def __init__(self, border: Border, watch: Watch, send_wait: float) -> None:
        self._border, self._watch, self._send_wait = border, watch, send_wait
        self.__rsgi__ = border.serve

    def __rsgi_init__(self, loop: AbstractEventLoop) -> None:
        self._border.open(loop)
        self._watch.open(loop)
        bound(loop, self._send_wait)

    def __rsgi_del__(self, loop: AbstractEventLoop) -> None:
        self._watch.close()
        self._border.close()


def serve(settings: Settings, release: Path) -> None:
    """Serve the release at ``release`` until told to stop; a symbolic link is followed anew.

    Raises InputError when the address cannot be had. Call it where no other thread runs.
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
            websockets=False,
            backlog=2048,
            backpressure=CONNECTIONS,
            # HTTP/2 is for the proxy: here one connection would stand for two hundred.
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_WAIT, max_buffer_size=HEAD),
            log_enabled=False,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
        ).serve(target_loader=partial(load, settings, release, accounts), wrap_loader=False)


def load(settings: Settings, path: Path, accounts: Path) -> Any:
    """What one process serves, built in that process: a Target, which granian knows by its names."""
    from .. import catalogue, create_app
    from .watch import Watch

    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
    logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
    release = catalogue.read_release(path.resolve())
    border = create_app(
        settings, release, catalogue.prefixes(catalogue.house(settings.house)), str(accounts)
    )
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    watch = Watch(border.current, catalogue.read_release, path, settings.reload)
    return Target(border, watch, settings.send_wait)


def _raise_descriptors() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
