"""Finds the release that commands work on, of the house or of files, and makes it first where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from .. import scratch, standing_queries
from ..errors import InputError
from ..publication import catalogue, integrity
from ..release import building
from ..release.check import checking
from ..release.foreign import importing
from ..release.publish import publishing
from ..settings import Settings
from .progress import progress
from .report import count, show, wrong
from .terminal import printable

DATA = "data"  # where the releases of files lie
KEPT = 8  # sets of files whose releases stay when others are used
Command = TypeVar("Command", bound=Callable[..., Any])


def takes_files(what: str) -> Callable[[Command], Command]:
    """An option by which a command works on RDF files, and not on the house; ``what`` it does with one."""
    path = click.Path(path_type=Path, exists=True, dir_okay=False)
    told = f"{what} this RDF file instead; may be given again."
    return click.option("--data", type=path, multiple=True, help=told)


def directory_of(data: Sequence[Path], settings: Settings) -> Path:
    """The directory of the releases of the files given, or of the house.

    Who uses other files has another: nobody's release is replaced.
    """
    return settings.releases / DATA / importing.key(data) if data else settings.releases


def link_of(data: Sequence[Path], settings: Settings) -> Path:
    """The link to a release of the files given, or of the house; made first where there is none.

    Hold its directory (``scratch.held``). Raises InputError.
    """
    directory = directory_of(data, settings)
    if data:
        scratch.keep_latest(directory.parent, KEPT)
        queries = list(standing_queries.of(settings))
        with progress() as heard:
            made = building.plain(data, directory, settings.memory_triples, queries, heard)
        if not catalogue.read_release(made).triples:
            warn(f"{', '.join(map(str, data))}: holds no triples.")
    else:
        fresh(settings)
    return directory / publishing.CURRENT


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
    """Build and publish a release, telling what is done. Raises InputError when something is to be mended."""
    say("making a release, which takes about half a minute")
    dataset = building.load(house(settings))
    findings = checking.check(dataset, say)
    if wrong(findings):
        show(findings)
        raise InputError(f"{count(findings)}; nothing was published.", "build", "See above.")
    most, queries = settings.house_memory_triples, list(standing_queries.of(settings))
    with progress() as heard:
        return building.build(dataset, settings.releases, findings, most, queries, heard)


def say(step: str) -> None:
    """Say what is being done."""
    with suppress(OSError):  # a log that cannot be written is no reason not to go on
        click.echo(f"… {step}", err=True)


def warn(what: str) -> None:
    """Say what is no error but perhaps not meant."""
    with suppress(OSError):
        click.echo(f"warning: {printable(what)}", err=True)


def say_on_terminal(step: str) -> None:
    """Say what is being done to who looks, and not in a log."""
    if sys.stderr.isatty():
        say(step)
