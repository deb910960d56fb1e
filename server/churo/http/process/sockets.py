"""What is asked of the socket that the server listens on."""

from __future__ import annotations

import os
import socket
import stat
from asyncio import AbstractEventLoop
from collections.abc import Iterator
from contextlib import contextmanager

from ...errors import InputError

PORTS = range(1, 1 << 16)
SOON = 0.005  # seconds between looks for the socket
# Bytes of an answer that the system takes for a connection before its client does (it doubles them):
# enough for 2 MB a second over a fifth of a second, a tenth of what it would take left to itself.
BUFFER = 200 << 10


@contextmanager
def held(host: str, port: int) -> Iterator[None]:
    """Have an address for oneself, before anything listens there and until the end.

    granian's sockets share a port with whoever listens there, another churo too (SO_REUSEPORT).
    Hence the address is tried alone, and its name held: a name without a file, which the system
    gives to one socket at a time and takes back when its process ends (unix(7), abstract).
    Raises InputError when the address cannot be had.
    """
    if port not in PORTS:
        raise InputError(f"{port} is no port.", "port", f"It is {PORTS[0]} to {PORTS[-1]}.")
    address = address_of(host)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as name:
        try:
            name.bind(f"\0churo {address} {port}")
            name.set_inheritable(True)  # so that a program that this process becomes has it, too
            _try(address, port)
        except OSError as error:
            raise InputError(
                f"cannot listen there: {error.strerror or error}.",
                f"{host}:{port}",
                "Stop what listens there, or choose another --port.",
            ) from error
        yield


def address_of(host: str) -> str:
    """The IP address of a host that is one or has one, which is what granian takes. Raises InputError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        if not host:
            raise OSError("it is empty")
        found = socket.getaddrinfo(host, None, family, socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        told = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise InputError(
            f"{host!r} is no address: {told}.", "host", "For example 127.0.0.1, or :: for all."
        ) from error
    return str(found[0][4][0])


def _try(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((address, port))


def set_limits(loop: AbstractEventLoop, seconds: float) -> None:
    """Have the system keep little for a connection, and end it when it stands still.

    That is when its client has taken nothing for so many ``seconds`` (RFC 5482).

    granian makes its socket after this is called and shows it to nobody; a connection has its
    options from the socket that it came to.
    """
    for name in os.listdir("/proc/self/fd"):
        if _set_limits(int(name), round(seconds * 1000)):
            return
    loop.call_later(SOON, set_limits, loop, seconds)


def _set_limits(descriptor: int, milliseconds: int) -> bool:
    """Whether a descriptor is of a TCP socket that listens, whose limits are set then."""
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
        found = socket.socket(fileno=descriptor)
    except OSError:  # closed meanwhile
        return False
    try:
        internet = found.family in (socket.AF_INET, socket.AF_INET6)
        if not internet or not found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return False
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        return True
    except OSError:
        return False
    finally:
        found.detach()
