"""Lets pages of other origins ask: the fields of every reply, and of a preflight (Fetch §3.2)."""

from __future__ import annotations

from collections.abc import Mapping

from . import cache_control

Headers = list[tuple[str, str]]
DAY = 86_400  # seconds

# Every field that is read and that a page may set: what a browser sets itself needs no leave.
ALLOWED = (
    "Accept, Accept-Language, Content-Encoding, Content-Type, If-Match, If-Modified-Since, If-None-Match, "
    "If-Range, If-Unmodified-Since, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Range, X-Request-ID"
)
EXPOSED = (
    "ETag, Retry-After, RateLimit, RateLimit-Policy, X-Request-ID, X-Release, X-Unknown-Terms, X-Notices, "
    "Server-Timing, Accept-Query, Allow, Link, Content-Range, Accept-Ranges, Repr-Digest"
)
ON_EVERY_REPLY: Headers = [
    ("access-control-allow-origin", "*"),
    ("access-control-expose-headers", EXPOSED),
]
PREFLIGHT: Headers = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-methods", "GET, HEAD, POST, QUERY, OPTIONS"),
    ("access-control-allow-headers", ALLOWED),
    ("access-control-max-age", str(DAY)),
    (cache_control.NAME, cache_control.for_seconds(DAY)),
    ("vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
]


def is_preflight(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request is a CORS preflight and not a question of its own."""
    return method == "OPTIONS" and "access-control-request-method" in headers
