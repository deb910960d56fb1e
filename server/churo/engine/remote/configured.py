"""The engine behind the address that the settings name."""

from __future__ import annotations

from ...credentials import Credentials
from ...model import Accounts, Engine
from ...settings import Settings, limits_of
from .address import EngineAddress
from .engine import Remote


def remote(settings: Settings, accounts: Accounts | None, directory: str) -> Engine:
    """An engine that asks there. Raises InputError for an address that cannot be one."""
    who = Credentials(settings.engine_user, settings.engine_password, settings.engine_token)
    return Remote(
        EngineAddress(settings.engine_url, who),
        limits_of(settings),
        settings.engine_connections,
        settings.queue_length,
        settings.queue_timeout_seconds,
        accounts,
        settings.engine_default_graph,
        directory,
    )
