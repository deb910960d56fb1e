"""Builds the server of a release and connects its parts: the one composition root."""

from __future__ import annotations

import os
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from flask import Flask

from .engine.configured import engine_of
from .ground_floor import GroundFloor, Site
from .http.dispatch import Dispatcher
from .http.gateway import Gateway, threads_for
from .http.limits.rate_limit import RateLimit, TokenBuckets
from .http.monitoring.metrics import Metrics
from .http.process import server
from .http.responses.spool import Spool
from .log_output import log_to_stderr
from .model import Engine, Release
from .publication import catalogue, integrity
from .settings import Settings, limits_of
from .site.addresses.routing import Route, Router
from .site.agents.room import AgentRoom as AgentRoom
from .site.claims.views import ClaimViews
from .site.components.citation import Citations
from .site.components.references import References
from .site.components.report import Reports
from .site.document_errors.views import ErrorViews
from .site.documents.page import PageWriter
from .site.documents.paths import PathViews
from .site.documents.views import DocumentViews
from .site.downloads.changes import ChangeViews
from .site.downloads.views import DownloadViews
from .site.figures.views import FigureParts, FigureViews
from .site.graph_store.views import GraphStoreViews
from .site.health import views as health
from .site.home.views import HomeViews
from .site.links.views import LinkViews
from .site.method.views import MethodViews
from .site.positions.views import PositionViews
from .site.preloading import Preloading
from .site.questions.views import QuestionViews
from .site.reconciliation.views import ReconciliationViews
from .site.releases.last_served import LastServed
from .site.releases.published import Releases
from .site.releases.served_release import ServedRelease
from .site.releases.watch import Watch
from .site.replies.error_handlers import ErrorHandlers
from .site.replies.problem_response import ProblemResponder
from .site.search.views import SearchViews
from .site.share.views import ShareViews
from .site.sparql import endpoint
from .site.sparql.page import QueryPage
from .site.sparql.page_views import PageViews
from .site.tables.views import TableViews
from .site.timeline.views import TimelineViews
from .site.wellknown.sitemap import Sitemap
from .site.wellknown.views import WellKnownViews
from .terms import WELL_KNOWN


