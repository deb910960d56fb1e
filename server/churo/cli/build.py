"""churo build: makes a release."""

from __future__ import annotations

import os

import click

from ..settings import read
from .current_release import publish


@click.command()
def build() -> None:
    """Make a release: check, generate layers, write, publish."""
    click.echo(publish(read(os.environ)).name)
