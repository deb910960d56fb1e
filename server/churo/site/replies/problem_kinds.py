"""Which status and which words answer an error: RFC 9457, one row a kind."""

# Why: docs/decisions/2026-11-23-a-limit-answers-422.md

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
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
from ...http.fields.link_header import as_uri
from ...http.problem import Problem
from ...negotiation import of_family
from ...protocol import BODY_TYPES

LONGEST_DETAIL = 1000  # characters; a detail may repeat what the client sent
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One row: what a kind of problem is called, its status and what to do about it."""

    status: int
    title: str
    advice: str


KINDS: Mapping[str, Kind] = {
    "syntax": Kind(
        400,
        "The query is not SPARQL",
        "Mend the query at the line and column given, counted from 1.",
    ),
    "no-query": Kind(
        400, "There is no query", "Send the query in the parameter query or as the body."
    ),
    "several-queries": Kind(400, "There are several queries", "Send one query in each request."),
    "parameter": Kind(400, "A parameter cannot be used", "Mend the parameter that is named."),
    "encoding": Kind(400, "The request is not UTF-8", "Send the query in UTF-8."),
    "update": Kind(
        400,
        "This service does not update",
        "Send SELECT, ASK, CONSTRUCT or DESCRIBE; the data changes by releases only.",
    ),
    "function": Kind(
        400,
        "The query calls an unknown function",
        "Use the functions of SPARQL 1.1 §17 and the XSD casts.",
    ),
    "service": Kind(
        403,
        "SERVICE is not offered",
        "Ask each endpoint by itself and join the answers where you are.",
    ),
    "iri": Kind(400, "The address is no IRI", "Mend the address: percent-encoded UTF-8."),
    "not-found": Kind(404, "There is nothing at this address", "See / for what there is."),
    "no-format": Kind(404, "There is no such format", "Use one of the suffixes that exist."),
    "no-language": Kind(
        404, "There are no pages in that language", "Use one of the languages that exist."
    ),
    "gone": Kind(410, "This IRI has been withdrawn", "Use what replaces it, if something does."),
    "method": Kind(405, "The method is not allowed here", "Use a method that Allow lists."),
    "not-acceptable": Kind(
        406, "The answer does not exist in that format", "Ask for one of the formats listed."
    ),
    "slow-request": Kind(408, "The request did not arrive in time", "Send its body at once."),
    "precondition": Kind(
        412, "The precondition does not hold", "The answer has another ETag than If-Match demands."
    ),
    "length": Kind(413, "The query is too long", "Send a shorter query."),
    "batch": Kind(
        413,
        "Too much is asked at once",
        "Send several requests, each no larger than the manifest's batchSize.",
    ),
    "too-many-names": Kind(
        501,
        "This graph has too many names to be reconciled against",
        "Download the data and match the names where you are.",
    ),
    "range": Kind(
        416, "The file has no such bytes", "Ask for a range within the size that is told."
    ),
    "media-type": Kind(
        415,
        "The request has another media type than it must",
        "Send application/sparql-query or application/x-www-form-urlencoded.",
    ),
    "depth": Kind(422, "The query is nested too deeply", "Use fewer brackets inside one another."),
    "deadline": Kind(
        422,
        "The query took too long and was stopped",
        "Ask for less: name more terms, add LIMIT, avoid unconnected patterns; "
        "or download the data and ask it at home.",
    ),
    "memory": Kind(
        422,
        "The query needed too much memory and was stopped",
        "Ask for less: avoid ORDER BY and GROUP BY over everything.",
    ),
    "answer": Kind(
        422,
        "The answer is too large and was not sent",
        "Ask for less with LIMIT, or download the data.",
    ),
    "stack": Kind(422, "The query is too complicated", "Ask a simpler query."),
    "address-length": Kind(414, "The address is too long", "Send a query in the body of a POST."),
    "header-length": Kind(
        431, "The head of the request is too long", "Send shorter header fields, and fewer."
    ),
    "content-coding": Kind(
        415,
        "The body has a content coding that is not taken",
        "Send it in gzip, or as it is, as Accept-Encoding says.",
    ),
    "concurrency": Kind(
        429,
        "You ask too much at once",
        "Wait for answers before you ask on; Retry-After says how long at least.",
    ),
    "budget": Kind(
        429, "Your computing time is used up for now", "Wait for the seconds that Retry-After says."
    ),
    "request": Kind(400, "The request cannot be answered", "See the detail."),
    "abandoned": Kind(503, "The query was stopped", "Ask again."),
    "fault": Kind(
        500, "The server failed", "This is our mistake; tell us the request id if it lasts."
    ),
    "busy": Kind(503, "All workers are busy", "Try again after the seconds of Retry-After."),
}
LIMITS = {"seconds": "deadline", "memory": "memory", "answer": "answer", "stack": "stack"}
BY_STATUS = {
    404: "not-found",
    405: "method",
    406: "not-acceptable",
    413: "length",
    415: "media-type",
}


def document(problem: Problem, public_url: str, request_id: str) -> dict[str, Any]:
    """The members of the problem document (RFC 9457 §3)."""
    row = KINDS[problem.kind]
    return {
        "type": f"{public_url}/problems/{problem.kind}",
        "title": row.title,
        "status": row.status,
        "detail": problem.detail[:LONGEST_DETAIL],
        **problem.members,
        "advice": row.advice,
        "request": request_id,
    }


def from_error(error: Exception) -> Problem:
    """Say what an error of the query path means to the client."""
    match error:
        case QuerySyntaxError():
            return Problem("syntax", error.message, _syntax_members(error))
        case QueryRefused():
            limit = {} if error.limit is None else {"limit": error.limit}
            return Problem(error.kind if error.kind in KINDS else "request", error.message, limit)
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


def _syntax_members(error: QuerySyntaxError) -> dict[str, Any]:
    """Where a query is wrong, and how to mend it, as far as that is known."""
    found: dict[str, Any] = {}
    if error.line:
        found |= {"line": error.line, "column": error.column, "excerpt": error.excerpt}
    told = {"hint": error.hint, "declaration": error.declaration}
    return found | {name: text for name, text in told.items() if text}


def _gone(error: Withdrawn) -> Problem:
    if not error.successor:
        return Problem("gone", str(error))
    members = {"replacement": {"iri": error.successor, "address": error.address}}
    link = ("Link", f'<{as_uri(error.address)}>; rel="successor-version"')
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
