"""churo dump: copies the current release's N-Quads."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from ...errors import InputError
from ...model import ASSERTIONS, DATASET
from ...settings import read
from ..current_release import fresh
from ..replacing import replaced
from ..stopping import stoppable


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "--assertions", is_flag=True, help="Copy what each assertion states instead, graph by graph."
)
def dump(target: Path, assertions: bool) -> None:
    """Copy the current release's N-Quads to TARGET; - is standard output."""
    to_file, name = str(target) != "-", ASSERTIONS if assertions else DATASET
    if to_file and not target.parent.is_dir():  # a release may take minutes
        raise InputError("is in no directory that is there.", str(target))
    source = fresh(read(os.environ)) / name
    if not to_file:
        with source.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        return
    with stoppable(), replaced(target) as partial:
        shutil.copyfile(source, partial)
    click.echo(f"{target}: {target.stat().st_size} bytes")
