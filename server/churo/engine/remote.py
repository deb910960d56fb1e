"""Answers queries through any SPARQL 1.1 endpoint."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import NoReturn

import httpx

from .. import errors
from ..model import Answer, Body, EngineStatus, Kind, Limits, Query, Release
from . import admission
from .row_count import COUNTS, rows

ANSWER_KINDS: dict[bool, Kind] = {True: "solutions", False: "graph"}


class Remote:
    """The engine at ``url``, which must speak SPARQL 1.1 Protocol §2.1."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._url, self._limits = url, limits
        self._client = httpx.Client(timeout=limits.seconds)
        self._release = ""

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Take note of the release that the endpoint holds."""
        self._release = release.id

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
        begun = time.perf_counter()
        try:
            with self._client.stream(
                "POST", self._url, data=form, headers={"accept": accept}
            ) as reply:
                body = self._read(reply, begun)
        except httpx.TimeoutException as error:
            raise errors.LimitExceeded("seconds", self._limits.seconds) from error
        except httpx.HTTPError as error:
            raise errors.EngineFault(f"The endpoint behind cannot be reached: {error}.") from error
        if reply.is_error:
            _refuse(reply, body)
        media = reply.headers.get("content-type", "").split(";")[0].strip()
        count = rows(body, media) if media in COUNTS else body.count(b"\n")
        return Answer(
            ANSWER_KINDS[media in COUNTS],
            media,
            Body.of(body),
            count,
            time.perf_counter() - begun,
        )

    def status(self) -> EngineStatus:
        """How the engine is, as far as is known without asking it."""
        return EngineStatus(self._release, 1, 0, {})

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def _read(self, reply: httpx.Response, begun: float) -> bytes:
        parts, size = [], 0
        for part in reply.iter_bytes():
            size += len(part)
            if size > self._limits.answer:
                raise errors.LimitExceeded("answer", self._limits.answer)
            if time.perf_counter() - begun > self._limits.seconds:
                raise errors.LimitExceeded("seconds", self._limits.seconds)
            parts.append(part)
        return b"".join(parts)


def _refuse(reply: httpx.Response, body: bytes) -> NoReturn:
    message = body[:500].decode("utf-8", "replace")
    if reply.status_code == 400:
        raise errors.QuerySyntaxError(message)
    if reply.status_code == 406:
        raise errors.NotAcceptable("answer")
    if reply.status_code in (429, 503):
        raise errors.Busy(float(reply.headers.get("retry-after", "5")))
    raise errors.EngineFault(f"The endpoint behind answered {reply.status_code}.")
