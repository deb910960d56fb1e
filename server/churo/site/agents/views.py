"""The addresses /llms.txt, /llms-full.txt and /openapi.json."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ...errors import UnknownName
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...model import Limits
from ...publication.distributions import Description
from .. import query_files
from ..addresses.routing import Route
from ..releases import view_files
from ..releases.published import Releases
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from ..store.store_client import StoreClient
from . import llms, openapi
from .vocabulary import Vocabularies

GUIDE = "guide.md"
PLAIN = ("text/plain",)
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
NONE = "This release has no description; make one with churo build."


class AgentViews:
    """Tells of the served release and of the addresses here: ``routed`` gives the routes."""

    def __init__(
        self,
        served: ServedRelease,
        releases: Releases,
        respond: Responder,
        limits: Limits,
        url: str,
        prefixes: Mapping[str, str],
        routed: Callable[[], Iterable[Route]],
    ) -> None:
        self._served, self._releases, self._respond = served, releases, respond
        self._limits, self._url, self._prefixes = limits, url, prefixes
        self._routed = routed
        self._vocabularies = Vocabularies(query_files.read(__package__))

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield Route("/llms.txt", self.llms, media_types=PLAIN)
        yield Route("/llms-full.txt", self.llms_full, media_types=PLAIN)
        yield Route("/openapi.json", self.openapi, media_types=(OPENAPI,))

    def llms(self, request: Request, context: Context) -> Reply:
        """How to ask the release, short enough to be read before every question."""
        description, guide = self._told()
        text = llms.card(description, guide, self._limits, self._url)
        return self._respond.reply(context, text.encode(), "text/plain")

    def llms_full(self, request: Request, context: Context) -> Reply:
        """How to ask the release, with every term and every published question."""
        description, guide = self._told()
        vocabulary = self._vocabularies.read(StoreClient(self._served, self._url, context))
        text = llms.full(description, guide, self._limits, self._url, vocabulary, self._prefixes)
        return self._respond.reply(context, text.encode(), "text/plain")

    def openapi(self, request: Request, context: Context) -> Reply:
        """What there is here, in OpenAPI 3.1."""
        title, version = self._served.release.title, self._served.release.version
        document = openapi.document(self._routed(), self._url, title, version)
        return self._respond.json(context, document, media_type=OPENAPI)

    def _told(self) -> tuple[Description, str]:
        found = self._releases.description(self._releases.current)
        if found is None:
            raise UnknownName(NONE)
        return found, view_files.text(self._served.release, GUIDE)
