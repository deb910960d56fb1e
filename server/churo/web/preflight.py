"""Answers what a browser asks before a request from another origin: Fetch §4.8."""

from __future__ import annotations

from collections.abc import Mapping

from .cache import Headers

ALLOWED = (
    "Accept, Accept-Language, Content-Type, If-Match, If-None-Match, If-Range, Range, X-Request-ID"
)
PREFLIGHT: Headers = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-methods", "GET, HEAD, POST, QUERY, OPTIONS"),
    ("access-control-allow-headers", ALLOWED),
    ("access-control-max-age", "86400"),
    ("cache-control", "public, max-age=86400"),
    ("vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
]


def is_preflight(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request is a CORS preflight and not a question of its own."""
    return method == "OPTIONS" and "access-control-request-method" in headers
