"""Frames between an asker and a worker: a head in JSON and a body, each with its length first."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

LENGTHS = struct.Struct("!IQ")
CHUNK = 1 << 18


def send(connection: socket.socket, head: dict[str, Any], body: bytes | memoryview = b"") -> None:
    """Send one frame."""
    told = json.dumps(head).encode()
    start = LENGTHS.pack(len(told), len(body)) + told
    if len(body) <= CHUNK:
        connection.sendall(start + bytes(body))
    else:
        connection.sendall(start)
        connection.sendall(body)


def receive(connection: socket.socket) -> tuple[dict[str, Any], bytes] | None:
    """Receive one frame whole; ``None`` when the other side has ended."""
    start = exactly(connection, LENGTHS.size)
    if start is None:
        return None
    head, body = LENGTHS.unpack(start)
    told, data = exactly(connection, head), exactly(connection, body)
    return None if told is None or data is None else (json.loads(told), data)


def exactly(connection: socket.socket, size: int) -> bytes | None:
    """Exactly ``size`` bytes, or ``None`` when the other side ended before."""
    parts, got = [], 0
    while got < size:
        part = connection.recv(min(CHUNK, size - got))
        if not part:
            return None
        parts.append(part)
        got += len(part)
    return b"".join(parts)
