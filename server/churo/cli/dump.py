"""churo dump: copies the current release's N-Quads."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..settings import read
from .current_release import fresh


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def dump(target: Path) -> None:
    """Copy the current release's N-Quads to TARGET; - is standard output."""
    data = (fresh(read(os.environ)) / "dataset.nq").read_bytes()
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        return
    partial = target.with_name(target.name + ".part")
    partial.write_bytes(data)
    partial.replace(target)
    click.echo(f"{target}: {len(data)} bytes")
