"""A request: what was asked, and how it came."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import Any, NamedTuple

Key = tuple[object, ...]


class Request(NamedTuple):
    """A request read whole: ``query`` is the raw query string, header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    client: str


class IncomingRequest(NamedTuple):
    """A request with whom to answer, under which id, since when; equal ``key``, equal answer.

    The request of a HEAD is the GET that it asks about; ``method`` is what the client sent.
    """

    request: Request
    method: str
    proto: Any
    id: str
    began: float
    key: Key
    accepts_gzip: bool

    @property
    def seconds(self) -> float:
        """How long the request has lasted."""
        return perf_counter() - self.began
