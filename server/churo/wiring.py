"""Connects the parts of the server; only create_app calls it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from flask import Blueprint, Flask

from .engine import Embedded
from .identifiers import Spaces
from .model import Engine, Release
from .representation.pages import Pages
from .settings import Settings, limits_of, public_url_of
from .terms import WELL_KNOWN
from .web import (
    changes,
    documents,
    dumps,
    faults,
    graphs,
    health,
    home,
    links,
    paths,
    reconcile,
    sparql,
    wellknown,
)
from .web.border import Border, threads_for
from .web.budget import Accounts, Budget
from .web.computing import Computing
from .web.current import Current
from .web.document_page import DocumentPage
from .web.metrics import Metrics
from .web.outbox import Outbox
from .web.query_page import QueryPage
from .web.shelf import Shelf
from .web.sitemap import Sitemap
from .web.words import Explainer


def wire(
    settings: Settings,
    release: Release,
    prefixes: Mapping[str, str],
    accounts_path: str,
    engine: Engine | None,
) -> Border:
    """See ``create_app``, whose arguments these are."""
    limits, url, age = limits_of(settings), public_url_of(settings), settings.max_age
    address, prefixes = url + sparql.PATH, {**WELL_KNOWN, **prefixes}
    current = Current(engine or embedded(settings), release, prefixes)
    metrics, pages = Metrics(), Pages(url)
    explain = Explainer(pages, url)
    query_page = QueryPage(pages, limits, prefixes, address)
    endpoint = sparql.Endpoint(current, query_page, limits, address, age, prefixes)
    reporter = faults.Faults(explain, prefixes)
    app = application(
        sparql.blueprint(endpoint),
        health.blueprint(current, metrics),
        *_published(current, pages, settings, prefixes),
    )
    faults.register(app, reporter)
    budget = Budget(settings.budget, settings.window, accounts_path) if settings.budget else None
    direct = {(method, sparql.PATH): endpoint for method in ("GET", "POST", "QUERY")}
    outbox = Outbox(settings.outbox, os.path.dirname(accounts_path) or None)
    computing = Computing(
        app.wsgi_app, direct, reporter, url, threads_for(settings), settings.deadline, outbox
    )
    accounts = Accounts(budget, settings.budget_loopback)
    return Border(computing, explain, current, settings, accounts, metrics, outbox)


def _published(
    current: Current, pages: Pages, settings: Settings, prefixes: Mapping[str, str]
) -> Iterator[Blueprint]:
    """What is there beside queries: pages, graphs, names, downloads."""
    url, age, base = public_url_of(settings), settings.max_age, settings.base
    spaces, shelf = Spaces(base, url), Shelf(lambda: current.release, url, prefixes)
    page = DocumentPage(pages, spaces, prefixes)
    things = documents.Documents(current, page, spaces, age, prefixes, shelf.is_gone)
    yield home.blueprint(current, pages, url, age, things.origin, shelf)
    yield graphs.blueprint(graphs.GraphStore(current, spaces, age, things.thing))
    yield reconcile.blueprint(reconcile.Reconciliation(current, pages, base, url, age))
    yield links.blueprint(current, url, age)
    yield dumps.blueprint(dumps.Dumps(shelf, pages, age, things.thing))
    yield changes.blueprint(changes.Changes(shelf, pages, url, age))
    yield wellknown.blueprint(wellknown.WellKnown(shelf, Sitemap(current, base, url), url, age))
    yield paths.blueprint(things)


def embedded(settings: Settings) -> Engine:
    """An engine of our own workers, as the settings have it."""
    return Embedded(limits_of(settings), settings.workers, settings.queue, settings.wait)


def application(*blueprints: Blueprint) -> Flask:
    """A Flask application of some blueprints."""
    app = Flask(__package__, static_folder="web/static", static_url_path="/static")
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    return app
