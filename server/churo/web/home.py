"""The first page, and the pages that document the kinds of problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort

from .. import negotiation
from ..model import Release
from ..negotiation import HTML, JSON, PAGE
from ..representation import markup, schema_org, signposts
from ..representation.documents import Origin
from ..representation.pages import Pages
from ..representation.schema_org import in_html
from ..representation.signposts import Link
from ..terms import SCHEMA
from . import answers, exchange
from .current import Current
from .problems import KINDS
from .query_page import EXAMPLE
from .shelf import Shelf

VARY = {"vary": "Accept"}


def blueprint(
    current: Current,
    pages: Pages,
    url: str,
    max_age: int,
    origin: Callable[[], Origin],
    shelf: Shelf,
) -> Blueprint:
    """The routes / , /problems and /problems/<kind>.

    ``origin`` says whose the release is; what lies on the ``shelf`` describes it in full.
    """
    routes = Blueprint("home", __name__)

    @routes.get("/")
    def home() -> Response:
        release = current.release
        example = f"/sparql?{urlencode({'query': EXAMPLE, 'format': 'html'})}"
        told = in_html(_dataset(shelf, release, url, origin()))
        body = pages.write("home.html", release=release, example=example, markup=told)
        return _page(body, release.id, max_age, {"link": signposts.header(_signs(url, origin()))})

    _document_problems(routes, current, pages, url, max_age)
    return routes


def _document_problems(
    routes: Blueprint, current: Current, pages: Pages, url: str, max_age: int
) -> None:
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


def _dataset(shelf: Shelf, release: Release, url: str, origin: Origin) -> dict[str, Any]:
    """The dataset for search engines: as its description has it, else what is known anyway."""
    description = shelf.description(release.id)
    if description:
        return markup.dataset(description)
    return schema_org.of_dataset(release.title, release.version, url, origin)


def _page(body: bytes, release: str, max_age: int, headers: Mapping[str, str]) -> Response:
    own = exchange.current()[1]
    return answers.to_flask(answers.fixed(own, body, HTML, release, max_age, headers))


def _signs(url: str, origin: Origin) -> list[Link]:
    """The links of the first page, which is the dataset's (FAIR Signposting, level 1)."""
    links = [Link("canonical", f"{url}/"), Link("type", signposts.ABOUT_PAGE)]
    if origin.dataset:
        links += [Link("cite-as", origin.dataset), Link("type", str(SCHEMA.Dataset))]
    if origin.license:
        links.append(Link("license", origin.license))
    if origin.publisher:
        links.append(Link("author", origin.publisher))
    return links
