"""Request bodies are unpacked within a bound, or the client is told what is taken."""

from __future__ import annotations

import gzip

import pytest

from churo.http.problem import Problem
from churo.http.requests.content_coding import decoded

TEXT = b"ASK {}"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (TEXT, None),
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT, mtime=0), "gzip"),
        (gzip.compress(TEXT, mtime=0), " X-GZIP "),
        (gzip.compress(TEXT[:2], mtime=0) + gzip.compress(TEXT[2:], mtime=0), "gzip"),
    ],
)
def test_what_is_taken(body: bytes, field: str | None) -> None:
    """As it is, and in gzip by both of its names, in parts too."""
    assert decoded(body, field, 100) == TEXT


@pytest.mark.parametrize("field", ["br", "deflate", "gzip, gzip", "gzip, br", "zstd"])
def test_other_codings_are_told_apart(field: str) -> None:
    """415, with Accept-Encoding for the reason (RFC 9110 §15.5.16)."""
    problem = decoded(TEXT, field, 100)

    assert isinstance(problem, Problem)
    assert problem.kind == "content-coding"
    assert dict(problem.headers)["accept-encoding"] == "gzip, identity"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (TEXT, "request"),
        (gzip.compress(TEXT, mtime=0)[:-4], "request"),
        (gzip.compress(TEXT, mtime=0) + b"more", "request"),
        (gzip.compress(b"", mtime=0) * 101, "request"),
        (gzip.compress(b"x" * 100, mtime=0), ""),
        (gzip.compress(b"x" * 101, mtime=0), "length"),
        (gzip.compress(b"x" * 10_000_000, mtime=0), "length"),
        (gzip.compress(b"x" * 60, mtime=0) * 2, "length"),
    ],
)
def test_what_is_broken_or_too_long(body: bytes, kind: str) -> None:
    """No more than the bound is unpacked, whatever a few bytes stand for."""
    found = decoded(body, "gzip", 100)

    assert (found.kind if isinstance(found, Problem) else "") == kind
