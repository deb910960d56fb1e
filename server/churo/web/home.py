"""The first page, and the pages that document the kinds of problems."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, abort

from .. import negotiation
from ..negotiation import HTML, Format
from ..representation.pages import Pages
from . import answers, exchange
from .current import Current
from .problems import KINDS
from .query_page import EXAMPLE

JSON = Format("application/json", "graph", (), "JSON", "")
PAGE = Format(HTML, "graph", (), "page", "", ("application/xhtml+xml",))
VARY = {"vary": "Accept"}


def blueprint(current: Current, pages: Pages, url: str, max_age: int) -> Blueprint:
    """The routes / , /problems and /problems/<kind>."""
    routes = Blueprint("home", __name__)

    @routes.get("/")
    def home() -> Response:
        release = current.release
        example = f"/sparql?{urlencode({'query': EXAMPLE, 'format': 'html'})}"
        body = pages.write("home.html", release=release, example=example)
        return _page(body, release.id, max_age, {})

    @routes.get("/problems")
    def kinds() -> Response:
        body = pages.write("kinds.html", kinds=KINDS)
        return _page(body, current.release.id, max_age, {})

    @routes.get("/problems/<name>")
    def kind(name: str) -> Response:
        row = KINDS.get(name) or abort(404, f"There is no problem kind {name!r}.")
        choice = negotiation.choose(exchange.current()[0].headers.get("accept"), (PAGE, JSON))
        if choice and choice.format is JSON:
            document = {
                "type": f"{url}/problems/{name}",
                "title": row.title,
                "status": row.status,
                "advice": row.advice,
            }
            return answers.to_flask(
                answers.json_of(exchange.current()[1], document, current.release.id, max_age, VARY)
            )
        body = pages.write("kind.html", name=name, kind=row)
        return _page(body, current.release.id, max_age, VARY)

    return routes


def _page(body: bytes, release: str, max_age: int, headers: Mapping[str, str]) -> Response:
    own = exchange.current()[1]
    return answers.to_flask(answers.fixed(own, body, HTML, release, max_age, headers))
