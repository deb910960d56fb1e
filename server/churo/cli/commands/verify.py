"""churo verify: checks dumps against their description."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ...publication import integrity
from ...publication.distributions import DUMPS
from ...release.remote import verifying
from ...release.remote.verifying import Verdict
from ..terminal import printable


@click.command()
@click.argument("where")
@click.option("--description", default="", help="Another description than the one beside it.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=verifying.ALL_SECONDS,
    show_default=True,
    help="Time in which all must have been read.",
)
def verify(where: str, description: str, seconds: float) -> None:
    """Check a dump against its description: bytes, SHA-256, triples.

    WHERE is a file, a directory of dumps, or the URL of either. Of a directory the files that are
    there are checked, and the others are counted; of a release also what is not downloaded. Exit code 1
    when something differs, 2 when there is nothing to check.
    """
    wrong, missing = False, 0
    if damage := tuple(_damage(Path(where))):
        _show(Verdict(where, wrong=damage))
        wrong = True
    for verdict in verifying.verify(where, description, seconds):
        if verdict.unread == verifying.NOT_THERE:
            missing += 1
            continue
        _show(verdict)
        wrong = wrong or bool(verdict.wrong)
    if missing:
        click.echo(f"{missing} of the files that are described are not there.")
    sys.exit(1 if wrong else 0)


def _damage(release: Path) -> Iterator[str]:
    """What is wrong with those files of a release, all of which are read, that are no dumps."""
    if (release / "release.json").is_file():
        for told in integrity.damage(release, largest=None):
            if not told.startswith(f"{DUMPS}/"):
                yield told


def _show(verdict: Verdict) -> None:
    """Print what was found of a file: what is wrong line by line, what is right in one."""
    name = printable(verdict.name)
    if verdict.wrong:
        click.echo(f"{name}: WRONG")
        for line in verdict.wrong:
            click.echo(f"  {printable(line)}")
    elif verdict.unread:
        click.echo(f"{name}: {printable(verdict.unread)}")
    else:
        told = ", ".join(line for line in verdict.right if not line.startswith("triples of"))
        click.echo(f"{name}: {printable(told)}")
