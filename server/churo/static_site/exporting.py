"""Exports the site of a release: copies every address, writes the rules, puts all of it in its place."""

# Why: docs/decisions/2026-11-26-site-as-files.md

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .. import app, scratch
from ..engine.in_process import InProcess
from ..errors import InputError
from ..languages import LANGUAGES
from ..model import Release
from ..publication.identifiers import Spaces
from ..settings import Settings, limits_of, public_url_of
from ..site.server_needed.views import ServerNeededViews
from . import exchange, rules, seeds
from .addresses import topic
from .copying import Copied, Copier, everything
from .crew import Crew

ROOT = "www"  # the directory that a web server shows
SUMMARY = "export.json"
COPYING = "copying"  # the step that takes long
BATCH = 16  # names or addresses that a process is given at a time

Progress = Callable[[str, int, int], None]
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Exported:
    """What was written: number and bytes of files, addresses without a file, links that lead nowhere."""

    release: str
    files: int
    size: int
    unnamed: tuple[str, ...]
    dead: tuple[str, ...]


def export(
    settings: Settings,
    release: Release,
    prefixes: Mapping[str, str],
    target: Path,
    server: str,
    progress: Progress,
    replace: bool = False,
) -> Exported:
    """Write the site of a release for its public URL into the directory ``target``.

    ``server`` is the address of a server for what files cannot answer, or empty. ``progress`` is
    told of its step how many addresses are done, and how many there will be by all that is known. Raises InputError
    when ``target`` holds anything else than an export that may be replaced.
    """
    target = target.absolute()
    require_free(target, replace)
    with _aside(target) as made:
        copied = copy(settings, release, prefixes, made / ROOT, server, progress)
        url = public_url_of(settings)
        rules.write(made, rules.Site(url, server.rstrip("/"), release.id, copied))
        told = _summary(release, url, copied)
        document = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        (made / SUMMARY).write_text(document, "utf-8")
        made.chmod(0o755)
        exchange.put(made, target)
    files = copied.files
    dead = tuple(f"{address} ({status})" for address, status in sorted(copied.dead.items()))
    unnamed = tuple(sorted(copied.unnamed))
    return Exported(release.id, len(files), sum(files.values()), unnamed, dead)


def copy(
    settings: Settings,
    release: Release,
    prefixes: Mapping[str, str],
    root: Path,
    server: str,
    progress: Progress,
    takes: Callable[[str], bool] = everything,
) -> Copied:
    """Copy every address of the site that is wanted into the directory that a web server shows."""
    url = public_url_of(settings)
    spaces, engine = Spaces(settings.base_iri, url), InProcess(limits_of(settings))
    site = app.create_app(settings, release, prefixes, engine=engine).site
    needed = ServerNeededViews(site.pages, server.rstrip("/"))
    site.router.add(needed.routes())
    names = seeds.names(release, spaces)
    copier = Copier(site.router, url, root / urlsplit(url).path[1:], names, takes)
    copied = copier.copy(f"/{language}/" for language in LANGUAGES)
    copied.add(copier.copy_absence())
    gc.collect()
    gc.freeze()  # what is here already stays in pages that the processes share
    crew: Crew[list[str], Copied] = Crew(os.cpu_count() or 1, copier.copy)
    first = [[a for a in group if takes(a)] for group in seeds.addresses(names, spaces.base)]
    try:
        copy_all(crew, first, copied, progress)
    finally:
        crew.close()
    for address in set(seeds.FIXED) - copied.found:  # not every release has them all
        copied.dead.pop(address, None)
    return copied


def copy_all(
    crew: Crew[list[str], Copied], first: Groups, copied: Copied, progress: Progress
) -> None:
    """Copy addresses, then those that were found, until there is none that is new.

    Known of those not yet done is what is led to, and what documents bring by those before them.
    """
    groups, known = first, {address for group in first for address in group}
    while groups:
        batches, before, ahead = [*_batches(groups)], copied.done, set[str]()
        for number, part in enumerate(crew.run(batches), 1):
            copied.add(part)
            # Pages of what is known in any language come with its document: they are no more.
            ahead |= {found for found in part.found - ahead if _is_new(found, known)}
            ahead -= part.covered
            # A document brings its formats and pages: as many more as those before it brought.
            each = (copied.done - before) / number
            left = round(each * (len(batches) - number)) + len(ahead)
            progress(COPYING, copied.done, copied.done + left)
        fresh = copied.found - known - copied.covered
        known |= fresh
        groups = [[address] for address in sorted(fresh, key=topic)]


def _is_new(address: str, known: Set[str]) -> bool:
    return address not in known and topic(address) not in known


def _batches(groups: Groups) -> Iterator[list[str]]:
    """Addresses of several groups together, so that a process is not asked for each."""
    for start in range(0, len(groups), BATCH):
        yield [address for group in groups[start : start + BATCH] for address in group]


def require_free(target: Path, replace: bool) -> None:
    """Raise InputError unless there is nothing at a path, or an export that may be replaced."""
    if not target.exists() and not target.is_symlink():
        return
    mend = "Name a directory that is not there."
    if target.is_symlink() or not target.is_dir():
        raise InputError("is no directory.", str(target), mend)
    if not any(target.iterdir()):
        target.rmdir()
    elif not (target / SUMMARY).is_file():
        raise InputError("is not empty, and no export.", str(target), mend)
    elif not replace:
        raise InputError("holds an export already.", str(target), "Give --replace to replace it.")


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A new directory beside a target, deleted with all that is in it at the end, moved or not."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch.directory(f".{target.name}.export-", target.parent) as directory:
            made = directory / "made"
            made.mkdir()
            yield made
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        told = f"cannot be written: {error.strerror or error}."
        raise InputError(told, str(error.filename or target)) from error


def _summary(release: Release, url: str, copied: Copied) -> dict[str, object]:
    return {
        "release": release.id,
        "public_url": url,
        "files": len(copied.files),
        "bytes": sum(copied.files.values()),
        "unnamed": sorted(copied.unnamed),
        "dead": dict(sorted(copied.dead.items())),
    }
