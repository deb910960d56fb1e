"""Runs the server on granian: several processes on one address, a new release on SIGHUP.

What granian 2.7 lacks is made up for here and in ``eager_loop``, ``sockets``, ``spool`` and
``delivery``, which rely on its internals: a loop that answers hits at once, options of the listening
socket, a bound on what slow clients hold. Each says what was measured without it.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import math
import os
import resource
import signal
import sys
from asyncio import AbstractEventLoop
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.server import MPServer

from ...errors import ChuroError
from ...parent_death import kill_with_parent
from ...settings import Settings
from . import signs_of_life
from .eager_loop import NAME
from .replacement_plan import ReplacementPlan
from .shared_state import shared
from .signs_of_life import Looks
from .sockets import address_of, set_limits

CONNECTIONS = 4096  # of one process at a time; the rest wait in the backlog
HEAD = 160 << 10  # bytes that the head of a request may have, which each connection may cost
# What a request makes goes when it ends; what stays is the cache, which is in no circle. With the
# usual thresholds looking for circles takes a seventh of the time of a lookup.
COLLECTIONS = (20_000, 20, 50)
# Bytes from which memory goes back to the system as soon as it is free; left to itself, the C library
# raises that to the longest answer there was, and keeps as much for each thread that had one.
LARGE = 1 << 20
M_MMAP_THRESHOLD = -3  # of <malloc.h>
# Seconds after which a thread that computes lets another run that wants to: one that serves others
# stops and goes on several times for each request.
SWITCH = 0.0005
HEADER_WAIT = 15_000  # milliseconds in which the head of a request must have arrived
SPARE = 3  # seconds for sending what was answered in the last moment
STARTED = ".started"  # what is added to the accounts' name when a process has come up

log = logging.getLogger(__name__)


class Server(MPServer):
    """granian's server, but SIGHUP makes the workers look for a new release, not die.

    Nor does it end when its processes do, as granian does if one ends twice in a few seconds: each
    is replaced for ever, after pauses that grow, unless none ever came up. One that stands still is
    ended, and replaced.
    """

    accounts: str

    def signal_handler_reload(self, *args: object, **kwargs: object) -> None:
        """Pass the signal on."""
        for worker in self.wrks:
            with suppress(ProcessLookupError):
                os.kill(worker.inner.pid, signal.SIGHUP)

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        """Wait for the signal to stop, and replace what ends until then."""
        plan, looks, next_look = ReplacementPlan(), Looks(self.accounts), monotonic()
        while True:
            left = max(0.0, next_look - monotonic())
            self.main_loop_interrupt.wait(min(left, plan.seconds_left(left)))
            self.main_loop_interrupt.clear()
            if self.interrupt_signal:
                return
            if monotonic() >= next_look:
                self._end_still(looks)
                next_look = monotonic() + signs_of_life.EVERY
            while self.interrupt_children:
                index = self.interrupt_children.pop()
                if not _started(self.accounts).exists():
                    self.interrupt_children.append(
                        index
                    )  # so that the exit code tells of a failure
                    return
                pause = plan.add(index, monotonic() - self.wrks[index].birth)
                log.error("serving process %d ended; replaced in %.1f s", index + 1, pause)
            self._respawn_workers(plan.due(), spawn_target, target_loader)

    def _end_still(self, looks: Looks) -> None:
        """End those that give no signs of life, which is then seen like any other end."""
        for process in looks.still([worker.inner.pid for worker in self.wrks]):
            log.error("serving process with the id %d stands still, and is ended", process)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


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

    def __init__(self, application: Application, send_wait: float, accounts: str) -> None:
        self._application, self._send_wait = application, send_wait
        self._accounts = accounts
        self.__rsgi__ = application.serve

    def __rsgi_init__(self, loop: AbstractEventLoop) -> None:
        self._application.open(loop)
        set_limits(loop, self._send_wait)
        signs_of_life.begin(self._accounts, loop)

    def __rsgi_del__(self, loop: AbstractEventLoop) -> None:
        self._application.close()


def serve(settings: Settings, create: Callable[[str], Application]) -> None:
    """Serve until told to stop what ``create`` makes, which is called in each process.

    ``create`` is given the path of a file that all processes share. Hold the address meanwhile
    (``sockets.held``). Raises InputError when nothing can be written. Call it where no other thread
    runs.
    """
    _raise_descriptors()
    with shared() as accounts:
        server = Server(
            "churo",
            address=address_of(settings.host),
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
            # Nothing is reloaded; by itself, granian asks for the working directory, which may be gone.
            reload_paths=[accounts.parent],
            respawn_failed_workers=True,
            workers_kill_timeout=last_answer(settings),
        )
        server.accounts = str(accounts)
        load = partial(_load, create, str(accounts), settings.send_timeout_seconds, os.getpid())
        server.serve(target_loader=load, wrap_loader=False)


def last_answer(settings: Settings) -> int:
    """Seconds after which every query that has been taken is answered or refused."""
    return math.ceil(settings.queue_timeout_seconds + settings.query_timeout_seconds) + SPARE


def _started(accounts: str) -> Path:
    return Path(accounts + STARTED)


def _load(
    create: Callable[[str], Application], accounts: str, send_wait: float, parent: int
) -> Any:
    """What granian calls in a process of its own to have a Target, which it knows by its names."""
    kill_with_parent(parent)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGINT):  # until granian listens to them: nothing is lost
        signal.signal(number, signal.SIG_DFL)
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
    sys.setswitchinterval(SWITCH)
    try:
        target = Target(create(accounts), send_wait, accounts)
        _started(accounts).touch()
    except (ChuroError, OSError) as error:
        log.error("churo: %s", error)
        sys.exit(2)
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    return target


def _raise_descriptors() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
