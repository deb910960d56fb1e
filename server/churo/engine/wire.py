"""What an engine and a worker send each other: lengths and seconds first, a head in JSON, a body."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple, NoReturn

from .. import errors
from ..memo import memoized
from ..model import Limits, Query

START = struct.Struct("!IQd")  # bytes of the head, bytes of the body, seconds that it took
SOCKET = "socket"  # the name of what workers listen on, in a directory of each supervisor
# Of the heads of such errors.
SYNTAX = [field.name for field in fields(errors.QuerySyntaxError)]
REFUSED = [field.name for field in fields(errors.QueryRefused)]
ALIVE, END = b"?", b"."  # to a supervisor: give a sign of life; end
CHUNK = 1 << 18
REMEMBERED = 1024  # characters up to which a head is remembered, with what it says
PLAIN = {"kind", "type", "rows"}
USUAL = 960  # bytes that most frames have; the allocator has buffers of under a kilobyte at hand

Head = Mapping[str, Any]


class Frame(NamedTuple):
    """What one side told the other; equal heads are one, so that nobody may change them."""

    head: Head
    body: bytes
    seconds: float


def encoded_head(members: Head) -> bytes:
    """A head as it is sent."""
    return json.dumps(members).encode()


def answer_head(members: Head) -> bytes:
    """The head of an answer as it is sent; of most, nothing is said but this."""
    if members.keys() == PLAIN:
        return _plain_head(members["kind"], members["type"], members["rows"])
    return encoded_head(members)


@memoized(1024, REMEMBERED)
def _plain_head(kind: str, type: str, rows: int) -> bytes:
    return encoded_head({"kind": kind, "type": type, "rows": rows})


def send(
    connection: socket.socket, head: bytes, body: bytes | memoryview = b"", seconds: float = 0.0
) -> None:
    """Send one frame."""
    start = START.pack(len(head), len(body), seconds) + head
    if len(body) <= CHUNK:
        connection.sendall(start + bytes(body))
    else:
        connection.sendall(start)
        connection.sendall(body)


def receive(connection: socket.socket, received: bytes = b"") -> Frame | None:
    """Receive one frame whole, of which some may be there; ``None`` when the other side has ended.

    The other side sends no more before it is answered, so that what is received is of this frame.
    """
    received = received or connection.recv(USUAL)
    if len(received) < START.size:
        received = _until(connection, received, START.size) if received else b""
    if not received:
        return None
    head, body, seconds = START.unpack_from(received)
    first, whole = START.size + head, START.size + head + body
    if len(received) < whole:
        received = _until(connection, received, whole)
    return (
        Frame(_read(received[START.size : first]), received[first:], seconds) if received else None
    )


def size(received: bytes) -> int:
    """The bytes of head and body of a frame that has begun to arrive."""
    head, body, _ = START.unpack_from(received)
    return int(head + body)


@memoized(256, REMEMBERED)
def _read(head: bytes) -> Head:
    members: Head = json.loads(head)
    return members


def _until(connection: socket.socket, received: bytes, size: int) -> bytes:
    """Bytes up to ``size``, of which some are there; none when the other side ended before."""
    parts, got = [received], len(received)
    while got < size:
        part = connection.recv(min(CHUNK, size - got))
        if not part:
            return b""
        parts.append(part)
        got += len(part)
    return b"".join(parts)


def send_query(connection: socket.socket, query: Query, limits: Limits) -> None:
    """Send a query, which the worker looks through first unless it is our own."""
    head = _query_head(
        query.base,
        query.default_graphs,
        query.named_graphs,
        query.solutions_type,
        query.graph_type,
        limits.answer,
        limits.depth,
        query.own,
    )
    send(connection, head, query.text.encode("utf-8", "replace"))


@memoized(256, REMEMBERED)
def _query_head(
    base: str,
    default: tuple[str, ...] | None,
    named: tuple[str, ...] | None,
    solutions: str | None,
    graph: str | None,
    answer: int,
    depth: int,
    own: bool,
) -> bytes:
    """What is told of a query besides its text: much the same again and again."""
    return encoded_head(
        {
            "base": base,
            "default": default,
            "named": named,
            "solutions": solutions,
            "graph": graph,
            "answer": answer,
            "depth": depth,
            "own": own,
        }
    )


def raise_error(members: Head, limits: Limits) -> NoReturn:
    """Raise what a worker told instead of an answer, as whoever asked understands it."""
    match members["error"]:
        case "syntax":
            raise errors.QuerySyntaxError(**{k: members[k] for k in SYNTAX})
        case "refused":
            raise errors.QueryRefused(**{k: members[k] for k in REFUSED})
        case "answer":
            raise errors.LimitExceeded("answer", limits.answer)
        case "unacceptable":
            raise errors.NotAcceptable(
                members["kind"], members.get("reason", ""), tuple(members.get("formats", ()))
            )
        case "function":
            raise errors.QueryRefused("function", members["message"])
    raise errors.EngineFault(members["message"])


def raise_end(cause: str, limits: Limits) -> NoReturn:
    """Raise what the end of a worker means to whoever asked: abandoned, a limit, or our fault."""
    if cause == "abandoned":
        raise errors.Abandoned
    values = {"seconds": limits.seconds, "memory": limits.memory, "stack": 0.0}
    if cause in values:
        raise errors.LimitExceeded(cause, values[cause])
    raise errors.EngineFault("The worker ended while it answered.")
