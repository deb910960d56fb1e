"""Gives visits their replies: preconditions, header fields, a note in the journal."""

from __future__ import annotations

from collections.abc import Callable
from time import time

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from . import filing
from .budget import Accounts
from .cache import Entry, Headers
from .exchange import Exchange, Reply, Request, StoredFile
from .journal import Journal, Note
from .outbox import Outbox
from .problems import Problem
from .sending import entry_of, precondition, send, timing, unchanged
from .visit import Visit, seconds

GONE = 499  # only in journal and metrics: nobody is there to be told

Explain = Callable[[Problem, Request, str], Reply]


class Delivery:
    """Delivers entries and problems; ``explain`` words a problem, ``outbox`` has what is long."""

    def __init__(
        self, explain: Explain, accounts: Accounts, journal: Journal, outbox: Outbox
    ) -> None:
        self._explain, self._accounts, self._journal = explain, accounts, journal
        self._outbox = outbox

    def worded(self, visit: Visit, problem: Problem) -> Entry:
        """A problem in words for a visit."""
        return entry_of(self._explain(problem, visit.request, visit.id), visit.coded)

    def refuse(self, visit: Visit, problem: Problem) -> None:
        """Tell a visit why there is no answer."""
        self.give(visit, self.worded(visit, problem), "none")

    def give(self, visit: Visit, entry: Entry, cache: str) -> None:
        """Send an entry, or what the request's preconditions make of it."""
        status, headers, body = entry.status, entry.headers, entry.body
        forced = precondition(visit.request.headers, visit.method, status, entry.etag)
        if forced == 412:
            self.refuse(visit, Problem("precondition", f"The ETag is {entry.etag}."))
            return
        if forced == 304:
            status, headers, body = 304, unchanged(entry), b""
        elif entry.exchange.file is not None:
            self._give_file(visit, entry, entry.exchange.file, cache)
            return
        fields = headers + self._own(visit, entry, cache)
        try:
            if entry.spool and status == entry.status and visit.method != "HEAD":
                sent = entry.spool.size
                visit.proto.response_file(status, fields, self._outbox.give(entry.spool))
            else:
                sent = send(visit.proto, visit.method, status, fields, body)
        except ProtocolClosed:
            status, sent = GONE, 0
        self._note(visit, status, sent, cache, entry.exchange)

    def _give_file(self, visit: Visit, entry: Entry, file: StoredFile, cache: str) -> None:
        if not filing.is_there(file):
            self.refuse(visit, Problem("not-found", "This release is no longer kept here."))
            return
        plan = filing.plan(visit.request.headers, file, entry.etag)
        if isinstance(plan, Problem):
            self.refuse(visit, plan)
            return
        own = self._own(visit, entry, cache)
        try:
            if plan.status == 304:
                sent = send(visit.proto, visit.method, 304, unchanged(entry) + own, b"")
            else:
                sent = filing.send(visit.proto, visit.method, plan, entry.headers + own, file)
            status = plan.status
        except ProtocolClosed:
            status, sent = GONE, 0
        self._note(visit, status, sent, cache, entry.exchange)

    def lose(self, visit: Visit, entry: Entry, cache: str) -> None:
        """Note that the client went before its answer came."""
        self._note(visit, GONE, 0, cache, entry.exchange)

    def _own(self, visit: Visit, entry: Entry, cache: str) -> Headers:
        """The fields that are this reply's alone."""
        own = [("x-request-id", visit.id), timing(visit.began, cache, entry.exchange.seconds)]
        return own if cache == "hit" else own + self._accounts.fields(visit.request.client)

    def _note(self, visit: Visit, status: int, size: int, cache: str, own: Exchange) -> None:
        id, path, took = visit.id, visit.request.path, seconds(visit)
        self._journal.add(
            Note(time(), id, visit.method, path, status, took, size, own.kind, own.rows, cache)
        )
