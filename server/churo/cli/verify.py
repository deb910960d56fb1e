"""churo verify: checks dumps against their description."""

from __future__ import annotations

import sys

import click

from ..release import verifying
from .report import show_verdict


@click.command()
@click.argument("where")
@click.option("--description", default="", help="Another description than the one beside it.")
def verify(where: str, description: str) -> None:
    """Check a dump against its description: bytes, SHA-256, triples.

    WHERE is a file, a directory of dumps, or the URL of either. Exit code 1 when something
    differs, 2 when there is nothing to check.
    """
    verdicts = []
    for verdict in verifying.verify(where, description):
        show_verdict(verdict)
        verdicts.append(verdict)
    sys.exit(1 if any(verdict.wrong for verdict in verdicts) else 0)
