"""churo verify: checks dumps against their description."""

from __future__ import annotations

import sys

import click

from ...release.remote import verifying
from ..report import show_verdict


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
    there are checked, and the others are told. Exit code 1 when something differs, 2 when there
    is nothing to check.
    """
    wrong = False
    for verdict in verifying.verify(where, description, seconds):
        show_verdict(verdict)
        wrong = wrong or bool(verdict.wrong)
    sys.exit(1 if wrong else 0)
