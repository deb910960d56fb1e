"""Turns whatever goes wrong into a problem."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from .. import protocol
from ..errors import ChuroError, ProtocolError, QuerySyntaxError
from . import answers, exchange, hints, problems
from .exchange import Exchange, Reply, Request
from .problems import Problem

log = logging.getLogger(__name__)

KEPT = ("Allow", "Location", "Retry-After")


class Faults:
    """Says what an error means to the client; ``explain`` words it, ``prefixes`` may be offered."""

    def __init__(
        self, explain: Callable[[Problem, Request, str], Reply], prefixes: Mapping[str, str]
    ) -> None:
        self._explain, self._prefixes = explain, prefixes

    def reply(self, error: Exception, request: Request, own: Exchange) -> Reply:
        """The reply to a request that ended in an error; what nobody foresaw is logged whole."""
        if isinstance(error, HTTPException):
            own.problem = _of_http(error, request)
        else:
            own.problem = self._with_place(problems.from_error(error), error, request)
        if own.problem.kind == "fault":
            log.error("request %s failed", own.id, exc_info=error)
        own.kind, own.release, own.body, own.file = "problem", "", None, None
        reply = self._explain(own.problem, request, own.id)
        return replace(reply, exchange=own)

    def _with_place(self, problem: Problem, error: Exception, request: Request) -> Problem:
        """The problem with what helps to mend the query: excerpt, hint, and for pages the query."""
        text = "" if isinstance(error, ProtocolError) else _query(request)
        if not isinstance(error, QuerySyntaxError) or not text:
            return replace(problem, query=text)
        hint = hints.find(text, self._prefixes)
        line, column = error.line, error.column
        if hint is not None and hint.offset >= 0:
            line, column = hints.place(text, hint.offset)
        members = dict(problem.members)
        if line:
            shown = hints.excerpt(text, line, column)
            members |= {"line": line, "column": column, "excerpt": shown}
        if hint is not None:
            members["hint"] = hint.text
            members |= {"declaration": hint.declaration} if hint.declaration else {}
        detail = hints.readable(error.message)
        return replace(problem, detail=detail, members=members, query=text)


def register(app: Flask, faults: Faults) -> None:
    """Let every error of the application end as a problem."""

    def answer(error: Exception) -> Response:
        if isinstance(error, HTTPException) and 300 <= (error.code or 0) < 400:
            return error.get_response()  # type: ignore[return-value]
        request, own = exchange.current()
        return answers.to_flask(faults.reply(error, request, own))

    for kind in (ChuroError, HTTPException, Exception):
        app.register_error_handler(kind, answer)


def _of_http(error: HTTPException, request: Request) -> Problem:
    kept = tuple(row for row in error.get_response().headers.items() if row[0] in KEPT)
    detail = error.description or ""
    if error.code == 404 and detail == type(error).description:
        detail = f"There is nothing at {request.path}."
    return problems.from_status(error.code or 500, detail, kept)


def _query(request: Request) -> str:
    try:
        operation = protocol.read(
            request.method,
            request.query.encode("utf-8", "surrogateescape"),
            request.headers.get("content-type"),
            request.body,
        )
    except ProtocolError:
        return ""
    return operation.text if operation else ""
