"""Turns whatever a view raises into a problem."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from .. import protocol
from ..errors import Abandoned, ChuroError, EngineFault, ProtocolError, QuerySyntaxError
from . import exchange, hints, problems
from .problems import Problem
from .wsgi import Reply, Request

log = logging.getLogger(__name__)

Explain = Callable[[Problem, Request, str], Reply]


def register(app: Flask, explain: Explain, prefixes: Mapping[str, str]) -> None:
    """Let every error of the application end as a problem that ``explain`` words."""

    def of_query(error: ChuroError) -> Response:
        if isinstance(error, EngineFault) or problems.from_error(error).kind == "fault":
            return of_fault(error)
        return _respond(_with_place(problems.from_error(error), error, prefixes), explain)

    def of_http(error: HTTPException) -> Response:
        headers = error.get_response().headers.items()
        kept = tuple(pair for pair in headers if pair[0] in ("Allow", "Location", "Retry-After"))
        if error.code and 300 <= error.code < 400:
            return Response(status=error.code, headers=dict(kept))
        detail = (error.description or "").strip()
        return _respond(problems.from_status(error.code or 500, detail, kept), explain)

    def of_fault(error: Exception) -> Response:
        log.error("request %s failed", exchange.of(request.environ).id, exc_info=error)
        return _respond(problems.from_error(RuntimeError()), explain)

    app.register_error_handler(ChuroError, of_query)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_fault)


def _respond(problem: Problem, explain: Explain) -> Response:
    own = exchange.of(request.environ)
    own.problem = problem
    own.kind = "problem"
    asked = Request(
        request.method,
        request.path,
        "",
        {name.lower(): value for name, value in request.headers.items()},
        b"",
        "",
    )
    reply = explain(problem, asked, own.id)
    return Response(reply.body, reply.status, reply.headers)


def _with_place(problem: Problem, error: ChuroError, prefixes: Mapping[str, str]) -> Problem:
    """The problem with what helps to mend the query: excerpt, hint, and for pages the query."""
    text = _query()
    if text is None or isinstance(error, (Abandoned, ProtocolError)):
        return problem
    members = dict(problem.members)
    if isinstance(error, QuerySyntaxError):
        if error.line:
            members["excerpt"] = hints.excerpt(text, error.line, error.column)
        hint = hints.find(text, prefixes)
        if hint is not None:
            members["hint"] = hint.text
            members |= {"declaration": hint.declaration} if hint.declaration else {}
    return replace(problem, members=members, query=text)


def _query() -> str | None:
    try:
        operation = protocol.read(
            request.method, request.query_string, request.content_type, request.get_data()
        )
    except ProtocolError:
        return None
    return operation.text if operation else None
