"""One request as it stands before the border."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import Any, NamedTuple

from ..negotiation import accepts_gzip
from .arrival import read_id
from .budget import client_of
from .cache import Key
from .exchange import Request


class Visit(NamedTuple):
    """A request with whom to answer, under which id, since when; equal ``key``, equal answer.

    The request of a HEAD is the GET that it asks about; ``method`` is what the client sent.
    """

    request: Request
    method: str
    proto: Any
    id: str
    began: float
    key: Key
    coded: bool


class Reception:
    """Receives visits: ``release`` says what is served now, ``hops`` how many proxies are ours."""

    def __init__(self, release: Callable[[], str], hops: int) -> None:
        self._release, self._hops = release, hops
        self._prefix, self._numbers = token_hex(6), count(1)

    def receive(
        self, scope: Any, proto: Any, headers: dict[str, str], body: bytes, began: float
    ) -> Visit:
        """Make a visit of what RSGI says and the header fields and body read from it."""
        method = "GET" if scope.method == "HEAD" else scope.method
        path, query, accept = scope.path, scope.query_string, headers.get("accept")
        client = client_of(scope.client, headers.get("x-forwarded-for"), self._hops)
        coded = accepts_gzip(headers.get("accept-encoding"))
        paged = path.endswith(".html") or (accept and "html" in accept)
        language = headers.get("accept-language") if paged else None
        kind = headers.get("content-type")
        key = (self._release(), method, path, query, accept, coded, language, body, kind)
        id = read_id(headers.get("x-request-id")) or f"{self._prefix}-{next(self._numbers):x}"
        request = Request(method, path, query, headers, body, client)
        return Visit(request, scope.method, proto, id, began, key, coded)


def seconds(visit: Visit) -> float:
    """How long a visit has lasted."""
    return perf_counter() - visit.began
