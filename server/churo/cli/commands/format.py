"""churo format: lays out Turtle and TriG files one way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ...errors import InputError
from ...publication.catalogue import RDF_SUFFIXES
from ...publication.checks import AUTHORED
from ...rdf.formatting import formatted
from ...settings import read
from ..current_release import house
from ..replacing import replaced


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--check", is_flag=True, help="Change nothing; exit code 1 if something would change."
)
def format(paths: tuple[Path, ...], check: bool) -> None:
    """Lay out Turtle and TriG files, by default all of the house; folders are searched.

    Needs the program turtlefmt, which the extra churo[test] brings.
    """
    root = house(read(os.environ))
    changed = 0
    for path in _files(paths or tuple(root / part for part in AUTHORED)):
        text = formatted(path)
        if text != path.read_text("utf-8"):
            changed += 1
            click.echo(f"{path}: {'would be changed' if check else 'changed'}")
            if not check:
                with replaced(path) as partial:
                    partial.write_text(text, "utf-8")
    sys.exit(1 if check and changed else 0)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_file() and path.suffix not in RDF_SUFFIXES:
            raise InputError(f"ends with none of {', '.join(RDF_SUFFIXES)}.", str(path))
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.suffix in RDF_SUFFIXES)
