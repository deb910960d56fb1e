"""What programs look for at fixed addresses: VoID, citation, robots, sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from time import perf_counter
from urllib.parse import urlsplit

from ...errors import UnknownName
from ...formats import PAGE, RDF_FORMATS
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.distributions import CITATION, DUMPS, Description
from ..addresses.routing import Route
from ..releases.published import Releases
from ..replies.redirection import Redirection
from ..replies.responder import VARY_ACCEPT, Responder, choose
from . import crawlers
from .sitemap import Sitemap

VOID = "/.well-known/void"
XML = ("application/xml",)
NONE = "This release has no description; make one with churo build."

ICON = resources.files(__package__.rpartition(".")[0]) / "static/icon.svg"


class WellKnownViews:
    """Answers from the description of the current one of the ``releases``."""

    def __init__(
        self,
        releases: Releases,
        sitemap: Sitemap,
        respond: Responder,
        redirect: Redirection,
        url: str,
    ) -> None:
        self._releases, self._sitemap, self._respond = releases, sitemap, respond
        self._redirect, self._url = redirect, url

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield Route(VOID, self.void, media_types=tuple(row.media_type for row in RDF_FORMATS))
        yield Route(f"/{CITATION}", self.citation, media_types=("application/yaml",))
        yield Route("/favicon.ico", self.icon)
        yield Route("/robots.txt", self.robots, media_types=("text/plain",))
        yield Route("/sitemap.xml", self.sitemap, media_types=XML)
        yield Route("/sitemap-<int:number>.xml", self.sitemap, media_types=XML)

    def void(self, request: Request, context: Context) -> Reply:
        """The description in any RDF syntax (VoID §7.2); a page about it for who wants to read."""
        choice, began = choose(request, (*RDF_FORMATS, PAGE)), perf_counter()
        if choice.format is PAGE:
            description = self._description()
            address = f"{self._url}/{DUMPS}/{description.id}/"
            return self._redirect.see_other(context, address, description.dataset)
        body = self._releases.rdf(self._releases.current, choice.format.media_type)
        context.seconds = perf_counter() - began
        if body is None:
            raise UnknownName(NONE)
        return self._respond.reply(context, body, choice.media_type, VARY_ACCEPT)

    def citation(self, request: Request, context: Context) -> Reply:
        """How to cite the current release."""
        file = self._releases.file(self._releases.current, CITATION)
        if file is None:
            raise UnknownName("This dataset does not say who publishes it.")
        return self._respond.reply(context, file.path.read_bytes(), "application/yaml")

    def icon(self, request: Request, context: Context) -> Reply:
        """The picture that browsers look for unasked, which pages name as /static/icon.svg."""
        return self._respond.reply(context, ICON.read_bytes(), "image/svg+xml")

    def robots(self, request: Request, context: Context) -> Reply:
        """What crawlers should leave alone (RFC 9309)."""
        text = crawlers.robots(self._url, urlsplit(self._url).path)
        return self._respond.reply(context, text.encode(), "text/plain")

    def sitemap(self, request: Request, context: Context, number: int = 0) -> Reply:
        """The pages that there are, or the list of the lists when they are many."""
        described = self._releases.description(self._releases.current)
        day = described.issued if described else ""
        began = perf_counter()
        text = self._sitemap.text(number, day)
        context.seconds = perf_counter() - began
        if text is None:
            raise UnknownName(f"There is no sitemap {number}.")
        return self._respond.reply(context, text.encode(), "application/xml")

    def _description(self) -> Description:
        found = self._releases.description(self._releases.current)
        if found is None:
            raise UnknownName(NONE)
        return found
