"""churo push: loads the current release into a store elsewhere."""

from __future__ import annotations

import os

import click

from ...publication import catalogue
from ...release.remote import pushing
from ...settings import read
from ..current_release import fresh
from ..terminal import printable


@click.command()
@click.argument("endpoint")
@click.option(
    "--assertions",
    is_flag=True,
    help="Load what each assertion states, too. Only for a store whose default graph is not the "
    "union of its graphs: such a store would assert what is refuted.",
)
def push(endpoint: str, assertions: bool) -> None:
    """Load the current release into ENDPOINT, a SPARQL 1.1 Graph Store, graph by graph.

    Graphs that it has already are left out, so that a load that ended early goes on where it did.
    """
    release = catalogue.read_release(fresh(read(os.environ)))
    files = release.files if assertions else release.files[:1]
    for graph in pushing.push(files, endpoint):
        click.echo(printable(f"{graph.name}: {graph.triples} triples, {graph.state}"))
