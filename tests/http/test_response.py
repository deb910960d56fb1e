"""A reply made ready: the coding of its body by what it is and what the client takes (RFC 9110 §8.4)."""

from __future__ import annotations

import gzip

import brotli
import pytest

from churo.http.context import Context
from churo.http.responses.cache import Entry
from churo.http.responses.response import WORTH_CODING, Reply, entry_of

LONG = b"<p>one and the same</p>" * WORTH_CODING
BOTH = ("br", "gzip")


def ready(kind: str, codings: tuple[str, ...], body: bytes = LONG) -> tuple[Entry, dict[str, str]]:
    """The entry of a reply, and its header fields."""
    headers = [("content-type", kind), ("etag", '"a"')]
    entry = entry_of(Reply(200, headers, body, Context()), codings)
    return entry, dict(entry.headers)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/css", "image/svg+xml"])
def test_what_browsers_load_is_in_brotli(kind: str) -> None:
    """Smaller than in gzip, with a tag of its own, and the same when it is unpacked."""
    entry, headers = ready(kind, BOTH)
    packed, _ = ready(kind, ("gzip",))

    assert headers["content-encoding"] == "br"
    assert headers["etag"] == '"a-br"'
    assert headers["content-length"] == str(len(entry.body))
    assert brotli.decompress(entry.body) == gzip.decompress(packed.body) == LONG
    assert len(entry.body) < len(packed.body)


@pytest.mark.parametrize(
    ("kind", "codings", "coding"),
    [
        ("text/csv", BOTH, "gzip"),
        ("text/turtle", ("br",), None),
        ("text/html", ("gzip", "br"), "gzip"),
        ("text/html", (), None),
        ("image/png", BOTH, None),
    ],
)
def test_the_coding_is_for_the_type_and_the_client(
    kind: str, codings: tuple[str, ...], coding: str | None
) -> None:
    """Data are in gzip or as they are, and what is packed already stays."""
    assert ready(kind, codings)[1].get("content-encoding") == coding


def test_what_is_short_stays_as_it_is() -> None:
    """A page varies with the coding all the same: a longer one would have had it."""
    _, headers = ready("text/html", BOTH, b"short")

    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept-Encoding"
