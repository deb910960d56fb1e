"""Runs the server on granian: several processes on one address, a new release on SIGHUP."""

from __future__ import annotations

import gc
import logging
import os
import resource
import signal
import socket
from asyncio import AbstractEventLoop
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from granian.constants import Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.server import MPServer

from ..errors import InputError
from ..settings import Settings
from .loop import NAME
from .shared import shared

if TYPE_CHECKING:
    from .border import Border
    from .watch import Watch

CONNECTIONS = 8192  # of one process at a time; the rest wait in the backlog
# What a request makes goes when it ends; what stays is the cache, which is in no circle. With the
# usual thresholds looking for circles takes a seventh of the time of a lookup.
COLLECTIONS = (20_000, 20, 50)
HEADER_WAIT = 15_000  # milliseconds in which the head of a request must have arrived


class Server(MPServer):
    """granian's server, but SIGHUP makes the workers look for a new release, not die."""

    def signal_handler_reload(self, *args: object, **kwargs: object) -> None:
        """Pass the signal on."""
        for worker in self.wrks:
            os.kill(worker.inner.pid, signal.SIGHUP)


class Target:
    """What granian calls in one process, by the names that RSGI gives."""

    def __init__(self, border: Border, watch: Watch) -> None:
        self._border, self._watch = border, watch
        self.__rsgi__ = border.serve

    def __rsgi_init__(self, loop: AbstractEventLoop) -> None:
        self._border.open(loop)
        self._watch.open(loop)

    def __rsgi_del__(self, loop: AbstractEventLoop) -> None:
        self._watch.close()
        self._border.close()


def serve(settings: Settings, release: Path) -> None:
    """Serve the release at ``release`` until told to stop; a symbolic link is followed anew.

    Raises InputError when the address cannot be had. Call it where no other thread runs.
    """
    _try_address(settings.host, settings.port)
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
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_WAIT),
            log_enabled=False,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
        ).serve(target_loader=partial(load, settings, release, accounts), wrap_loader=False)


def load(settings: Settings, path: Path, accounts: Path) -> Any:
    """What one process serves, built in that process: a Target, which granian knows by its names."""
    from .. import catalogue, create_app
    from .watch import Watch

    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
    release = catalogue.read_release(path.resolve())
    border = create_app(
        settings, release, catalogue.prefixes(catalogue.house(settings.house)), str(accounts)
    )
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
    return Target(border, Watch(border.current, catalogue.read_release, path, settings.reload))


def _try_address(host: str, port: int) -> None:
    """Fail early and in words: granian's sockets share a port that another server holds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise InputError(
                f"cannot listen there: {error.strerror}.",
                f"{host}:{port}",
                "Stop what listens there, or choose another --port.",
            ) from error


def _raise_descriptors() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
