"""Reads what a stranger's server gives: no more bytes, no longer, and from nowhere else than agreed."""

from __future__ import annotations

import http
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin

import httpx

from ...errors import InputError
from . import origins

REDIRECTIONS = 5
SILENCE_SECONDS = 10.0  # how long a server may stand still
SLOWEST = 64 << 10  # bytes a second that a server must give in the mean, after the first seconds
FIRST_SECONDS = 30.0
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
# Nothing is asked for in a coding, so that nothing can swell on its way in.
FIELDS = {"accept-encoding": "identity", "accept": "*/*", "user-agent": "churo"}


class NotThere(InputError):
    """The server has nothing at an address."""


@dataclass(frozen=True)
class Stream:
    """What comes from ``url``, the address after redirections, as ``media_type``."""

    url: str
    media_type: str
    chunks: Iterator[bytes]


class Deadline:
    """A moment at which all must have been read."""

    def __init__(self, seconds: float) -> None:
        self._until, self._seconds = time.monotonic() + seconds, seconds

    def left(self) -> float:
        """The seconds until then."""
        return self._until - time.monotonic()

    def sooner(self, seconds: float) -> Deadline:
        """This one, or one in so many seconds."""
        return self if self.left() < seconds else Deadline(seconds)

    def check(self, where: str) -> None:
        """Raise InputError when it has passed."""
        if self.left() <= 0:
            raise InputError(f"did not come within {self._seconds:.0f} seconds.", where)


class _Cut:
    """Cuts a connection when its time is over, whatever it waits for: each byte may come in time."""

    def __init__(self, deadline: Deadline) -> None:
        self._descriptor = -1
        self._timer = threading.Timer(max(0.0, deadline.left()), self._cut)

    def __enter__(self) -> _Cut:
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Take note of the connection, of which the client tells."""
        if event == "connection.connect_tcp.complete":
            self._descriptor = told["return_value"].get_extra_info("socket").fileno()

    def _cut(self) -> None:
        if self._descriptor >= 0:
            with suppress(OSError), socket.socket(fileno=os.dup(self._descriptor)) as connection:
                connection.shutdown(socket.SHUT_RDWR)


def seconds_for(size: int) -> float:
    """The time that so many bytes may take."""
    return FIRST_SECONDS + size / SLOWEST


@contextmanager
def opened(
    url: str, most: int, deadline: Deadline, within: str = "", fields: Mapping[str, str] = NO_FIELDS
) -> Iterator[Stream]:
    """What lies at an http(s) address, of which at most ``most`` bytes and one more are given.

    With ``within``, another address, all is of its origin; ``fields`` are further header fields.
    Raises InputError, NotThere for 404
    and 410, also while it is read.
    """
    client = httpx.Client(headers={**FIELDS, **fields}, follow_redirects=False)
    with client, _Cut(deadline) as cut:
        for _ in range(REDIRECTIONS + 1):
            deadline.check(origins.shown(url))
            with _asked(client, url, deadline, cut) as reply:
                if not reply.is_redirect:
                    _admit(reply, url)
                    kind = reply.headers.get("content-type", "").split(";")[0].strip().lower()
                    yield Stream(url, kind, _chunks(reply, url, most, deadline))
                    return
                url = redirected(url, reply.headers["location"], within)
    raise InputError(f"is redirected more than {REDIRECTIONS} times.", origins.shown(url))


def read(url: str, most: int, deadline: Deadline) -> tuple[str, bytes]:
    """The address after redirections, and its ``most`` bytes at most. Raises InputError."""
    with opened(url, most, deadline) as stream:
        body = b"".join(stream.chunks)
    if len(body) > most:
        raise InputError(f"has more than {most:,} bytes.", origins.shown(stream.url))
    return stream.url, body


@contextmanager
def _asked(
    client: httpx.Client, url: str, deadline: Deadline, cut: _Cut
) -> Iterator[httpx.Response]:
    silence = max(0.1, min(SILENCE_SECONDS, deadline.left()))
    try:
        extensions = {"trace": cut.trace}
        with client.stream("GET", url, timeout=silence, extensions=extensions) as reply:
            yield reply
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        deadline.check(origins.shown(url))
        told = origins.reason(error, url)
        raise InputError(f"cannot be fetched: {told}.", origins.shown(url)) from error


def _admit(reply: httpx.Response, url: str) -> None:
    if reply.status_code in (404, 410):
        raise NotThere("is not there.", origins.shown(url))
    if reply.status_code != 200:
        known = {row.value: row.phrase for row in http.HTTPStatus}
        phrase = f"{reply.status_code} {known.get(reply.status_code, '')}".strip()
        raise InputError(f"is not to be had: {phrase}.", origins.shown(url))
    if reply.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise InputError("comes in a coding that was not asked for.", origins.shown(url))


def _chunks(reply: httpx.Response, url: str, most: int, deadline: Deadline) -> Iterator[bytes]:
    left = most + 1
    for chunk in reply.iter_raw():
        deadline.check(origins.shown(url))
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return
    deadline.check(origins.shown(url))


def redirected(url: str, location: str, within: str) -> str:
    """Where a redirection leads. Raises InputError for where none may.

    Not from https to http, to no other scheme, and from a public server to no private one.
    """
    try:
        target = urljoin(url, location)
        before, after = origins.of(url), origins.of(target)
    except ValueError as error:
        raise InputError("is redirected to what is no web address.", origins.shown(url)) from error
    away = before != after
    if away and within and after != origins.of(within):
        raise InputError("is redirected to another origin.", origins.shown(url))
    if away and before[0] == "https" and after[0] == "http":
        raise InputError("is redirected from https to http.", origins.shown(url))
    if away and origins.is_public(before[1]) and not origins.is_public(after[1]):
        raise InputError("is redirected into a private network.", origins.shown(url))
    return target
