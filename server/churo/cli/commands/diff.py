"""churo diff: what differs between two releases."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...release.publish import comparing


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--summary", is_flag=True, help="Count thing by thing, with labels and what is withdrawn."
)
def diff(old: Path, new: Path, summary: bool) -> None:
    """Show what differs between two releases or N-Quads files, as RDF Patch. Exit code 1 when something does."""
    difference = comparing.compare(old, new)
    click.echo(comparing.summary(difference) if summary else comparing.patch(difference), nl=False)
    sys.exit(1 if difference.added or difference.removed else 0)
