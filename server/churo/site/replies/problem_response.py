"""Words a problem for its client: as a problem document in English, or as a page in the reader's language.

Title and advice may be localised (RFC 9457 §3.1.3, §3.1.4). Documents are not: programs log them and
people look for their words, the detail is in English whatever is accepted, and ``type`` leads to a page
in every language. They say so with Content-Language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ... import negotiation
from ...errors import ChuroError
from ...formats import HTML, PAGE, Format
from ...http.context import Context
from ...http.fields import cache_control
from ...http.problem import Problem
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...languages import LANGUAGES
from .. import messages
from ..messages import ENGLISH
from ..templates import Templates
from . import json_text, problem_details, problem_kinds
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
        paged = _paged(request)
        language = spoken_to(request)
        document = problem_kinds.document(problem, self._url, id, language)
        headers = [(cache_control.NAME, cache_control.NEVER), ("vary", "Accept, Accept-Language")]
        headers += [(name.lower(), value) for name, value in problem.headers]
        headers += [("content-language", language)]
        if paged:
            body = self._page(problem, document, request, language)
            headers += [
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", PAGE_POLICY),
            ]
        else:
            body = json_text.written(document)
            headers += [("content-type", MEDIA_TYPE)]
        context = Context(id, kind="problem", problem=problem)
        return Reply(KINDS[problem.kind], headers, body, context)

    def _page(self, problem: Problem, document: Any, request: Request, language: str) -> bytes:
        sought = ""
        offers: Sequence[Any] = ()
        if KINDS[problem.kind] == NOT_FOUND:
            sought = last_words(request.path)
            with suppress(ChuroError, OSError):
                offers = self._offers(sought, language) if sought else ()
        return self._templates.write(
            "components/problem.html",
            problem=document,
            told=problem_details.told(problem, request, language),
            query=problem.query,
            sought=sought,
            offers=offers,
            language=language,
            words=messages.words(language),
            languages=self._languages(request),
        )

    def _languages(self, request: Request) -> list[tuple[str, str, str]]:
        """The same address below each language, which words the problem in it."""
        _, path = _spoken(request)
        root = urlsplit(self._url).path
        return [
            (tag, messages.words(tag)["language"], f"{root}/{tag}{quote(path)}")
            for tag in LANGUAGES
        ]


def spoken_to(request: Request) -> str:
    """The language of the reply about a problem: the reader's of a page, English of a document."""
    return language_of(request) if _paged(request) else ENGLISH


def _paged(request: Request) -> bool:
    choice = negotiation.choose(request.headers.get("accept"), OFFERS)
    return choice is not None and choice.format.media_type == HTML


def language_of(request: Request) -> str:
    """The language of the address, else the one of ours that the client likes best."""
    accepted = request.headers.get("accept-language")
    return _spoken(request)[0] or negotiation.choose_language(accepted, LANGUAGES)


def _spoken(request: Request) -> tuple[str, str]:
    """The language that a path begins with, empty for none, and the path without it."""
    first, slash, rest = request.path.removeprefix("/").partition("/")
    return (first, slash + rest) if first in LANGUAGES else ("", request.path)


def last_words(path: str) -> str:
    """The last part of a path as words, to be searched for."""
    last = unquote(path).rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"[-_+.]++", " ", last)[:SOUGHT].strip()
