"""churo export: writes the site of the current release as files for a static host."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from ... import scratch
from ...errors import InputError
from ...publication import catalogue
from ...settings import ENVIRONMENT, read
from ...static_site import exporting
from ..current_release import directory_of, link_of, takes_files
from ..progress import ADDRESSES, progress
from ..stopping import stoppable
from ..terminal import printable

SHOWN = 10  # addresses of a list
SETTING = f"{ENVIRONMENT}PUBLIC_URL"


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@takes_files("Export")
@click.option(
    "--public-url",
    help=f"Address at which the files will be hosted. Required unless {SETTING} is set.",
)
@click.option("--server", default="", help="Address of a server for queries, search and choices.")
@click.option("--replace", is_flag=True, help="Replace the export that DIRECTORY holds.")
def export(
    directory: Path, data: tuple[Path, ...], server: str, replace: bool, **overrides: Any
) -> None:
    """Write the site of the current release into DIRECTORY, as files for any static host.

    DIRECTORY/www is what a web server shows; it finds its way by www/.htaccess (Apache) or by
    nginx/maps.conf and nginx/server.conf. Exit code 1 when a page leads to an address that there is
    not, 2 when nothing was written.
    """
    settings = read(os.environ, overrides)
    if not settings.public_url:
        raise InputError(
            "says nothing.",
            "--public-url",
            f"Name the address of the hosted files, or set {SETTING}.",
        )
    prefixes = catalogue.prefixes(catalogue.house(settings.sources))
    exporting.require_free(directory.absolute(), replace)
    with scratch.held(directory_of(data, settings)), stoppable():
        release = catalogue.read_release(link_of(data, settings).resolve())
        with progress(ADDRESSES) as heard:
            made = exporting.export(settings, release, prefixes, directory, server, heard, replace)
    click.echo(printable(f"{directory}: {made.files:,} files, {made.size:,} bytes, {made.release}"))
    _list("No file can be named after", made.unnamed)
    _list("Pages lead to, and nothing is there:", made.dead)
    if made.dead:
        raise SystemExit(1)


def _list(told: str, addresses: tuple[str, ...]) -> None:
    if addresses:
        more = f" and {len(addresses) - SHOWN} more" if len(addresses) > SHOWN else ""
        listed = ", ".join(addresses[:SHOWN])
        click.echo(printable(f"{told} {listed}{more}"), err=True)
