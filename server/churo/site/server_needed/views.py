"""The page to which a copy made of files leads for what only a server can answer."""

from __future__ import annotations

from collections.abc import Iterator

from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ..addresses.routing import Route
from ..components.pages import Pages, routes

PATH = "/server-needed"


class ServerNeededViews:
    """Writes the page; ``server`` is the address of a server of the same graph, empty for none."""

    def __init__(self, pages: Pages, server: str) -> None:
        self._pages, self._server = pages, server

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(PATH, self.page)

    def page(self, request: Request, context: Context, language: str = "") -> Reply:
        """What files cannot answer, and who can."""
        return self._pages.write(
            context,
            "server_needed/server_needed.html",
            PATH,
            self._pages.language(request, language),
            server=self._server,
        )
