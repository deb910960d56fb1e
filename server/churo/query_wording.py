"""What a terminal says of a query that is not answered, or of its answer: the words of the server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .engine.diagnosis.explanation import in_words
from .errors import ChuroError, EngineFault, InputError, QueryError, QuerySyntaxError
from .http.problem import Problem
from .model import Notice
from .site import messages
from .site.messages import ENGLISH
from .site.replies import notice_kinds, problem_details, problem_kinds

RETRY = "Retry-After"  # a field of HTTP, of which a terminal knows nothing


def problem(error: QueryError, query: str, prefixes: Mapping[str, str]) -> ChuroError:
    """The error with title, detail and advice, as the endpoint tells it in a problem document.

    ``prefixes`` need not be declared in the query. A fault of the engine tells itself: nobody
    who asked can mend it, and there is no request to name.
    """
    if isinstance(error, EngineFault):
        return error
    found = problem_kinds.from_error(error)
    told = messages.problems(ENGLISH)[found.kind]
    said = (found.detail, found.members.get("hint", ""))
    detail = " ".join(_ended(text) for text in said if text)
    if isinstance(error, QuerySyntaxError):
        detail = str(in_words(error, query, prefixes))
    parts = (f"{told.title}.", detail, _seconds(found) or told.advice)
    return InputError(("\n" if "\n" in detail else " ").join(parts))


def _ended(text: str) -> str:
    """The text as a sentence; a parser's messages have no stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _seconds(found: Problem) -> str:
    """When to ask again, where a field of HTTP tells it; else empty."""
    seconds = dict(found.headers).get(RETRY, "")
    return problem_details.DETAILS[found.kind].format(seconds=seconds) if seconds else ""


def remarks(notices: Iterable[Notice]) -> Iterator[str]:
    """What is to be known of an answer that is right: title, detail and advice of each notice."""
    for notice in notices:
        told = messages.notices(ENGLISH)[notice.kind]
        detail = notice_kinds.detail(notice, ENGLISH)[: notice_kinds.LONGEST]
        yield f"{told.title}. {detail} {told.advice}"
