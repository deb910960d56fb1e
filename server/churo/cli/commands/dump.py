"""churo dump: copies the current release's N-Quads."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from ...model import ASSERTIONS, DATASET
from ...settings import read
from ..current_release import fresh


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--assertions", is_flag=True, help="Copy what each assertion states instead, graph by graph."
)
def dump(target: Path, assertions: bool) -> None:
    """Copy the current release's N-Quads to TARGET; - is standard output."""
    name = ASSERTIONS if assertions else DATASET
    source = fresh(read(os.environ)) / name
    if str(target) == "-":
        with source.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        return
    partial = target.with_name(target.name + ".part")
    shutil.copyfile(source, partial)
    partial.replace(target)
    click.echo(f"{target}: {target.stat().st_size} bytes")
