"""churo: publishes a knowledge graph to be queried, downloaded and linked to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Engine, Release
    from .settings import Settings
    from .web.border import Border


def create_app(
    settings: Settings,
    release: Release,
    prefixes: Mapping[str, str],
    accounts_path: str = "",
    engine: Engine | None = None,
) -> Border:
    """Build the server of a release and connect its parts: the one composition root.

    Gives an RSGI application around the Flask one. ``prefixes`` maps prefixes to namespaces;
    processes that share the file ``accounts_path`` share the budgets of the clients. Without an ``engine``
    starts the embedded one. Loads the release into it and raises what it raises.
    """
    from flask import Flask

    from .model import Limits
    from .representation.pages import Pages
    from .settings import public_url_of
    from .terms import WELL_KNOWN
    from .web import faults, graphs, health, home, sparql
    from .web.border import Border, threads_for
    from .web.budget import Accounts, Budget
    from .web.computing import Computing
    from .web.current import Current
    from .web.metrics import Metrics
    from .web.query_page import QueryPage
    from .web.words import Explainer

    limits = Limits(
        settings.deadline, settings.memory, settings.answer, settings.query, settings.depth
    )
    if engine is None:
        from .engine import Embedded

        engine = Embedded(limits, settings.workers, settings.queue, settings.wait)
    url, age = public_url_of(settings), settings.max_age
    address = url + sparql.PATH
    prefixes = {**WELL_KNOWN, **prefixes}
    current, metrics, pages = Current(engine, release, prefixes), Metrics(), Pages(url)
    explain = Explainer(pages, url)
    query_page = QueryPage(pages, limits, prefixes, address)
    endpoint = sparql.Endpoint(current, query_page, limits, address, age, prefixes)
    app = Flask(__name__, static_folder="web/static", static_url_path="/static")
    app.register_blueprint(home.blueprint(current, pages, url, age))
    app.register_blueprint(sparql.blueprint(endpoint))
    app.register_blueprint(graphs.blueprint(graphs.GraphStore(current, settings.base, url, age)))
    app.register_blueprint(health.blueprint(current, metrics))
    reporter = faults.Faults(explain, prefixes)
    faults.register(app, reporter)
    budget = Budget(settings.budget, settings.window, accounts_path) if settings.budget else None
    computing = Computing(
        app.wsgi_app,
        {(method, sparql.PATH): endpoint for method in ("GET", "POST", "QUERY")},
        reporter,
        url,
        threads_for(settings),
        settings.deadline,
    )
    accounts = Accounts(budget, settings.budget_loopback)
    return Border(computing, explain, current, settings, accounts, metrics)
