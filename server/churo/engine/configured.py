"""The engine that the settings name: another's behind an address, or one of our own workers."""

from __future__ import annotations

from pathlib import Path

from ..model import Accounts, Engine
from ..publication import catalogue
from ..settings import Settings, limits_of
from .embedded import Embedded
from .lookups import LookupsFirst


def engine_of(settings: Settings, accounts: Accounts | None = None, directory: str = "") -> Engine:
    """The engine behind an address, where the settings have one; else one of our own workers.

    Raises InputError for an address that cannot be one.
    """
    make = _remote if settings.engine_url else embedded
    return make(settings, accounts, directory)


def check_engine(settings: Settings, link: Path) -> None:
    """See that the engine behind, if there is one, holds the release at ``link``.

    Raises InputError for an address that cannot be one, EngineFault with what is wrong.
    """
    if settings.engine_url:
        engine = engine_of(settings)
        try:
            engine.load(catalogue.read_release(link.resolve()))
        finally:
            engine.close()


def embedded(settings: Settings, accounts: Accounts | None = None, directory: str = "") -> Engine:
    """An engine of our own workers that holds time in ``accounts``, with its sockets in a directory."""
    workers = Embedded(
        limits_of(settings),
        settings.workers_per_process,
        settings.queue_length,
        settings.queue_timeout_seconds,
        accounts,
        directory,
        settings.default_graph_memory_bytes,
    )
    return LookupsFirst(workers)


def _remote(settings: Settings, accounts: Accounts | None, directory: str) -> Engine:
    # What speaks HTTP takes 13 MB of each process, which an engine of one's own does not need.
    from .remote.configured import remote

    return remote(settings, accounts, directory)
