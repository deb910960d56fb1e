"""Reads a request as it arrives over RSGI, within bounds of size and time."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import count
from secrets import token_hex
from typing import Any

from ...negotiation import codings
from ..problem import Problem
from .client_address import client_of
from .content_coding import decoded, too_long
from .raw_path import RawPaths
from .request import IncomingRequest, Key, Request

# Bytes read of a body that is too long: who is still sending does not hear the refusal.
DRAINED = 16 << 20
ARRIVING = 64 << 20  # bytes of bodies that are not there as a whole yet
# What a message of the Model Context Protocol says again in its header: it must be the same.
REPEATED = ("mcp-protocol-version", "mcp-method", "mcp-name")
SOON = (("retry-after", "1"), ("connection", "close"))
_ID = re.compile(r"[A-Za-z0-9._~+/=:-]{1,128}\Z")


class RequestReader:
    """Reads requests: ``release`` says what is served now, ``hops`` how many proxies are ours.

    ``prefix`` is the path of the public URL, without a slash at its end: a proxy may take it off.
    ``fixed`` are paths that name nothing, however they are spelled: they are asked for most.
    """

    def __init__(
        self,
        release: Callable[[], str],
        hops: int,
        prefix: str = "",
        fixed: Collection[str] = (),
    ) -> None:
        self._release, self._hops, self._public, self._fixed = release, hops, prefix, fixed
        self._raw_paths = RawPaths()
        self._prefix, self._numbers = token_hex(6), count(1)

    def read(
        self, scope: Any, proto: Any, headers: dict[str, str], body: bytes, began: float
    ) -> IncomingRequest:
        """Make a request of what RSGI says and the header fields and body read from it."""
        method = "GET" if scope.method == "HEAD" else scope.method
        path, query = scope.path, scope.query_string
        raw = path if path in self._fixed else self._raw_paths.read(scope, path, query)
        if self._public:
            path, raw = self._below(path), self._below(raw)
        accept = headers.get("accept")
        client = client_of(scope.client, headers.get("x-forwarded-for"), self._hops)
        encoding = headers.get("accept-encoding")
        coded = codings(encoding) if encoding else ()
        # Whatever an answer may vary with (RFC 9111 §4.1): a page comes by Accept in any letters, by
        # a suffix, by a parameter.
        language, kind = headers.get("accept-language"), headers.get("content-type")
        key: Key = (self._release(), method, raw, query, accept, coded, language, body, kind)
        if body:
            key += tuple(map(headers.get, REPEATED))
        id = read_id(headers.get("x-request-id")) or f"{self._prefix}-{next(self._numbers):x}"
        request = Request(method, path, query, headers, body, client, raw)
        return IncomingRequest(request, scope.method, proto, id, began, key, coded)

    def _below(self, path: str) -> str:
        """A path below that of the public URL."""
        if path == self._public or path.startswith(f"{self._public}/"):
            return path[len(self._public) :] or "/"
        return path

    def client(self, scope: Any, headers: Mapping[str, str]) -> str:
        """Who asks, whom others' limits do not concern."""
        return client_of(scope.client, headers.get("x-forwarded-for"), self._hops)


def read_headers(fields: Any) -> dict[str, str]:
    """The header fields by lower-case name; several of one name are one list (RFC 9110 §5.3)."""
    items = fields.items()
    headers = dict(items)
    if len(headers) != len(items):
        lists: dict[str, list[str]] = {}
        for name, value in items:
            lists.setdefault(name, []).append(value)
        headers = {name: ", ".join(values) for name, values in lists.items()}
    return headers


def read_id(field: str | None) -> str | None:
    """The request id that a client gave, unless it could do harm in a log."""
    return field if field and _ID.match(field) else None


class BodyReader:
    """Reads bodies of up to ``longest`` bytes that arrive within ``seconds``, some at a time.

    Of those that are not there as a whole, a client's take no more room than is left for others';
    the empty name stands for whoever is not limited.
    """

    def __init__(self, longest: int, seconds: float) -> None:
        self._longest, self._seconds = longest, seconds
        self._held: Counter[str] = Counter()
        self._all = 0

    async def read(self, proto: Any, headers: Mapping[str, str], client: str) -> bytes | Problem:
        """The body, unpacked; a Problem when it is too long or too slow, or too many arrive."""
        declared = headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared[:18]) > DRAINED:
            return too_long(self._longest)
        chunks: list[bytes] = []
        try:
            problem = await asyncio.wait_for(self._gather(proto, client, chunks), self._seconds)
        except TimeoutError:
            problem = Problem(
                "slow-request",
                f"The body did not arrive within {self._seconds:g} seconds.",
                {"limit": self._seconds},
                (("Connection", "close"),),
            )
        finally:
            self._hold(client, -sum(map(len, chunks)))
        if problem is not None:
            return problem
        return decoded(b"".join(chunks), headers.get("content-encoding"), self._longest)

    async def _gather(self, proto: Any, client: str, chunks: list[bytes]) -> Problem | None:
        size, kept = 0, 0
        async for chunk in proto:
            size += len(chunk)
            if size > DRAINED:
                break
            if size > self._longest:
                continue
            if kept and (self._held[client] if client else 0) >= ARRIVING - self._all:
                return Problem("busy", "Too many bodies arrive at a time.", headers=SOON)
            chunks.append(chunk)
            kept += len(chunk)
            self._hold(client, len(chunk))
        return None if size <= self._longest else too_long(self._longest)

    def _hold(self, client: str, size: int) -> None:
        self._all += size
        self._held[client] += size
        if not self._held[client]:
            del self._held[client]
