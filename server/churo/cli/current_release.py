"""Finds the release that commands work on, and makes it first where there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InputError
from ..publication import catalogue, integrity
from ..release import building
from ..release.check import checking
from ..settings import Settings
from .report import count, show, wrong


def house(settings: Settings) -> Path:
    """The directory of ontology, data, shapes and queries that the settings name."""
    return catalogue.house(settings.sources)


def fresh(settings: Settings) -> Path:
    """The current release, built first where there is none or the house has changed.

    Raises InputError when it is damaged.
    """
    release = building.current(settings.releases)
    if release is None or building.stale(house(settings), release):
        return publish(settings)
    integrity.require(release)
    return release


def publish(settings: Settings) -> Path:
    """Build and publish a release. Raises InputError when something is to be mended."""
    say_step("reading")
    dataset = building.load(house(settings))
    findings = checking.check(dataset, say_step)
    if wrong(findings):
        show(findings)
        raise InputError(f"{count(findings)}; nothing was published.", "build", "See above.")
    return building.build(dataset, settings.releases, findings)


def say_step(step: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(f"… {step}", err=True)
