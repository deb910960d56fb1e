"""Makes a response of whatever a view gives, with the fields that cacheable answers carry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, request

from ..model import Answer
from . import conditional, exchange
from .words import PAGE_POLICY

# Bytes up to which an answer is handled in memory, where it can be kept and put into gzip.
IN_MEMORY = 4 << 20


def fixed(
    body: bytes, media_type: str, release: str, max_age: int, headers: Mapping[str, str]
) -> Response:
    """A response that is the same as long as the release is; no release, no keeping."""
    own = exchange.of(request.environ)
    own.release = release
    response = Response(body, content_type=with_charset(media_type))
    if release:
        response.headers["ETag"] = conditional.tag(release, [body])
        response.headers["X-Release"] = release
    response.headers["Cache-Control"] = f"public, max-age={max_age}" if release else "no-store"
    if media_type == "text/html":
        response.headers["Content-Security-Policy"] = PAGE_POLICY
    response.headers.update(headers)
    return response


def with_charset(media_type: str) -> str:
    """A Content-Type that says UTF-8 where the type's default is another."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def spooled(
    answer: Answer, media_type: str, release: str, max_age: int, headers: Mapping[str, str]
) -> Response:
    """A response of an engine's answer; a large one stays in its spool until it is sent."""
    if answer.body.size <= IN_MEMORY:
        return fixed(b"".join(answer.body.open()), media_type, release, max_age, headers)
    response = fixed(b"", media_type, "", max_age, headers)
    exchange.of(request.environ).body = answer.body
    response.headers["Content-Length"] = str(answer.body.size)
    if release:
        response.headers["ETag"] = conditional.tag(release, answer.body.open())
        response.headers["X-Release"] = release
        response.headers["Cache-Control"] = f"public, max-age={max_age}"
    return response


def json_of(document: Any, release: str, max_age: int, headers: Mapping[str, str]) -> Response:
    """A response of a JSON document."""
    body = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return fixed(body, "application/json", release, max_age, headers)
