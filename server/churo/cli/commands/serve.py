"""churo serve: serves the graph on HTTP."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from ... import app, scratch, standing_queries
from ...configured_engine import check_engine
from ...release import building
from ...release.foreign import importing
from ...release.publish import publishing
from ...settings import Settings, public_url_of, read
from ..current_release import fresh
from ..progress import progress
from ..stopping import stoppable

DATA = "data"  # where the releases of --data lie
KEPT = 8  # sets of files whose releases stay when others are served


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="Serve this RDF file instead; may be given again.",
)
@click.option(
    "--engine",
    "engine_url",
    metavar="URL",
    help="Let this SPARQL endpoint answer, into which the release was loaded by churo push.",
)
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--public-url", help="Address that clients see.")
def serve(data: tuple[Path, ...], **overrides: Any) -> None:
    """Serve the graph on HTTP, building a release first where there is none."""
    settings = read(os.environ, overrides)
    logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells addresses with their parameters
    directory = _directory(data, settings)
    with app.address(settings), scratch.held(directory):
        with stoppable():
            link = _release(data, directory, settings)
            check_engine(settings, link)
        with suppress(OSError):  # a log that cannot be written is no reason not to serve
            click.echo(f"Serving {link.resolve().name} on {public_url_of(settings)}/", err=True)
        app.serve(settings, link)


def _directory(data: tuple[Path, ...], settings: Settings) -> Path:
    """The directory of the releases of the files given, or of the house.

    Who serves other files from here has another: nobody's release is replaced.
    """
    return settings.releases / DATA / importing.key(data) if data else settings.releases


def _release(data: tuple[Path, ...], directory: Path, settings: Settings) -> Path:
    """The link to a release of the files given, or of the house; made first where there is none."""
    if data:
        scratch.keep_latest(directory.parent, KEPT)
        queries = list(standing_queries.of(settings))
        with progress() as heard:
            building.plain(data, directory, settings.memory_triples, queries, heard)
    else:
        fresh(settings)
    return directory / publishing.CURRENT