class Application:
    """A gateway with the release behind it, which a ``watch`` may replace.

    The ``site`` answers who asks in this process, past the gateway; ``preloading`` asks it first.
    """

    def __init__(
        self,
        gateway: Gateway,
        served: ServedRelease,
        watch: Watch | None,
        site: Site,
        preloading: Preloading,
    ) -> None:
        self.gateway, self.served, self._watch, self.site = gateway, served, watch, site
        self._preloading = preloading
        self.serve = gateway.serve

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to serve on an event loop."""
        self.gateway.open(loop)
        if self._watch is not None:
            self._watch.open(loop)
        self._preloading.begin()

    def close(self) -> None:
        """Write what is left to write; the engine ends with the process."""
        if self._watch is not None:
            self._watch.close()
        self.gateway.close()


def serve(settings: Settings, link: Path) -> None:
    """Serve the release at ``link`` until told to stop; a symbolic link is followed anew.

    Hold the address meanwhile (``sockets.held``). Raises InputError. Call it where no other thread runs.
    """
    server.serve(settings, partial(load, settings, link))


def load(settings: Settings, link: Path, accounts_path: str) -> Application:
    """What one process serves, built in that process."""
    log_to_stderr(settings)
    last = _last_served(accounts_path)
    release = last.read_release(link.resolve())
    prefixes = catalogue.prefixes(catalogue.house(settings.sources))
    application = create_app(settings, release, prefixes, accounts_path, link=link)
    last.note(release.directory)
    return application


def _last_served(accounts_path: str) -> LastServed:
    return LastServed(Path(accounts_path).with_name("served") if accounts_path else None)


def create_app(
    settings: Settings,
    release: Release,
    prefixes: Mapping[str, str],
    accounts_path: str = "",
    engine: Engine | None = None,
    link: Path | None = None,
) -> Application:
    """An RSGI application around the Flask one.

    ``prefixes`` maps prefixes to namespaces; processes that share the file ``accounts_path`` share
    the budgets of the clients. Without an ``engine`` has the one that the settings name. With a
    ``link`` serves what that points at from then on. Loads the release and raises what that raises.
    """
    directory, limit = os.path.dirname(accounts_path), _rate_limit(settings, accounts_path)
    engine = engine or engine_of(settings, limit, directory)
    ground = GroundFloor(settings, release, {**WELL_KNOWN, **prefixes}, engine)
    served, metrics = ground.served, Metrics(directory)
    search = _search(ground, lambda path: router.has(path))
    explain = ProblemResponder(ground.templates, ground.url, search.offers)
    errors = ErrorHandlers(explain)
    router = Router(_flask(), ground.url, errors.reply)
    query_page = _query_page(ground)
    sparql = _endpoint(ground, query_page)
    pages = PageViews(sparql, query_page, served, ground.respond, ground.redirect, ground.url)
    for feature in (sparql, search, pages, health.HealthViews(served, metrics)):
        router.add(feature.routes())
    router.add(_agents(ground, search).routes(lambda: router.routes))
    for routes in _rooms(ground, router, query_page.example):
        router.add(routes)
    spool = Spool(settings.spool_bytes, directory or None)
    direct = {(method, endpoint.PATH): sparql for method in endpoint.METHODS}
    told = (threads_for(settings), settings.query_timeout_seconds, settings.queue_timeout_seconds)
    dispatcher = Dispatcher(router, direct, health.PROBES, errors.reply, *told, spool)
    status = served.engine.status
    gateway = Gateway(dispatcher, explain, ground.id, status, settings, limit, metrics, spool)
    preloading, seconds = Preloading(router), settings.reload_interval_seconds
    note = preloading.after(_last_served(accounts_path).note)
    watch = Watch(served, integrity.read_release, link, seconds, note) if link else None
    return Application(gateway, served, watch, Site(router, ground.pages), preloading)


def _search(ground: GroundFloor, is_routed: Callable[[str], bool]) -> SearchViews:
    return SearchViews(ground.served, ground.claims, ground.spaces, ground.pages, is_routed)


def _query_page(ground: GroundFloor) -> QueryPage:
    limits, address = limits_of(ground.settings), ground.url + endpoint.PATH
    told = (ground.prefixes, ground.spaces, address, ground.claims)
    return QueryPage(ground.templates, limits, *told)


def _endpoint(ground: GroundFloor, page: QueryPage) -> endpoint.Endpoint:
    limits, address = limits_of(ground.settings), ground.url + endpoint.PATH
    return endpoint.Endpoint(ground.served, page, ground.respond, limits, address, ground.prefixes)


def _rooms(ground: GroundFloor, router: Router, example: str) -> Iterator[Iterator[Route]]:
    """What is there beside queries: pages, graphs, names, downloads."""
    served, templates, respond = ground.served, ground.templates, ground.respond
    redirect, prefixes = ground.redirect, ground.prefixes
    url, base = ground.url, ground.settings.base_iri
    spaces, pages, claims = ground.spaces, ground.pages, ground.claims
    releases = Releases(lambda: served.release, url, prefixes)
    reports = Reports(ground.settings.report_url, ground.id)
    references = References(Citations(releases), reports)
    writer = PageWriter(templates, spaces, prefixes, pages, references)
    documents = DocumentViews(
        served, writer, spaces, respond, redirect, prefixes, releases.is_gone, claims
    )
    origin, thing = documents.origin, documents.thing
    yield ClaimViews(claims, spaces, pages).routes()
    yield ErrorViews(served, claims, spaces, pages, respond).routes()
    yield PositionViews(served, claims, spaces, pages).routes()
    yield ShareViews(claims, templates, respond, spaces).routes()
    yield MethodViews(served, claims, spaces, pages).routes()
    questions = QuestionViews(served, claims, spaces, pages, respond, prefixes, references)
    yield questions.routes()
    parts = FigureParts(served, claims, templates, pages, respond, spaces, references, thing)
    yield FigureViews(parts).routes()
    yield TableViews(served, releases, pages, respond, spaces, references, claims, thing).routes()
    yield TimelineViews(served, claims, pages, respond, spaces, thing).routes()
    told = (served, releases, respond, url, origin, example, documents.base)
    yield HomeViews(*told, claims, spaces, pages).routes()
    yield GraphStoreViews(served, spaces, respond, redirect, thing).routes()
    yield ReconciliationViews(served, templates, respond, base, url, pages).routes()
    yield LinkViews(served, respond, url).routes()
    yield DownloadViews(releases, pages, respond, redirect, thing).routes()
    yield ChangeViews(releases, pages, respond, url).routes()
    sitemap = Sitemap(served, base, url, questions.paths)
    yield WellKnownViews(releases, sitemap, respond, redirect, url).routes()
    yield PathViews(documents, redirect, router.has).routes()


def _agents(ground: GroundFloor, search: SearchViews) -> AgentRoom:
    limits, told = limits_of(ground.settings), (ground.claims, ground.spaces, ground.respond)
    return AgentRoom(ground.served, *told, limits, ground.prefixes, search.find)


def tools(settings: Settings, release: Release, prefixes: Mapping[str, str]) -> AgentRoom:
    """The tools for language models over a release, for whoever asks in this process.

    Nothing listens at host and port: without a public URL, pages are named by the base.
    """
    settings = replace(settings, public_url=settings.public_url or settings.base_iri)
    engine = engine_of(settings, RateLimit(None, True))
    ground = GroundFloor(settings, release, {**WELL_KNOWN, **prefixes}, engine)
    return _agents(ground, _search(ground, lambda _: False))


def _rate_limit(settings: Settings, accounts_path: str) -> RateLimit:
    buckets = None
    if settings.budget_seconds:
        buckets = TokenBuckets(
            settings.budget_seconds, settings.budget_window_seconds, accounts_path
        )
    return RateLimit(buckets, settings.budget_loopback)


def _flask() -> Flask:
    return Flask(__package__, static_folder="site/static", static_url_path="/static")
