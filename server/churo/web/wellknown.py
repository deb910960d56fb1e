"""What programs look for at fixed addresses: VoID, citation, robots, sitemap, words for models."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort

from .. import negotiation
from ..distributions import Description
from ..errors import NotAcceptable
from ..negotiation import RDF_FORMATS
from ..representation import crawling
from . import answers, exchange
from .shelf import Shelf
from .sitemap import Sitemap

VOID = "/.well-known/void"
CITATION = "CITATION.cff"
NONE = "This release has no description; make one with churo build."


class WellKnown:
    """Answers from the description of the current release, which lies on the ``shelf``."""

    def __init__(self, shelf: Shelf, sitemap: Sitemap, url: str, max_age: int) -> None:
        self._shelf, self._sitemap, self._url, self._max_age = shelf, sitemap, url, max_age

    def void(self) -> Response:
        """The description in any RDF syntax (VoID §7.2)."""
        choice = negotiation.choose(exchange.current()[0].headers.get("accept"), RDF_FORMATS)
        if choice is None:
            raise NotAcceptable("graph")
        began, own = perf_counter(), exchange.current()[1]
        body = self._shelf.rdf(self._shelf.current, choice.format.media_type)
        own.seconds = perf_counter() - began
        if body is None:
            abort(404, NONE)
        return self._fixed(body, choice.media_type, {"vary": "Accept"})

    def citation(self) -> Response:
        """How to cite the current release."""
        file = self._shelf.file(self._shelf.current, CITATION)
        if file is None:
            abort(404, "This dataset does not say who publishes it.")
        return self._fixed(file.path.read_bytes(), "application/yaml", {})

    def robots(self) -> Response:
        """What crawlers should leave alone (RFC 9309)."""
        text = crawling.robots(self._url, urlsplit(self._url).path)
        return self._fixed(text.encode(), "text/plain", {})

    def llms(self) -> Response:
        """What there is, for language models."""
        text = crawling.llms(self._description(), self._url)
        return self._fixed(text.encode(), "text/plain", {})

    def sitemap(self, number: int = 0) -> Response:
        """The pages that there are, or the list of the lists when they are many."""
        described = self._shelf.description(self._shelf.current)
        day = described.issued if described else ""
        began, own = perf_counter(), exchange.current()[1]
        text = self._sitemap.text(number, day)
        own.seconds = perf_counter() - began
        if text is None:
            abort(404, f"There is no sitemap {number}.")
        return self._fixed(text.encode(), "application/xml", {})

    def _description(self) -> Description:
        return self._shelf.description(self._shelf.current) or abort(404, NONE)

    def _fixed(self, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
        own = exchange.current()[1]
        release = self._shelf.current
        return answers.to_flask(
            answers.fixed(own, body, media_type, release, self._max_age, headers)
        )


def blueprint(wellknown: WellKnown) -> Blueprint:
    """The routes."""
    routes = Blueprint("wellknown", __name__)
    routes.add_url_rule(VOID, "void", wellknown.void)
    routes.add_url_rule(f"/{CITATION}", "citation", wellknown.citation)
    routes.add_url_rule("/robots.txt", "robots", wellknown.robots)
    routes.add_url_rule("/llms.txt", "llms", wellknown.llms)
    routes.add_url_rule("/sitemap.xml", "sitemap", wellknown.sitemap)
    routes.add_url_rule("/sitemap-<int:number>.xml", "sitemap_part", wellknown.sitemap)
    return routes
