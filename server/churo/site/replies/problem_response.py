"""Words a problem for its client: as a problem document or as a page."""

from __future__ import annotations

from ... import negotiation
from ...formats import HTML, PAGE, Format
from ...http.context import Context
from ...http.fields import cache_control
from ...http.problems import Problem
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ..templates import Templates
from . import json_text, problem_kinds
from .content_security_policy import PAGE_POLICY
from .problem_kinds import KINDS, MEDIA_TYPE

# In this order, so that a client without wishes gets the document.
OFFERS = (
    Format(MEDIA_TYPE, "graph", (), "problem document", aliases=("application/json",)),
    PAGE,
)


class ProblemResponder:
    """Words problems in the form that Accept prefers; nobody is refused one."""

    def __init__(self, templates: Templates, public_url: str) -> None:
        self._templates, self._url = templates, public_url

    def __call__(self, problem: Problem, request: Request, id: str) -> Reply:
        """The whole reply to a request that has a problem."""
        document = problem_kinds.document(problem, self._url, id)
        choice = negotiation.choose(request.headers.get("accept"), OFFERS)
        headers = [(cache_control.NAME, cache_control.NEVER), ("vary", "Accept")]
        headers += [(name.lower(), value) for name, value in problem.headers]
        if choice is not None and choice.format.media_type == HTML:
            body = self._templates.write(
                "components/problem.html", problem=document, query=problem.query
            )
            headers += [
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", PAGE_POLICY),
            ]
        else:
            body = json_text.written(document)
            headers += [("content-type", MEDIA_TYPE)]
        context = Context(id, kind="problem", problem=problem)
        return Reply(KINDS[problem.kind].status, headers, body, context)
