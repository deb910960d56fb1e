"""Sends files: whole or a part, by the server's own file path, never through Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..context import StoredFile
from ..fields import ranges
from ..fields.conditional import read_date
from ..fields.cors import Headers
from ..fields.ranges import Span
from ..problem import Problem


@dataclass(frozen=True)
class Plan:
    """How a file answers a request: with which status, and which part of it."""

    status: int
    span: Span | None = None


def plan(method: str, request: Mapping[str, str], file: StoredFile, etag: str) -> Plan | Problem:
    """What a GET or HEAD whose ETag preconditions hold gets of a file (RFC 9110 §13.2.2).

    A part is for GET alone (§14.2).
    """
    unless, since = request.get("if-unmodified-since"), request.get("if-modified-since")
    if "if-match" not in request and _is_after(file.modified, unless):
        return Problem("precondition", f"The file was last modified on {file.modified}.")
    order = _compare(file.modified, since)
    if "if-none-match" not in request and order is not None and order <= 0:
        return Plan(304)
    span = ranges.read(request.get("range"), file.size) if method == "GET" else None
    if span is None or not ranges.still_holds(request.get("if-range"), etag, file.modified):
        return Plan(200)
    if span.end == 0:
        told = ("content-range", span.told(file.size))
        return Problem("range", f"The file has {file.size:,} bytes.", {"size": file.size}, (told,))
    return Plan(206, span)


def send(proto: Any, method: str, plan: Plan, headers: Headers, file: StoredFile) -> int:
    """Send what was planned; gives the bytes of the body."""
    if plan.span is None:
        if method == "HEAD":
            proto.response_empty(200, headers)
            return 0
        proto.response_file(200, headers, str(file.path))
        return file.size
    start, end = plan.span.start, plan.span.end
    fields = [row for row in headers if row[0] != "content-length"]
    fields += [
        ("content-length", str(end - start)),
        ("content-range", plan.span.told(file.size)),
    ]
    proto.response_file_range(206, fields, str(file.path), start, end)
    return end - start


def is_there(file: StoredFile) -> bool:
    """Whether the file is still as it was described; a release may have been deleted since."""
    try:
        return Path(file.path).stat().st_size == file.size
    except OSError:
        return False


def _is_after(modified: str, field: str | None) -> bool:
    order = _compare(modified, field)
    return order is not None and order > 0


def _compare(modified: str, field: str | None) -> int | None:
    """The order of two HTTP dates in seconds; none when one of them is no date (§13.1.3)."""
    one, other = read_date(modified), read_date(field)
    return int((one - other).total_seconds()) if one and other else None
