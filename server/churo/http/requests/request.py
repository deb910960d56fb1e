"""A request: what was asked, and how it came."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import Any, NamedTuple
from urllib.parse import quote

Key = tuple[object, ...]


class Request(NamedTuple):
    """A request read whole: ``query`` is the raw query string, header names are in lower case.

    ``path`` is decoded, ``raw_path`` as it came: percent-encoded, below the public URL's own path.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    client: str
    raw_path: str = ""

    def rest(self, prefix: str, decoded: str) -> str:
        """What comes after a prefix of the path as it came; ``decoded`` is what the router found."""
        if self.raw_path.startswith(prefix):
            return self.raw_path[len(prefix) :]
        return quote(decoded, safe="/:@!$&'()*+,;=~")


class IncomingRequest(NamedTuple):
    """A request with whom to answer, under which id, since when; equal ``key``, equal answer.

    The request of a HEAD is the GET that it asks about; ``method`` is what the client sent.
    ``codings`` are the content codings that it takes, the best first.
    """

    request: Request
    method: str
    proto: Any
    id: str
    began: float
    key: Key
    codings: tuple[str, ...]

    @property
    def seconds(self) -> float:
        """How long the request has lasted."""
        return perf_counter() - self.began
