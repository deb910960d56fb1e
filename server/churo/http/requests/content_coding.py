"""Undoes the content coding of a request body, within a bound: RFC 9110 §8.4 and §15.5.16."""

from __future__ import annotations

import zlib

from ..problem import Problem

CODINGS = ("gzip", "x-gzip")  # two names of one coding (§8.4.1.3)
MEMBERS = 100  # parts that a gzip file may have, each of which is begun anew
GZIP = 16 + zlib.MAX_WBITS  # how zlib is told that what comes is RFC 1952, not RFC 1950


def decoded(body: bytes, field: str | None, longest: int) -> bytes | Problem:
    """The body without the coding that Content-Encoding names.

    A Problem when the coding is another than gzip, the body is not in it, or what it stands for is
    longer than ``longest`` bytes, of which no more are unpacked.
    """
    codings = [coding.strip().lower() for coding in (field or "").split(",") if coding.strip()]
    if not body or not codings or codings == ["identity"]:
        return body
    if len(codings) > 1 or codings[0] not in CODINGS:
        told = ", ".join(codings)[:40]
        message = f"Content-Encoding is {told}; a body comes in gzip, or as it is."
        # RFC 9110 §12.5.3: in a 415, Accept-Encoding says that the coding was the reason.
        return Problem("content-coding", message, headers=(("accept-encoding", "gzip, identity"),))
    return _unpacked(body, longest)


def _unpacked(body: bytes, longest: int) -> bytes | Problem:
    """What the members of a gzip file hold, one after the other (RFC 1952 §2.2)."""
    parts: list[bytes] = []
    size, rest = 0, body
    try:
        while rest:
            if len(parts) == MEMBERS:
                return _broken(f"it has more than {MEMBERS} parts")
            stream = zlib.decompressobj(GZIP)
            parts.append(stream.decompress(rest, longest + 1 - size))
            size += len(parts[-1])
            if size > longest:
                return too_long(longest)
            if not stream.eof:
                return _broken("it ends too early")
            rest = stream.unused_data
    except zlib.error:
        return _broken("it is not in that format")
    return b"".join(parts)


def too_long(longest: int) -> Problem:
    """That a body is too long."""
    return Problem("length", f"A request body may have {longest:,} bytes.", {"limit": longest})


def _broken(why: str) -> Problem:
    return Problem("request", f"Content-Encoding is gzip, but the body cannot be unpacked: {why}.")
