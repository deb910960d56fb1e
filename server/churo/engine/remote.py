"""Answers queries through any SPARQL 1.1 endpoint."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import NoReturn

import httpx
from werkzeug.http import parse_date

from .. import errors, formats
from ..model import Answer, Body, EngineStatus, Kind, Limits, Query, Release
from ..rdf import representable
from .diagnosis.explanation import explained
from .syntax.sparql_lexer import is_volatile
from .worker import admission
from .worker.row_count import is_boolean, rows

SOLUTIONS = frozenset(row.media_type for row in formats.SOLUTIONS) - {formats.HTML}
GRAPHS = frozenset(row.media_type for row in formats.RDF_FORMATS)
LONGEST_WAIT = 3600.0  # seconds that a client is told to wait at most
PATIENCE = 5.0  # seconds to wait where a busy endpoint does not say how long


class Remote:
    """The engine at ``url``, which must speak SPARQL 1.1 Protocol §2.1."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._url, self._limits = url, limits
        self._client = httpx.Client(timeout=limits.seconds)
        self._release = ""
        self._prefixes: Mapping[str, str] = {}

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Take note of the release that the endpoint holds."""
        self._release, self._prefixes = release.id, dict(prefixes or {})

    def begin(self, query: Query) -> None:
        """Nothing can be asked there without waiting."""

    def ask(self, query: Query, gone: Callable[[], bool] | None = None) -> Answer:
        """Answer one query. Raises QueryError as its kind has it."""
        admission.admit(query.text, self._limits)
        accept = ", ".join(part for part in (query.solutions_type, query.graph_type) if part)
        form = {
            "query": query.text,
            "default-graph-uri": list(query.default_graphs or ()),
            "named-graph-uri": list(query.named_graphs or ()),
        }
        began = time.perf_counter()
        try:
            with self._client.stream(
                "POST", self._url, data=form, headers={"accept": accept}
            ) as reply:
                body = self._gather(reply, began)
        except httpx.TimeoutException as error:
            raise errors.LimitExceeded("seconds", self._limits.seconds) from error
        except httpx.HTTPError as error:
            raise errors.EngineFault(f"The endpoint behind cannot be reached: {error}.") from error
        if reply.is_error:
            _refuse(reply, body, query.text, self._prefixes)
        media_type = reply.headers.get("content-type", "").split(";")[0].strip().lower()
        kind, rows = _read(body, media_type)
        if media_type.endswith("+xml") and not representable.is_xml(body):
            reason = "XML cannot hold a control character that the answer has."
            raise errors.NotAcceptable(kind, reason)
        seconds, volatile = time.perf_counter() - began, is_volatile(query.text)
        return Answer(kind, media_type, Body.of(body), rows, seconds, volatile=volatile)

    def status(self) -> EngineStatus:
        """How the engine is, as far as is known without asking it."""
        return EngineStatus(self._release, 1, 0, {})

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def _gather(self, reply: httpx.Response, began: float) -> bytes:
        parts, size = [], 0
        for part in reply.iter_bytes():
            size += len(part)
            if size > self._limits.answer:
                raise errors.LimitExceeded("answer", self._limits.answer)
            if time.perf_counter() - began > self._limits.seconds:
                raise errors.LimitExceeded("seconds", self._limits.seconds)
            parts.append(part)
        return b"".join(parts)


def _read(body: bytes, media_type: str) -> tuple[Kind, int]:
    """The kind of an answer, and its number of rows or, as far as lines tell, of triples.

    Raises EngineFault for what is neither solutions nor a graph, such as a page of a proxy.
    """
    if media_type in GRAPHS:
        return "graph", body.count(b"\n")
    if media_type not in SOLUTIONS:
        raise errors.EngineFault(f"The endpoint behind answered {media_type or 'nothing known'}.")
    return ("boolean", 1) if is_boolean(body, media_type) else ("solutions", rows(body, media_type))


def _refuse(
    reply: httpx.Response, body: bytes, query: str, prefixes: Mapping[str, str]
) -> NoReturn:
    message = body[:500].decode("utf-8", "replace")
    if reply.status_code == 400:
        raise explained(errors.QuerySyntaxError(message), query, prefixes)
    if reply.status_code == 406:
        raise errors.NotAcceptable("answer")
    if reply.status_code in (429, 503):
        raise errors.Busy(_retry_after(reply.headers.get("retry-after", "")))
    raise errors.EngineFault(f"The endpoint behind answered {reply.status_code}.")


def _retry_after(field: str) -> float:
    """Seconds of a Retry-After field, which has them or an HTTP date (RFC 9110 §10.2.3)."""
    seconds = field.strip()
    if seconds.isascii() and seconds.isdigit():
        return float(min(int(seconds[:9]), LONGEST_WAIT))
    try:
        date = parse_date(field[:40])
        wait = date.timestamp() - time.time() if date else PATIENCE
    except (OverflowError, ValueError):
        return PATIENCE
    return min(max(0.0, wait), LONGEST_WAIT)
