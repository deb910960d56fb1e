"""churo check: validates everything."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from ...publication.checks import Finding
from ...release import building
from ...release.check import checking, validation
from ...release.check import coverage as covering
from ...release.check.check_cache import Remembered
from ...settings import Settings, read
from ..current_release import house, say_on_terminal
from ..report import count, show, show_coverage, wrong

REMEMBERED = "checks.json"
QUESTIONS = "questions"


@click.command()
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="SLUG=FILE",
    help="A copy of a source document, to verify positions and digests; may be given again. "
    "FILE alone will do where there is one document.",
)
@click.option(
    "--accept", is_flag=True, help="Take the answers as they are now for the expected ones."
)
@click.option("--changed", is_flag=True, help="Check only what has changed since the last check.")
@click.option(
    "--coverage", is_flag=True, help="Count what each passage gave, and how it was judged."
)
@click.option(
    "--only",
    multiple=True,
    help="Make this check only; may be given again. files, literals, hygiene, questions, shapes, "
    "document with --document, or a view of the catalogue.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def check(
    documents: tuple[str, ...],
    accept: bool,
    changed: bool,
    coverage: bool,
    only: tuple[str, ...],
    form: str,
) -> None:
    """Validate everything. Exit code 1 when something is to be mended, 2 when unreadable."""
    settings = read(os.environ)
    dataset = building.load(house(settings))
    if coverage:
        return show_coverage(covering.coverage(dataset.public))
    copies = dict(map(_copy, documents))
    findings = _found(dataset, settings, copies, only, changed)
    if accept:
        findings = _accept(dataset, findings)
    if form == "json":
        click.echo(
            json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)
        )
    else:
        show(findings)
        click.echo(f"{dataset.triples} triples, {count(findings)}.")
    sys.exit(1 if wrong(findings) else 0)


def _accept(dataset: building.Dataset, findings: list[Finding]) -> list[Finding]:
    """Write the answers of a dataset that is right otherwise; what is still found then."""
    others = [finding for finding in findings if finding.check != QUESTIONS]
    if wrong(others):
        click.echo("No answer is accepted while something else is to be mended.", err=True)
        return findings
    for file in validation.accept(dataset.public, dataset.root, dataset.prefixes):
        click.echo(f"{file}: accepted", err=True)
    return others + list(validation.answers(dataset.public, dataset.root, dataset.prefixes))


def _found(
    dataset: building.Dataset,
    settings: Settings,
    copies: dict[str, Path],
    only: tuple[str, ...],
    changed: bool,
) -> list[Finding]:
    """The findings; those of what has not changed are remembered when only changes are checked."""
    remembered = Remembered(settings.releases.parent / REMEMBERED) if changed else None
    findings = checking.check(dataset, say_on_terminal, copies, only, remembered)
    if remembered:
        remembered.write()
    return findings


def _copy(text: str) -> tuple[str, Path]:
    """A document's slug, empty when none is given, and the file of its copy."""
    slug, equals, file = text.partition("=")
    return (slug, Path(file)) if equals else ("", Path(text))
