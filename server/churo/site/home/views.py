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
from .. import dataset_markup, messages
from ..addresses import web_address
from ..addresses.routing import Route, View
from ..components.claims import ReleaseClaims
from ..components.pages import SUGGEST, VARY_BOTH, Pages, routes, wanted
from ..messages import ENGLISH, Wording
from ..releases.origin import Origin
from ..releases.published import Releases
from ..releases.served_release import ServedRelease
from ..replies.content_security_policy import ASKING_POLICY, PAGE_POLICY
from ..replies.problem_kinds import KINDS
from ..replies.responder import VARY_ACCEPT, Responder
from ..store.once import Once
from .front import FrontViews, front

ABOUT_PAGE = f"{SCHEMA}AboutPage"
LISTS = (PAGE, JSON)


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
        respond: Responder,
        url: str,
        origin: Callable[[Context], Origin],
        example: str,
        base: View,
        claims: ReleaseClaims,
        spaces: Spaces,
        pages: Pages,
    ) -> None:
        self._served, self._releases = served, releases
        self._claims, self._spaces, self._pages = claims, spaces, pages
        self._front: Once[FrontViews] = Once()
        self._respond, self._url, self._origin, self._base = respond, url, origin, base
        self._example = (
            f"{urlsplit(url).path}/sparql?{urlencode({'query': example, 'format': 'html'})}"
        )

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes("/", self.home)
        yield from routes("/problems", self.kinds)
        yield from routes("/problems/<name>", self.kind, others=(JSON.media_type,))
        yield from routes("/notices", self.notices)
        yield from routes("/notices/<name>", self.notice, others=(JSON.media_type,))

    def home(self, request: Request, context: Context, language: str = "") -> Reply:
        """What there is; who takes no page is led to what is said of the base, if that is a thing."""
        if negotiation.choose(request.headers.get("accept"), (PAGE,)) is None:
            with suppress(UnknownName):
                return self._base(request, context)
        release, origin = self._served.release, self._origin(context)
        views = self._front.get(release.id, lambda: FrontViews(release), context.gone)
        index, language = self._claims.get(context.gone), self._pages.language(request, language)
        named = bool(index.labels.names)
        return self._pages.write(
            context,
            "home/home.html",
            "/",
            language,
            {
                "link": link_field(self._links(origin)),
                **VARY_BOTH,
                "content-security-policy": ASKING_POLICY if named else PAGE_POLICY,
            },
            release.id if release.id == index.release else "",
            scripted=SUGGEST if named else "",
            release=release,
            example=self._example,
            front=front(views, index, self._spaces, self._pages, language),
            named=named,
            markup=dataset_markup.in_html(self._dataset(release, origin)),
        )

    def kinds(self, request: Request, context: Context, language: str = "") -> Reply:
        """The kinds of problems."""
        language = self._pages.language(request, language)
        told, page = messages.problems(language), ("home/kinds.html", "/problems")
        return self._pages.write(context, *page, language, kinds=KINDS, told=told)

    def kind(self, request: Request, context: Context, name: str, language: str = "") -> Reply:
        """One kind of problem: the address that its problem documents have for their type."""
        if name not in KINDS:
            raise UnknownName(f"There is no problem kind {name!r}.")
        path, status = f"/problems/{name}", KINDS[name]
        if wanted(request, language, LISTS) is JSON:
            return self._member(context, path, messages.problems(ENGLISH)[name], status=status)
        language = self._pages.language(request, language)
        told, page = messages.problems(language)[name], ("home/kind.html", path)
        return self._pages.write(
            context, *page, language, VARY_BOTH, name=name, status=status, kind=told
        )

    def notices(self, request: Request, context: Context, language: str = "") -> Reply:
        """The kinds of notices."""
        language = self._pages.language(request, language)
        kinds, page = messages.notices(language), ("home/notices.html", "/notices")
        return self._pages.write(context, *page, language, kinds=kinds)

    def notice(self, request: Request, context: Context, name: str, language: str = "") -> Reply:
        """One kind of notice: the address that notices have for their type."""
        kinds, path = messages.notices(ENGLISH), f"/notices/{name}"
        if name not in kinds:
            raise UnknownName(f"There is no kind of notice {name!r}.")
        if wanted(request, language, LISTS) is JSON:
            return self._member(context, path, kinds[name])
        language = self._pages.language(request, language)
        told, page = {name: messages.notices(language)[name]}, ("home/notices.html", path)
        return self._pages.write(context, *page, language, VARY_BOTH, kinds=told)

    def _member(self, context: Context, path: str, told: Wording, **more: int) -> Reply:
        """A kind in JSON, which is in English as problem documents and notices are."""
        document = {"type": self._url + path, "title": told.title, **more, "advice": told.advice}
        fields = {**VARY_ACCEPT, "content-language": ENGLISH}
        return self._respond.json(context, document, fields)

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
        links += web_address.links("license", [origin.license])
        return links + web_address.links("author", [origin.publisher])
