"""churo serve: serves the graph on HTTP."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from ... import app, scratch, serving
from ...configured_engine import check_engine
from ...settings import public_url_of, read
from ..current_release import directory_of, link_of, takes_files
from ..stopping import stoppable


@click.command()
@takes_files("Serve")
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
    app.log_to_stderr(settings)
    with app.address(settings), scratch.held(directory_of(data, settings)):
        with stoppable():
            link = link_of(data, settings)
            check_engine(settings, link)
        with suppress(OSError):  # a log that cannot be written is no reason not to serve
            click.echo(f"Serving {link.resolve().name} on {public_url_of(settings)}/", err=True)
        serving.become(settings, link)
