"""Gives requests their replies: preconditions, header fields, an entry in the access log."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from .context import Context, StoredFile
from .fields.cors import Headers
from .limits.rate_limit import RateLimit
from .monitoring.access_log import AccessLog, LogEntry
from .problem import Problem
from .requests.request import IncomingRequest, Request
from .responses import file_response
from .responses.cache import Entry
from .responses.response import Reply, entry_of, precondition, send, timing, unchanged
from .responses.spool import Spool

GONE = 499  # only in access log and metrics: nobody is there to be told

ExplainProblem = Callable[[Problem, Request, str], Reply]


class Delivery:
    """Delivers entries and problems; ``explain`` words a problem, ``spool`` has what is long."""

    def __init__(
        self,
        explain: ExplainProblem,
        rate_limit: RateLimit,
        access_log: AccessLog,
        spool: Spool,
    ) -> None:
        self._explain, self._rate_limit, self._access_log = explain, rate_limit, access_log
        self._spool = spool

    def worded(self, incoming: IncomingRequest, problem: Problem) -> Entry:
        """A problem in words for a request."""
        return entry_of(self._explain(problem, incoming.request, incoming.id), incoming.codings)

    def refuse(self, incoming: IncomingRequest, problem: Problem) -> None:
        """Tell a client why there is no answer."""
        self.give(incoming, self.worded(incoming, problem), "none")

    def give(self, incoming: IncomingRequest, entry: Entry, cache: str) -> None:
        """Send an entry, or what the request's preconditions make of it."""
        status, headers, body = entry.status, entry.headers, entry.body
        forced = precondition(incoming.request.headers, incoming.method, status, entry.etag)
        if forced == 412:
            self.refuse(incoming, Problem("precondition", f"The ETag is {entry.etag}."))
            return
        if forced == 304:
            status, headers, body = 304, unchanged(entry), b""
        elif entry.context.file is not None:
            self._give_file(incoming, entry, entry.context.file, cache)
            return
        fields = headers + self._fields(incoming, entry, cache)
        try:
            if entry.file and status == entry.status and incoming.method != "HEAD":
                sent = entry.file.size
                incoming.proto.response_file(status, fields, self._spool.give(entry.file))
            else:
                sent = send(incoming.proto, incoming.method, status, fields, body)
        except ProtocolClosed:
            status, sent = GONE, 0
        self._log(incoming, status, sent, cache, entry.context)

    def _give_file(
        self, incoming: IncomingRequest, entry: Entry, file: StoredFile, cache: str
    ) -> None:
        if not file_response.is_there(file):
            self.refuse(incoming, Problem("not-found", "This release is no longer kept here."))
            return
        plan = file_response.plan(incoming.method, incoming.request.headers, file, entry.etag)
        if isinstance(plan, Problem):
            self.refuse(incoming, plan)
            return
        fields = self._fields(incoming, entry, cache)
        try:
            if plan.status == 304:
                sent = send(incoming.proto, incoming.method, 304, unchanged(entry) + fields, b"")
            else:
                sent = file_response.send(
                    incoming.proto, incoming.method, plan, entry.headers + fields, file
                )
            status = plan.status
        except ProtocolClosed:
            status, sent = GONE, 0
        self._log(incoming, status, sent, cache, entry.context)

    def lose(self, incoming: IncomingRequest, entry: Entry, cache: str) -> None:
        """Note that the client went before its answer came."""
        self._log(incoming, GONE, 0, cache, entry.context)

    def _fields(self, incoming: IncomingRequest, entry: Entry, cache: str) -> Headers:
        """The fields that are this reply's alone."""
        own = [("x-request-id", incoming.id), timing(incoming.began, cache, entry.context.seconds)]
        return own if cache == "hit" else own + self._rate_limit.fields(incoming.request.client)

    def _log(
        self, incoming: IncomingRequest, status: int, size: int, cache: str, context: Context
    ) -> None:
        # By place: this is done for every request, and names cost as much again.
        self._access_log.add(
            LogEntry(
                time(),
                incoming.id,
                incoming.method,
                incoming.request.path,
                status,
                incoming.seconds,
                size,
                context.kind,
                context.rows,
                cache,
                context.problem.kind if context.problem else "",
            )
        )
