"""Turns whatever goes wrong into a problem, and that into a reply."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from werkzeug.exceptions import HTTPException

from ...errors import ProtocolError
from ...http.context import Context
from ...http.problem import Problem
from ...http.requests.request import Request
from ...http.responses.response import Reply
from . import problem_kinds
from .problem_response import spoken_to

log = logging.getLogger(__name__)

KEPT = ("Allow", "Location", "Retry-After")


class ErrorHandlers:
    """Says what an error means to the client; ``word`` puts it into words."""

    def __init__(self, word: Callable[[Problem, Request, str], Reply]) -> None:
        self._word = word

    def reply(self, error: Exception, request: Request, context: Context) -> Reply:
        """The reply to a request that ended in an error; what nobody foresaw is logged whole."""
        if isinstance(error, HTTPException):
            context.problem = _of_http(error, request)
        else:
            context.problem = _of_error(error, context.query, spoken_to(request))
        if context.problem.kind == "fault":
            log.error("request %s failed", context.id, exc_info=error)
        context.kind, context.release, context.body, context.file = "problem", "", None, None
        reply = self._word(context.problem, request, context.id)
        return reply._replace(context=context)


def _of_error(error: Exception, query: str, language: str) -> Problem:
    """The problem, its hint in a language; for pages with the query, which can be mended there."""
    problem = problem_kinds.from_error(error, language)
    return problem if isinstance(error, ProtocolError) else replace(problem, query=query)


def _of_http(error: HTTPException, request: Request) -> Problem:
    kept = tuple(row for row in error.get_response().headers.items() if row[0] in KEPT)
    detail = error.description or ""
    if error.code == 404 and detail == type(error).description:
        detail = f"There is nothing at {request.path}."
    return problem_kinds.from_status(error.code or 500, detail, kept)
