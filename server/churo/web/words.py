"""Words a problem for its client: as a problem document or as a page."""

from __future__ import annotations

import json

from .. import negotiation
from ..negotiation import HTML, Format
from ..representation.pages import Pages
from . import problems
from .exchange import Exchange, Reply, Request
from .problems import KINDS, MEDIA_TYPE, Problem

# In this order, so that a client without wishes gets the document.
OFFERS = (
    Format(MEDIA_TYPE, "graph", (), "problem document", "", ("application/json",)),
    Format(HTML, "graph", (), "page", "", ("application/xhtml+xml",)),
)
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class Explainer:
    """Words problems in the form that Accept prefers; nobody is refused one."""

    def __init__(self, pages: Pages, public_url: str) -> None:
        self._pages = pages
        self._url = public_url

    def __call__(self, problem: Problem, request: Request, id: str) -> Reply:
        """The whole reply to a request that has a problem."""
        document = problems.document(problem, self._url, id)
        choice = negotiation.choose(request.headers.get("accept"), OFFERS)
        headers = [("cache-control", "no-store"), ("vary", "Accept")]
        headers += [(name.lower(), value) for name, value in problem.headers]
        exchange = Exchange(id, kind="problem", problem=problem)
        if choice is not None and choice.format.media_type == HTML:
            body = self._pages.write("problem.html", problem=document, query=problem.query)
            headers += [
                ("content-type", "text/html; charset=utf-8"),
                ("content-security-policy", PAGE_POLICY),
            ]
        else:
            body = json.dumps(document, ensure_ascii=False, indent=1).encode()
            headers += [("content-type", MEDIA_TYPE)]
        return Reply(KINDS[problem.kind].status, headers, body, exchange)
