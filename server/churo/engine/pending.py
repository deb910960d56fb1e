"""A question that a worker is answering, for those who wait for it in an event loop."""

from __future__ import annotations

import socket
from collections.abc import Callable

from ..model import Answer
from . import wire

AT_ONCE = 1 << 16  # bytes of an answer that are there as soon as it begins


class Pending:
    """Becomes readable when the answer begins; then, or when told to stop, it is settled once.

    ``settle`` gives the answer or raises QueryError; a cause given to it is why to stop.
    """

    def __init__(self, connection: socket.socket, settle: Callable[[str], Answer]) -> None:
        self._connection = connection
        self._settle = settle

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._connection.fileno()

    def ready(self) -> bool:
        """Whether ``finish`` will not wait: the whole of a small answer is there."""
        start = self._connection.recv(wire.LENGTHS.size, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        return len(start) == wire.LENGTHS.size and sum(wire.LENGTHS.unpack(start)) < AT_ONCE

    def finish(self) -> Answer:
        """The answer. Raises QueryError."""
        return self._settle("")

    def stop(self, cause: str) -> Answer:
        """End the worker because of ``cause``, seconds or abandoned. Always raises QueryError."""
        return self._settle(cause)
