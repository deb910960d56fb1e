"""Which status answers an error, and the problem document that tells it: RFC 9457, one row a kind."""

# Why: docs/decisions/2026-11-23-a-limit-answers-422.md

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ...errors import (
    Abandoned,
    Busy,
    LimitExceeded,
    NotAcceptable,
    OverBudget,
    ProtocolError,
    QueryRefused,
    QuerySyntaxError,
    TooManyAtOnce,
    UnknownName,
    Withdrawn,
)
from ...http.fields.link_header import Link
from ...http.problem import Problem
from ...negotiation import of_family
from ...protocol import BODY_TYPES
from .. import messages
from ..messages import ENGLISH

LONGEST_DETAIL = 1000  # characters; a detail may repeat what the client sent
MEDIA_TYPE = "application/problem+json"


# The status of each kind; what it is called and what to do about it is among the messages.
KINDS: Mapping[str, int] = {
    "syntax": 400,
    "no-query": 400,
    "several-queries": 400,
    "parameter": 400,
    "encoding": 400,
    "update": 400,
    "function": 400,
    "service": 403,
    "iri": 400,
    "not-found": 404,
    "no-format": 404,
    "no-language": 404,
    "gone": 410,
    "method": 405,
    "not-acceptable": 406,
    "slow-request": 408,
    "precondition": 412,
    "length": 413,
    "batch": 413,
    "too-many-names": 501,
    "range": 416,
    "media-type": 415,
    "depth": 422,
    "deadline": 422,
    "memory": 422,
    "answer": 422,
    "stack": 422,
    "address-length": 414,
    "header-length": 431,
    "content-coding": 415,
    "concurrency": 429,
    "budget": 429,
    "request": 400,
    "abandoned": 503,
    "fault": 500,
    "busy": 503,
}
LIMITS = {"seconds": "deadline", "memory": "memory", "answer": "answer", "stack": "stack"}
BY_STATUS = {
    404: "not-found",
    405: "method",
    406: "not-acceptable",
    413: "length",
    415: "media-type",
}


def document(
    problem: Problem, public_url: str, request_id: str, language: str = ENGLISH
) -> dict[str, Any]:
    """The members of the problem document (RFC 9457 §3), with title and advice in a language."""
    told = messages.problems(language)[problem.kind]
    return {
        "type": f"{public_url}/problems/{problem.kind}",
        "title": told.title,
        "status": KINDS[problem.kind],
        "detail": problem.detail[:LONGEST_DETAIL],
        **problem.members,
        "advice": told.advice,
        "request": request_id,
    }


def from_error(error: Exception, language: str = ENGLISH) -> Problem:
    """Say what an error of the query path means to the client, with the hint in a language."""
    match error:
        case QuerySyntaxError():
            return Problem("syntax", error.message, _syntax_members(error, language))
        case QueryRefused():
            kind = error.kind if error.kind in KINDS else "request"
            return Problem(kind, error.message, _refusal_members(error, language))
        case NotAcceptable():
            return not_acceptable(error.kind, error.reason, error.formats)
        case LimitExceeded():
            return Problem(LIMITS[error.limit], str(error), {"limit": error.value})
        case Busy():
            wait = str(max(1, math.ceil(error.retry_after)))
            return Problem("busy", error.reason, headers=(("Retry-After", wait),))
        case TooManyAtOnce():
            wait = str(max(1, math.ceil(error.retry_after)))
            return Problem("concurrency", str(error), headers=(("Retry-After", wait),))
        case OverBudget():
            wait = str(max(1, math.ceil(error.retry_after)))
            members = {"violated-policies": ["compute"]}
            return Problem("budget", str(error), members, (("Retry-After", wait),))
        case ProtocolError():
            return Problem(error.kind, error.message, headers=_headers(error.kind))
        case UnknownName():
            near = [{"iri": iri, "address": address} for iri, address in error.suggestions]
            return Problem(error.kind, error.message, {"suggestions": near} if near else {})
        case Withdrawn():
            return _gone(error)
        case Abandoned():
            return Problem("abandoned", "The client went away.")
    return Problem("fault", "Something went wrong that is not your mistake.")


def _syntax_members(error: QuerySyntaxError, language: str) -> dict[str, Any]:
    """Where a query is wrong, and how to mend it, as far as that is known."""
    found: dict[str, Any] = {}
    if error.line:
        found |= {"line": error.line, "column": error.column, "excerpt": error.excerpt}
    hint = messages.hint(error.hint_kind, error.hint_values, language) or error.hint
    told = {"hint": hint, "declaration": error.declaration}
    return found | {name: text for name, text in told.items() if text}


def _refusal_members(error: QueryRefused, language: str) -> dict[str, Any]:
    """The limit, and what to write instead, as far as there are such."""
    found: dict[str, Any] = {} if error.limit is None else {"limit": error.limit}
    hint = messages.hint(error.hint_kind, {}, language) or error.hint
    return found | ({"hint": hint} if hint else {})


def _gone(error: Withdrawn) -> Problem:
    if not error.successor:
        return Problem("gone", str(error))
    if not error.address:
        return Problem("gone", str(error), {"replacement": {"iri": error.successor}})
    members = {"replacement": {"iri": error.successor, "address": error.address}}
    link = ("Link", str(Link("successor-version", error.address)))
    return Problem("gone", str(error), members, (link,))


def from_status(status: int, detail: str, headers: tuple[tuple[str, str], ...] = ()) -> Problem:
    """Say what an HTTP error of the framework means in our kinds."""
    fallback = "fault" if status >= 500 else "request"
    return Problem(BY_STATUS.get(status, fallback), detail, headers=headers)


def not_acceptable(kind: str, reason: str = "", held: tuple[str, ...] = ()) -> Problem:
    """A 406 that lists what exists (RFC 9110 §15.5.7) for a ``kind`` of answer, else for all.

    Where a format cannot hold the answer, ``reason`` says why and ``held`` are those that can.
    """
    rows = of_family("solutions") if kind in ("solutions", "boolean", "") else ()
    rows += of_family("graph") if kind in ("graph", "") else ()
    formats = list(held or dict.fromkeys(row.media_type for row in rows))
    told = f"{reason} There is {', '.join(formats)}.".lstrip()
    return Problem("not-acceptable", told, {"formats": formats})


def _headers(kind: str) -> tuple[tuple[str, str], ...]:
    accepted = ", ".join(BODY_TYPES)
    return (("Accept-Post", accepted), ("Accept-Query", accepted)) if kind == "media-type" else ()
