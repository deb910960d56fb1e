"""Which part of a file a request asks for: RFC 9110 §14 as pure functions.

Werkzeug's parser does not tell a range that cannot be satisfied, which is 416, from what is no range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """The bytes from ``start`` up to but without ``end``; an empty one cannot be satisfied."""

    start: int
    end: int

    def told(self, size: int) -> str:
        """The value of Content-Range (§14.4)."""
        return f"bytes {self.start}-{self.end - 1}/{size}" if self.end else f"bytes */{size}"


def read(field: str | None, size: int) -> Span | None:
    """The span that a Range field asks of ``size`` bytes.

    ``None`` means the whole: for no field, another unit, several ranges or what is no range, all
    of which a server may ignore (§14.2).
    """
    match = _ONE.match(field or "")
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return Span(max(0, size - int(last)), size) if int(last) and size else Span(0, 0)
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return Span(start, end) if start < size else Span(0, 0)


def still_holds(field: str | None, etag: str, modified: str) -> bool:
    """Whether If-Range lets a range be answered: no field, the very ETag or the very date (§13.1.5)."""
    if field is None:
        return True
    given = field.strip()
    return given == etag if '"' in given else given == modified != ""
