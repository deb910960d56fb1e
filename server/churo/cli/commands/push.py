"""churo push: loads the current release into a store elsewhere."""

from __future__ import annotations

import os

import click

from ...credentials import Credentials
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
@click.option(
    "--default-graph",
    default="",
    metavar="IRI",
    help="Put the default graph under this name, for a store whose own is the union of its graphs; "
    "churo serve --engine is told the same by CHURO_ENGINE_DEFAULT_GRAPH.",
)
def push(endpoint: str, assertions: bool, default_graph: str) -> None:
    """Load the current release into ENDPOINT, a SPARQL 1.1 Graph Store, graph by graph.

    Graphs that it has already are left out, so that a load that ended early goes on where it did.
    CHURO_ENGINE_USER and CHURO_ENGINE_PASSWORD, or CHURO_ENGINE_TOKEN, say who asks.
    """
    settings = read(os.environ)
    pushing.address_of(endpoint)  # before a release is built, which may take minutes
    release = catalogue.read_release(fresh(settings))
    files = release.files if assertions else release.files[:1]
    who = Credentials(settings.engine_user, settings.engine_password, settings.engine_token)
    for graph in pushing.push(files, endpoint, default_graph, who):
        click.echo(printable(f"{graph.name}: {graph.triples} triples, {graph.state}"))
