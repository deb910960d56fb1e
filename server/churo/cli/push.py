"""churo push: loads the current release into a store elsewhere."""

from __future__ import annotations

import os

import click

from ..release import pushing
from ..settings import read
from .current_release import fresh


@click.command()
@click.argument("endpoint")
def push(endpoint: str) -> None:
    """Load the current release into ENDPOINT, a SPARQL 1.1 Graph Store, graph by graph."""
    for graph, triples in pushing.push(fresh(read(os.environ)) / "dataset.nq", endpoint):
        click.echo(f"{graph}: {triples} triples")
