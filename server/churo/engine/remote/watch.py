"""Ends the wait for an engine at the deadline, or when nobody waits for the answer any more."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from select import POLLIN, poll
from time import monotonic
from typing import Any

import httpcore

SEND_SECONDS = 10.0
LOOK = 50  # milliseconds between looks whether somebody still waits


class Stopped(Exception):
    """The wait has ended because of its ``cause``, seconds or abandoned."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Watch:
    """What one line to the engine waits for now: until a moment, and for whom."""

    def __init__(self) -> None:
        self.until = 0.0
        self.gone: Callable[[], bool] | None = None

    def begin(self, until: float, gone: Callable[[], bool] | None) -> None:
        """Wait for another answer from now on."""
        self.until, self.gone = until, gone

    def left(self) -> float:
        """The seconds until then. Raises Stopped when there are none."""
        left = self.until - monotonic()
        if left <= 0:
            raise Stopped("seconds")
        return left

    def wait(self, readable: Callable[[int], bool]) -> None:
        """Wait until something can be read. Raises Stopped."""
        while not readable(max(1, min(LOOK, int(self.left() * 1000)))):
            if self.gone is not None and self.gone():
                raise Stopped("abandoned")
        self.left()


class WatchedStream(httpcore.NetworkStream):
    """A connection whose reads a watch may end."""

    def __init__(self, stream: httpcore.NetworkStream, watch: Watch) -> None:
        self._stream, self._watch = stream, watch
        self._socket = stream.get_extra_info("socket")
        self._poll = poll()
        self._poll.register(self._socket, POLLIN)
        self._unsent: list[bytes] = []

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, none at the end. Raises Stopped."""
        if self._unsent:
            whole = b"".join(self._unsent)
            self._unsent.clear()
            self._stream.write(whole, SEND_SECONDS)
        self._watch.wait(self._readable)
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Keep bytes until an answer is waited for: a request goes in one piece, head and form."""
        self._unsent.append(buffer)

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """The same connection in TLS."""
        return WatchedStream(
            self._stream.start_tls(ssl_context, server_hostname, timeout), self._watch
        )

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)

    def _readable(self, milliseconds: int) -> bool:
        # What TLS has decrypted already the kernel knows nothing of.
        pending = getattr(self._socket, "pending", None)
        return bool(pending and pending()) or bool(self._poll.poll(milliseconds))


class WatchedNetwork(httpcore.NetworkBackend):
    """Opens connections that a watch may end."""

    def __init__(self, watch: Watch) -> None:
        self._network, self._watch = httpcore.SyncBackend(), watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to a host."""
        stream = self._network.connect_tcp(host, port, timeout, local_address, socket_options)
        return WatchedStream(stream, self._watch)
