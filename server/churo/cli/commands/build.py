"""churo build: makes a release."""

from __future__ import annotations

import os

import click

from ...settings import read
from ..current_release import publish
from ..stopping import stoppable


@click.command()
def build() -> None:
    """Make a release: check, generate layers, write, publish."""
    with stoppable():
        made = publish(read(os.environ))
    click.echo(made.name)
