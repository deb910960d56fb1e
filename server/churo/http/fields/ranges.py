"""Which part of a file a request asks for: RFC 9110 §14 as pure functions.

Werkzeug's parser does not tell a range that cannot be satisfied, which is 416, from what is no range.
"""

from __future__ import annotations

from dataclasses import dataclass

UNIT = "bytes"
DIGITS = 18  # of a position; one of more lies behind the end of every file


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
    unit, _, ranges = (field or "").partition("=")
    first, dash, last = (part.strip(" \t") for part in ranges.partition("-"))
    if unit.strip(" \t").lower() != UNIT or not dash or not (first or last):
        return None
    if not (_is_position(first) and _is_position(last)):
        return None
    if not first:
        return (
            Span(max(0, size - _position(last)), size) if _position(last) and size else Span(0, 0)
        )
    start = _position(first)
    end = min(_position(last) + 1, size) if last else size
    if last and _is_before(last, first):
        return None
    return Span(start, end) if start < size else Span(0, 0)


def _is_position(text: str) -> bool:
    """Whether a text is nothing, or digits of ASCII."""
    return not text or (text.isascii() and text.isdigit())


def _position(digits: str) -> int:
    """The number; one too long to be in any file is the largest that is not."""
    bare = digits.lstrip("0")
    return int(bare or "0") if len(bare) <= DIGITS else 10**DIGITS


def _is_before(one: str, other: str) -> bool:
    """Whether a number is less than another, however long the two are."""
    bare, than = one.lstrip("0"), other.lstrip("0")
    return (len(bare), bare) < (len(than), than)


def still_holds(field: str | None, etag: str, modified: str) -> bool:
    """Whether If-Range lets a range be answered: no field, the very ETag or the very date (§13.1.5)."""
    if field is None:
        return True
    given = field.strip()
    return given == etag if '"' in given else given == modified != ""
