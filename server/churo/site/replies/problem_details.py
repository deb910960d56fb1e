"""Tells what happened in the language of a page, as far as a problem's values tell it.

The detail of a problem is in English, for programs and for whoever looks for its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from ...http.problem import Problem
from ...http.requests.request import Request
from .. import messages
from ..messages import numbers

LONGEST = 300  # characters of an address that are repeated
# What the details of these kinds say, by the values that they have; other languages are among the messages.
DETAILS: Mapping[str, str] = {
    "not-found": "There is nothing at {path}.",
    "gone": "{path} is no longer in use.",
    "method": "Allowed here: {allowed}.",
    "not-acceptable": "There is {formats}.",
    "deadline": "The limit is {limit} seconds.",
    "memory": "The limit is {limit} bytes of memory.",
    "answer": "The limit is {limit} bytes.",
    "concurrency": "Ask again in {seconds} seconds.",
    "budget": "You may compute again in {seconds} seconds.",
    "busy": "Ask again in {seconds} seconds.",
}


def told(problem: Problem, request: Request, language: str) -> str:
    """A sentence in a language; empty where there is none, and in English, where the detail tells it."""
    text = messages.problem_detail(problem.kind, language)
    values = _values(problem, request, language)
    needed = [name for _, name, _, _ in Formatter().parse(text) if name]
    return text.format(**values) if all(values.get(name) for name in needed) else ""


def _values(problem: Problem, request: Request, language: str) -> Mapping[str, str]:
    address = request.path + (f"?{request.query}" if request.query else "")
    headers = {name.lower(): value for name, value in problem.headers}
    limit = problem.members.get("limit")
    return {
        "path": address[:LONGEST],
        "allowed": headers.get("allow", ""),
        "formats": ", ".join(problem.members.get("formats", ())),
        "limit": "" if limit is None else numbers.counted(limit, language),
        "seconds": headers.get("retry-after", ""),
    }
