"""Reads a request as it arrives over RSGI, within bounds of size and time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from itertools import count
from secrets import token_hex
from typing import Any

from ..negotiation import accepts_gzip
from .problems import Problem
from .rate_limit import client_of
from .raw_path import RawPaths
from .request import IncomingRequest, Request

# Bytes read of a body that is too long: who is still sending does not hear the refusal.
DRAINED = 16 << 20
_ID = re.compile(r"[A-Za-z0-9._~+/=:-]{1,128}\Z")


class RequestReader:
    """Reads requests: ``release`` says what is served now, ``hops`` how many proxies are ours.

    ``prefix`` is the path of the public URL, without a slash at its end: a proxy may take it off.
    """

    def __init__(self, release: Callable[[], str], hops: int, prefix: str = "") -> None:
        self._release, self._hops, self._public = release, hops, prefix
        self._raw_paths = RawPaths()
        self._prefix, self._numbers = token_hex(6), count(1)

    def read(
        self, scope: Any, proto: Any, headers: dict[str, str], body: bytes, began: float
    ) -> IncomingRequest:
        """Make a request of what RSGI says and the header fields and body read from it."""
        method = "GET" if scope.method == "HEAD" else scope.method
        path, raw = self._below(scope.path), self._below(self._raw_paths.read(scope))
        query, accept = scope.query_string, headers.get("accept")
        client = client_of(scope.client, headers.get("x-forwarded-for"), self._hops)
        coded = accepts_gzip(headers.get("accept-encoding"))
        paged = path.endswith(".html") or query.endswith(".html") or (accept and "html" in accept)
        language = headers.get("accept-language") if paged else None
        kind = headers.get("content-type")
        key = (self._release(), method, raw, query, accept, coded, language, body, kind)
        id = read_id(headers.get("x-request-id")) or f"{self._prefix}-{next(self._numbers):x}"
        request = Request(method, path, query, headers, body, client, raw)
        return IncomingRequest(request, scope.method, proto, id, began, key, coded)

    def _below(self, path: str) -> str:
        """A path below that of the public URL."""
        if self._public and (path == self._public or path.startswith(f"{self._public}/")):
            return path[len(self._public) :] or "/"
        return path


def read_headers(fields: Any) -> dict[str, str]:
    """The header fields by lower-case name; several of one name are one list (RFC 9110 §5.3)."""
    items = fields.items()
    headers = dict(items)
    if len(headers) != len(items):
        for name in headers:
            headers[name] = ", ".join(value for key, value in items if key == name)
    return headers


def read_id(field: str | None) -> str | None:
    """The request id that a client gave, unless it could do harm in a log."""
    return field if field and _ID.match(field) else None


async def read_body(
    proto: Any, headers: Mapping[str, str], longest: int, seconds: float
) -> bytes | Problem:
    """The body; a Problem when it is longer than ``longest`` bytes or slower than ``seconds``."""
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > DRAINED:
        return _too_long(longest)
    try:
        return await asyncio.wait_for(_gather(proto, longest), seconds)
    except TimeoutError:
        return Problem(
            "slow-request",
            f"The body did not arrive within {seconds:g} seconds.",
            {"limit": seconds},
            (("Connection", "close"),),
        )


async def _gather(proto: Any, longest: int) -> bytes | Problem:
    chunks: list[bytes] = []
    size = 0
    async for chunk in proto:
        size += len(chunk)
        if size <= longest:
            chunks.append(chunk)
        elif size > DRAINED:
            break
    return b"".join(chunks) if size <= longest else _too_long(longest)


def _too_long(longest: int) -> Problem:
    return Problem("length", f"A request body may have {longest:,} bytes.", {"limit": longest})
