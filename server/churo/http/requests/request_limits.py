"""Bounds the head of a request before anything reads it: RFC 9110 §5.4, RFC 9112 §3.2, RFC 6585 §5."""

from __future__ import annotations

from collections.abc import Mapping

from ..problem import Problem

LONGEST_PATH = 4096  # characters; the names that are looked up have half as many at most
LONGEST_FIELD = 8 << 10  # characters of a header field
LONGEST_LIST = 4 << 10  # of a field that is taken apart element by element
LONGEST_HEAD = 32 << 10  # of all header fields together
LISTS = frozenset(
    ("accept", "accept-encoding", "accept-language", "content-encoding", "content-type")
    + ("if-match", "if-none-match", "if-range", "range")
)


def refusal(path: str, headers: Mapping[str, str]) -> Problem | None:
    """Why a request with that head is not read further, if so."""
    if len(path) > LONGEST_PATH:
        message = f"The path of an address has at most {LONGEST_PATH:,} characters."
        return Problem("address-length", message, {"limit": LONGEST_PATH})
    if sum(map(len, headers.values())) <= LONGEST_LIST:
        return None
    for name, value in headers.items():
        longest = longest_of(name)
        if len(value) > longest:
            message = f"The header field {name[:40]} has at most {longest:,} characters."
            return Problem("header-length", message, {"limit": longest})
    if sum(len(name) + len(value) for name, value in headers.items()) > LONGEST_HEAD:
        message = f"Header fields have at most {LONGEST_HEAD:,} characters together."
        return Problem("header-length", message, {"limit": LONGEST_HEAD})
    return None


def host_refusal(version: str, headers: Mapping[str, str]) -> Problem | None:
    """Why a request of a version of HTTP is refused for its Host: there is one (RFC 9112 §3.2).

    A blank is in no host; it is there where two fields were made a list.
    """
    host = headers.get("host")
    if host is None:
        return Problem("request", "There is no Host.") if version == "1.1" else None
    return Problem("request", "Host is not one host.") if " " in host else None


def longest_of(name: str) -> int:
    """How many characters a header field may have, its name in small letters."""
    return LONGEST_LIST if name in LISTS else LONGEST_FIELD


def legible(headers: Mapping[str, str]) -> dict[str, str]:
    """Of a head that is refused, what the refusal may be worded by: the short lists alone."""
    return {
        name: value
        for name, value in headers.items()
        if name in LISTS and len(value) <= LONGEST_LIST
    }
