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
    from .wiring import wire

    return wire(settings, release, prefixes, accounts_path, engine)
