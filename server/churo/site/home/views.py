"""The addresses / , /problems and /problems/<kind>."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode, urlsplit

from ... import negotiation
from ...errors import UnknownName
from ...formats import JSON, PAGE
from ...http.context import Context
from ...http.fields.link_header import Link, link_field
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...model import Release
from ...publication.identifiers import Spaces
from ...terms import SCHEMA
from .. import dataset_markup
from ..addresses.routing import Route, View
from ..components.claims import ReleaseClaims
from ..components.pages import SUGGEST, Pages, routes
from ..releases.origin import Origin
from ..releases.published import Releases
from ..releases.served_release import ServedRelease
from ..replies.content_security_policy import ASKING_POLICY
from ..replies.notice_kinds import NOTICES
from ..replies.problem_kinds import KINDS
from ..replies.responder import VARY_ACCEPT, Responder
from ..store.once import Once
from ..templates import Templates
from .front import FrontViews, front

ABOUT_PAGE = f"{SCHEMA}AboutPage"


class HomeViews:
    """Writes the pages.

    ``origin`` says whose the release is; ``releases`` have a full description of it, if there is
    one; ``example`` is a query that the first page leads to; ``base`` answers for the IRI that is
    the base itself.
    """

    def __init__(
        self,
        served: ServedRelease,
        releases: Releases,
        templates: Templates,
        respond: Responder,
        url: str,
        origin: Callable[[Context], Origin],
        example: str,
        base: View,
        claims: ReleaseClaims,
        spaces: Spaces,
        pages: Pages,
    ) -> None:
        self._served, self._releases, self._templates = served, releases, templates
        self._claims, self._spaces, self._pages = claims, spaces, pages
        self._front: Once[FrontViews] = Once()
        self._respond, self._url, self._origin, self._base = respond, url, origin, base
        self._example = (
            f"{urlsplit(url).path}/sparql?{urlencode({'query': example, 'format': 'html'})}"
        )

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes("/", self.home)
        yield Route("/problems", self.kinds)
        yield Route("/problems/<name>", self.kind)
        yield Route("/notices", self.notices)
        yield Route("/notices/<name>", self.notice)

    def home(self, request: Request, context: Context, language: str = "") -> Reply:
        """What there is; who takes no page is led to what is said of the base, if that is a thing."""
        if negotiation.choose(request.headers.get("accept"), (PAGE,)) is None:
            with suppress(UnknownName):
                return self._base(request, context)
        release, origin = self._served.release, self._origin(context)
        views = self._front.get(release.id, lambda: FrontViews(release), context.gone)
        index, language = self._claims.get(context.gone), self._pages.language(request, language)
        return self._pages.write(
            context,
            "home/home.html",
            "/",
            language,
            {
                "link": link_field(self._links(origin)),
                "vary": "Accept, Accept-Language",
                "content-security-policy": ASKING_POLICY,
            },
            release.id if release.id == index.release else "",
            scripted=SUGGEST,
            release=release,
            example=self._example,
            front=front(views, index, self._spaces, self._pages, language),
            named=bool(index.labels.names),
            markup=dataset_markup.in_html(self._dataset(release, origin)),
        )

    def kinds(self, request: Request, context: Context) -> Reply:
        """The kinds of problems."""
        return self._respond.page(context, self._templates.write("home/kinds.html", kinds=KINDS))

    def kind(self, request: Request, context: Context, name: str) -> Reply:
        """One kind of problem: the address that its problem documents have for their type."""
        row = KINDS.get(name)
        if row is None:
            raise UnknownName(f"There is no problem kind {name!r}.")
        choice = negotiation.choose(request.headers.get("accept"), (PAGE, JSON))
        if choice and choice.format is JSON:
            document = {
                "type": f"{self._url}/problems/{name}",
                "title": row.title,
                "status": row.status,
                "advice": row.advice,
            }
            return self._respond.json(context, document, VARY_ACCEPT)
        body = self._templates.write("home/kind.html", name=name, kind=row)
        return self._respond.page(context, body, VARY_ACCEPT)

    def notices(self, request: Request, context: Context) -> Reply:
        """The kinds of notices."""
        body = self._templates.write("home/notices.html", kinds=NOTICES)
        return self._respond.page(context, body)

    def notice(self, request: Request, context: Context, name: str) -> Reply:
        """One kind of notice: the address that notices have for their type."""
        row = NOTICES.get(name)
        if row is None:
            raise UnknownName(f"There is no kind of notice {name!r}.")
        choice = negotiation.choose(request.headers.get("accept"), (PAGE, JSON))
        if choice and choice.format is JSON:
            url = f"{self._url}/notices/{name}"
            document = {"type": url, "title": row.title, "advice": row.advice}
            return self._respond.json(context, document, VARY_ACCEPT)
        body = self._templates.write("home/notices.html", kinds={name: row})
        return self._respond.page(context, body, VARY_ACCEPT)

    def _dataset(self, release: Release, origin: Origin) -> dict[str, Any]:
        """The dataset for search engines: by its description, else by what is known anyway."""
        description = self._releases.description(release.id)
        if description:
            return dataset_markup.of_description(description, f"{self._url}/")
        return dataset_markup.of_origin(release.title, release.version, self._url, origin)

    def _links(self, origin: Origin) -> list[Link]:
        """The links of the first page, which is the dataset's (FAIR Signposting, level 1)."""
        links = [Link("canonical", f"{self._url}/"), Link("type", ABOUT_PAGE)]
        if origin.dataset:
            links += [Link("cite-as", origin.dataset), Link("type", str(SCHEMA.Dataset))]
        if origin.license:
            links.append(Link("license", origin.license))
        if origin.publisher:
            links.append(Link("author", origin.publisher))
        return links
