"""What a view gives, made ready and sent over RSGI with the header fields that every reply has."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any, NamedTuple

import brotli

from ..context import Context
from ..fields import conditional
from ..fields.cors import Headers
from ..fields.every_reply import ALWAYS
from .cache import Entry

# What a 304 repeats of the 200 (RFC 9110 §15.4.5).
VALIDATING = {"cache-control", "content-location", "etag", "expires", "vary", "x-release"}
VALIDATING |= {name for name, _ in ALWAYS}
WORTH_CODING = 1024  # bytes
CODABLE = ("text/", "application/", "image/svg")
# How each coding is made, and of what. A page is a tenth smaller in Brotli than in gzip, made in three
# quarters of the time; clients that take data seldom know it.
PAGES = ("text/html", "text/css", "text/javascript", "image/svg")
PACKED: Mapping[str, tuple[tuple[str, ...], Callable[[bytes], bytes]]] = {
    "br": (PAGES, lambda body: brotli.compress(body, quality=5)),
    # With the head of gzip (16), and not by gzip.compress: two Pythons would give other bytes under one ETag.
    "gzip": (CODABLE, lambda body: zlib.compress(body, 6, zlib.MAX_WBITS | 16)),
}


class Reply(NamedTuple):
    """What a view gives: header names in lower case; a long body or a file is in ``context``."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    context: Context


def entry_of(reply: Reply, codings: tuple[str, ...]) -> Entry:
    """A reply made ready: in the first coding that is for its type and worth it, tagged accordingly."""
    headers, body = dict(reply.headers), reply.body
    kind = headers.get("content-type", "")
    if body and kind.startswith(CODABLE):
        headers["vary"] = _with(headers.get("vary"), "Accept-Encoding")
        coding = next((name for name in codings if kind.startswith(PACKED[name][0])), "")
        if coding and len(body) >= WORTH_CODING and "content-encoding" not in headers:
            body = PACKED[coding][1](body)
            headers["content-encoding"] = coding
            if "etag" in headers:
                headers["etag"] = conditional.coded(headers["etag"], coding)
    context = reply.context
    if context.body is None and context.file is None and reply.status not in (204, 304):
        headers["content-length"] = str(len(body))
    return Entry(
        reply.status,
        [*headers.items(), *ALWAYS],
        headers.get("etag", ""),
        body,
        context,
    )


def unchanged(entry: Entry) -> Headers:
    """The header fields of a 304 in the stead of an entry."""
    return [(name, value) for name, value in entry.headers if name in VALIDATING]


def send(proto: Any, method: str, status: int, headers: Headers, body: bytes) -> int:
    """Send a reply whole; gives the bytes of the body sent."""
    if method == "HEAD" or not body:
        proto.response_empty(status, headers)
        return 0
    proto.response_bytes(status, headers, body)
    return len(body)


def precondition(request: Mapping[str, str], method: str, status: int, etag: str) -> int | None:
    """The status that the request's preconditions force on a reply, if any."""
    if status != 200 or not etag or method not in ("GET", "HEAD", "QUERY"):
        return None
    return conditional.status(request.get("if-match"), request.get("if-none-match"), etag)


def timing(began: float, cache: str, seconds: float) -> tuple[str, str]:
    """Server-Timing: what the cache did, the engine's and the whole time in milliseconds."""
    whole = (perf_counter() - began) * 1000
    engine = f", engine;dur={seconds * 1000:.2f}" if seconds else ""
    return ("server-timing", f"cache;desc={cache}{engine}, total;dur={whole:.2f}")


def _with(vary: str | None, name: str) -> str:
    return f"{vary}, {name}" if vary else name
