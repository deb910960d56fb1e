"""churo check: validates everything."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from ..release import building
from ..release import coverage as covering
from ..settings import read
from .current_release import house, say_step
from .report import count, show, show_coverage, wrong


@click.command()
@click.option(
    "--document",
    type=click.Path(path_type=Path),
    help="A copy of the source document, to verify positions and digests.",
)
@click.option(
    "--coverage", is_flag=True, help="Count what each passage gave, and how it was judged."
)
@click.option(
    "--only",
    multiple=True,
    help="Make this check only; may be given again. files, literals, hygiene, questions, shapes, "
    "document, or a view of the catalogue.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def check(document: Path | None, coverage: bool, only: tuple[str, ...], form: str) -> None:
    """Validate everything. Exit code 1 when something is to be mended, 2 when unreadable."""
    dataset = building.load(house(read(os.environ)))
    if coverage:
        return show_coverage(covering.coverage(dataset.public))
    findings = building.check(dataset, say_step, document, only)
    if form == "json":
        click.echo(
            json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)
        )
    else:
        show(findings)
        click.echo(f"{len(dataset.published)} triples, {count(findings)}.")
    sys.exit(1 if wrong(findings) else 0)
