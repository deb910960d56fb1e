"""Entity tags and preconditions: RFC 9110 §8.8.3 and §13 as pure functions.

Werkzeug's parser takes what has no quotes for a tag, and its ``is_resource_modified`` answers a failed
If-Match with 304, so neither is used.
"""

# Why: docs/decisions/2026-11-23-etag-of-release-and-bytes.md

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import blake2b

LONGEST_DATE = 40  # characters; the longest of the three forms of §5.6.7 has 33
_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*+)"')


def tag(release: str, media_type: str, content: Iterable[bytes]) -> str:
    """The strong entity tag of bytes that a release gave, as they are sent under a media type."""
    digest = blake2b(f"{media_type}\n".encode(), digest_size=8)
    for chunk in content:
        digest.update(chunk)
    return f'"{release}-{digest.hexdigest()}"'


def coded(etag: str, coding: str) -> str:
    """The entity tag of the same content in a content coding: another representation."""
    return f'{etag[:-1]}-{coding}"'


def matches_weakly(field: str, etag: str) -> bool:
    """Whether If-None-Match names ``etag`` by weak comparison, or is ``*``."""
    return field.strip() == "*" or any(
        opaque == etag.strip('"') for _, opaque in _TAG.findall(field)
    )


def matches_strongly(field: str, etag: str) -> bool:
    """Whether If-Match names ``etag`` by strong comparison, or is ``*``."""
    return field.strip() == "*" or any(
        not weak and opaque == etag.strip('"') for weak, opaque in _TAG.findall(field)
    )


def read_date(field: str | None) -> datetime | None:
    """The moment that an HTTP date names (§5.6.7); ``None`` for what is no date."""
    if not field or len(field) > LONGEST_DATE:
        return None
    try:
        date = parsedate_to_datetime(field)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def status(if_match: str | None, if_none_match: str | None, etag: str | None) -> int | None:
    """The status that preconditions force upon a successful safe request: 412, 304 or none."""
    if etag is None:
        return None
    if if_match is not None and not matches_strongly(if_match, etag):
        return 412
    if if_none_match is not None and matches_weakly(if_none_match, etag):
        return 304
    return None
