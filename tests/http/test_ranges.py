"""Ranges and dates that name absurd numbers are read as what they mean."""

from __future__ import annotations

import pytest

from churo.http.fields.conditional import read_date
from churo.http.fields.ranges import Span, read

SIZE = 100
HUGE = "9" * 5000


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("bytes=0-9", Span(0, 10)),
        ("BYTES = 5 - ", Span(5, 100)),
        ("bytes=-7", Span(93, 100)),
        (f"bytes=0-{HUGE}", Span(0, 100)),
        (f"bytes={HUGE}-", Span(0, 0)),
        (f"bytes={HUGE}-{HUGE}9", Span(0, 0)),
        (f"bytes={HUGE}9-{HUGE}", None),
        (f"bytes=-{HUGE}", Span(0, 100)),
        ("bytes=-0", Span(0, 0)),
        (f"bytes={'0' * 5000}7-8", Span(7, 9)),
        ("bytes=9-3", None),
        ("bytes=-", None),
        ("bytes=1-2,4-5", None),
        ("bytes=\u0663-", None),
        ("bytes=+1-2", None),
        ("lines=1-2", None),
        ("bytes" + " " * 10_000, None),
        ("", None),
        (None, None),
    ],
)
def test_read(field: str | None, expected: Span | None) -> None:
    """Numbers may have any length; digits are those of ASCII (RFC 9110 §14.1.1)."""
    assert read(field, SIZE) == expected


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", True),
        ("Sunday, 06-Nov-94 08:49:37 GMT", True),
        ("Sun Nov  6 08:49:37 1994", True),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", False),
        ("Mon, 01 Jan 2024 00:00:00 +99999999999999999999", False),
        ("Mon, 01 Jan 2024 00:00:00 +9999", False),
        ("Mon, 32 Jan 2024 00:00:00 GMT", False),
        ("Sun, 06 Nov 1994 08:49:37 GMT" + " " * 10_000, False),
        ("yesterday", False),
        (None, False),
    ],
)
def test_read_date(field: str | None, known: bool) -> None:
    """The three forms of RFC 9110 §5.6.7; anything else is no date, and ignored (§13.1.3)."""
    assert (read_date(field) is not None) is known
