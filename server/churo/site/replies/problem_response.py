"""Words a problem for its client: as a problem document or as a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from ... import negotiation
from ...errors import ChuroError
from ...formats import HTML, PAGE, Format
from ...http.context import Context
from ...http.fields import cache_control
from ...http.problem import Problem
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ..templates import Templates
from . import json_text, problem_kinds
from .content_security_policy import PAGE_POLICY
from .problem_kinds import KINDS, MEDIA_TYPE

NOT_FOUND = 404
SOUGHT = 100  # characters of a path that are searched for

# In this order, so that a client without wishes gets the document.
OFFERS = (
    Format(MEDIA_TYPE, "graph", (), "problem document", aliases=("application/json",)),
    PAGE,
)


# What a path that leads nowhere may have meant, in a language: things with a name and a page.
Offers = Callable[[str, str], Sequence[Any]]


def _nothing(path: str, language: str) -> Sequence[Any]:
    return ()


class ProblemResponder:
    """Words problems in the form that Accept prefers; nobody is refused one.

    The page about an address that there is not searches for its path, by ``offers``.
    """

    def __init__(self, templates: Templates, public_url: str, offers: Offers = _nothing) -> None:
        self._templates, self._url, self._offers = templates, public_url, offers

    def __call__(self, problem: Problem, request: Request, id: str) -> Reply:
        """The whole reply to a request that has a problem."""
        document = problem_kinds.document(problem, self._url, id)
        choice = negotiation.choose(request.headers.get("accept"), OFFERS)
        headers = [(cache_control.NAME, cache_control.NEVER), ("vary", "Accept")]
        headers += [(name.lower(), value) for name, value in problem.headers]
        if choice is not None and choice.format.media_type == HTML:
            body = self._page(problem, document, request)
            headers += [
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", PAGE_POLICY),
            ]
        else:
            body = json_text.written(document)
            headers += [("content-type", MEDIA_TYPE)]
        context = Context(id, kind="problem", problem=problem)
        return Reply(KINDS[problem.kind].status, headers, body, context)

    def _page(self, problem: Problem, document: Any, request: Request) -> bytes:
        sought = ""
        offers: Sequence[Any] = ()
        if KINDS[problem.kind].status == NOT_FOUND:
            sought = last_words(request.path)
            with suppress(ChuroError, OSError):
                offers = self._offers(sought, "en") if sought else ()
        return self._templates.write(
            "components/problem.html",
            problem=document,
            query=problem.query,
            sought=sought,
            offers=offers,
        )


def last_words(path: str) -> str:
    """The last part of a path as words, to be searched for."""
    last = unquote(path).rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"[-_+.]++", " ", last)[:SOUGHT].strip()
