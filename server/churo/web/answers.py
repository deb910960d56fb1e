"""Makes a reply of what a view gives, with the fields that cacheable answers carry."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response

from ..model import Answer
from . import conditional
from .exchange import Exchange, Reply
from .words import PAGE_POLICY

# Bytes up to which an answer is handled in memory, where it can be kept and put into gzip.
IN_MEMORY = 4 << 20


def fixed(
    own: Exchange,
    body: bytes,
    media_type: str,
    release: str,
    max_age: int,
    headers: Mapping[str, str],
) -> Reply:
    """A reply that is the same as long as the release is; without a release it is not kept."""
    own.release = release
    fields = {"content-type": with_charset(media_type), **headers}
    if release:
        _mark(fields, conditional.tag(release, [body]), release, max_age)
    else:
        fields["cache-control"] = "no-store"
    if media_type == "text/html":
        fields.setdefault("content-security-policy", PAGE_POLICY)
    return Reply(200, list(fields.items()), body, own)


def spooled(
    own: Exchange,
    answer: Answer,
    media_type: str,
    release: str,
    max_age: int,
    headers: Mapping[str, str],
) -> Reply:
    """A reply of an engine's answer; a large one stays in its spool until it is sent."""
    if answer.body.size <= IN_MEMORY:
        return fixed(own, b"".join(answer.body.open()), media_type, release, max_age, headers)
    own.release, own.body = release, answer.body
    fields = {"content-type": with_charset(media_type), **headers}
    fields["content-length"] = str(answer.body.size)
    if release:
        _mark(fields, conditional.tag(release, answer.body.open()), release, max_age)
    else:
        fields["cache-control"] = "no-store"
    return Reply(200, list(fields.items()), b"", own)


def json_of(
    own: Exchange, document: Any, release: str, max_age: int, headers: Mapping[str, str]
) -> Reply:
    """A reply of a JSON document."""
    body = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return fixed(own, body, "application/json", release, max_age, headers)


def to_flask(reply: Reply) -> Response:
    """The reply as the framework's response."""
    response = Response(reply.body, reply.status)
    # The framework tells the length of what it holds; a spool or a file lies elsewhere.
    response.headers.clear()
    response.headers.extend(reply.headers)
    return response


def with_charset(media_type: str) -> str:
    """A Content-Type that says UTF-8 where the type's default is another."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _mark(fields: dict[str, str], etag: str, release: str, max_age: int) -> None:
    fields["etag"] = etag
    fields["x-release"] = release
    fields["cache-control"] = f"public, max-age={max_age}"
