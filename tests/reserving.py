"""Addresses and directories that test processes running side by side do not take from one another."""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


def reserve_port() -> socket.socket:
    """A port of 127.0.0.1 that the system gives to nobody else while this socket is open.

    A server may listen on it, since both reuse the address and this one never listens.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.bind(("127.0.0.1", 0))
    return held


def port_of(held: socket.socket) -> int:
    """The port that a socket is bound to."""
    return int(held.getsockname()[1])


@contextmanager
def locked(path: Path, kind: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold a lock that is a file, which ends with the process, too."""
    with path.open("a") as file:
        fcntl.flock(file, kind)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)


def make_once(directory: Path, name: str, fill: Callable[[Path], object]) -> Path:
    """A directory that whoever comes first fills and all others find, whole."""
    made = directory / name
    with locked(directory / f"{name}.lock"):
        if not made.is_dir():
            part = Path(mkdtemp(prefix=f"{name}-", dir=directory))
            fill(part)
            part.rename(made)
    return made
