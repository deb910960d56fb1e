"""Frames between an asker and a worker: a head in JSON and a body, each with its length first."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

LENGTHS = struct.Struct("!IQ")
CHUNK = 1 << 18
USUAL = 1 << 13  # bytes that most frames have


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
    """Receive one frame whole; ``None`` when the other side has ended.

    The other side sends no more before it is answered, so that what has come is of this frame.
    """
    come = connection.recv(USUAL)
    if len(come) < LENGTHS.size:
        come = _until(connection, come, LENGTHS.size) if come else b""
    if not come:
        return None
    head, body = LENGTHS.unpack_from(come)
    first, whole = LENGTHS.size + head, LENGTHS.size + head + body
    if len(come) < whole:
        come = _until(connection, come, whole)
    return (json.loads(come[LENGTHS.size : first]), come[first:]) if come else None


def _until(connection: socket.socket, come: bytes, size: int) -> bytes:
    """Bytes up to ``size``, of which some have come; none when the other side ended before."""
    parts, got = [come], len(come)
    while got < size:
        part = connection.recv(min(CHUNK, size - got))
        if not part:
            return b""
        parts.append(part)
        got += len(part)
    return b"".join(parts)
