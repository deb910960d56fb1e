"""Prints findings and coverage for a person at a terminal."""

from __future__ import annotations

from itertools import groupby

import click

from ..publication.checks import Finding
from ..release.check import coverage as covering

SHOWN = 20  # lines of a difference


def wrong(findings: list[Finding]) -> bool:
    """Whether something is to be mended, beyond warnings."""
    return not all(finding.warning for finding in findings)


def count(findings: list[Finding]) -> str:
    """How many violations and warnings there are, in words."""
    warnings = sum(finding.warning for finding in findings)
    return f"{len(findings) - warnings} to mend, {warnings} warnings"


def show(findings: list[Finding]) -> None:
    """Print findings under their check and rule."""
    for (name, rule), group in groupby(findings, lambda finding: (finding.check, finding.rule)):
        click.echo(f"[{name}] {rule}")
        for finding in group:
            place = f"{finding.file}:{finding.line}" if finding.line else finding.file
            near = f"(did you mean {finding.near}?)" if finding.near else ""
            parts = (place, finding.subject, finding.property, finding.value, near)
            click.echo("  " + "  ".join(filter(None, parts)))
            for line in finding.difference[:SHOWN]:
                click.echo(f"    {line}")
            if len(finding.difference) > SHOWN:
                click.echo(f"    … {len(finding.difference) - SHOWN} more lines")


def show_coverage(rows: list[covering.Coverage]) -> None:
    """Print coverage, section by section."""
    for section, group in groupby(rows, lambda row: row.section):
        click.echo(section or "(no section)")
        for row in group:
            verdicts = ", ".join(
                f"{number} {name}" for name, number in sorted(row.verdicts.items())
            )
            gap = "" if row.assertions or row.role != "sentence" else "  NOTHING"
            click.echo(
                f"  {row.passage:5}{row.role:15}{row.assertions:4} assertions{row.quads:5} quads{row.assessed:4} assessed  {verdicts}{gap}"
            )
    sentences = [row for row in rows if row.role == "sentence"]
    done = sum(1 for row in sentences if row.assertions)
    click.echo(f"{done} of {len(sentences)} sentences encoded.")
