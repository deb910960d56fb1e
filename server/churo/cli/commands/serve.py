"""churo serve: serves the graph on HTTP."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from ... import scratch
from ...engine.configured import check_engine
from ...http.process import sockets
from ...log_output import log_to_stderr
from ...settings import ENVIRONMENT, Settings, environment, public_url_of, read
from ..current_release import directory_of, link_of, takes_files
from ..stopping import stoppable

PROGRAM = "churo.serving"


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
    log_to_stderr(settings)
    with sockets.held(settings.host, settings.port), scratch.held(directory_of(data, settings)):
        with stoppable():
            link = link_of(data, settings)
            check_engine(settings, link)
        with suppress(OSError):  # a log that cannot be written is no reason not to serve
            click.echo(f"Serving {link.resolve().name} on {public_url_of(settings)}/", err=True)
        _become(settings, link)


def _become(settings: Settings, link: Path) -> NoReturn:
    """Become a process that does nothing but serve the release at ``link``.

    What this one holds, it has, too: the address, and the directory of releases. What looks for a
    release and builds one leaves 160 MB in its process, which would stay as long as that serves.
    An interrupt waits until the program can take it: while it loads, it would end with a traceback.
    """
    others = {k: v for k, v in os.environ.items() if not k.startswith(ENVIRONMENT)}
    sys.stdout.flush()
    command = [sys.executable, "-P", "-m", PROGRAM, str(link)]
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.execve(sys.executable, command, {**others, **environment(settings)})
