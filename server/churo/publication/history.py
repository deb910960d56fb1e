"""Reads how each release published here differs from the one before it.

``changes/`` beside the releases holds, for each release that replaced another, a summary
``<id>.json`` and an RDF Patch ``<id>.rdfp``. Which release came before is told only there: it is
a fact of the publication, not of the release, whose bytes do not depend on it.
"""

# Why: docs/decisions/2026-11-25-history-beside-releases.md

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import InputError

CHANGES = "changes"
GONE = "withdrawn"


@dataclass(frozen=True)
class Thing:
    """A subject with how many quads it lost and gained; ``state`` is new, changed or withdrawn."""

    iri: str
    label: str
    removed: int
    added: int
    state: str


@dataclass(frozen=True)
class Change:
    """What release ``id`` changed of release ``previous``, in quads and thing by thing."""

    id: str
    previous: str
    removed: int
    added: int
    things: tuple[Thing, ...]

    def withdrawn(self) -> tuple[Thing, ...]:
        """The things of which nothing is said any more."""
        return tuple(thing for thing in self.things if thing.state == GONE)


def write(change: Change, patch: str, releases: Path) -> None:
    """Keep a change and its patch, unless that of its release is kept already."""
    place = releases / CHANGES
    place.mkdir(exist_ok=True)
    if not (place / f"{change.id}.json").exists():
        (place / f"{change.id}.rdfp").write_text(patch, "utf-8")
        text = json.dumps(asdict(change), ensure_ascii=False, indent=1) + "\n"
        (place / f"{change.id}.json").write_text(text, "utf-8")


def read(releases: Path, id: str) -> Change | None:
    """The change that a release made; ``None`` of the first. Raises InputError when unreadable."""
    path = releases / CHANGES / f"{id}.json"
    try:
        told = json.loads(path.read_text("utf-8"))
        things = tuple(Thing(**thing) for thing in told.pop("things"))
        return Change(**told, things=things)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(f"is no account of a change: {error}.", str(path)) from error


def chain(releases: Path, id: str) -> Iterator[Change]:
    """The changes that led to a release, the last first."""
    met = set()
    while id not in met and (change := read(releases, id)) is not None:
        yield change
        met.add(id)
        id = change.previous


def tombstones(releases: Path, id: str) -> dict[str, tuple[Thing, str]]:
    """The IRIs that the release ``id`` no longer describes but an earlier one did.

    Gives each with what it was and the release that withdrew it.
    """
    settled: set[str] = set()
    stones = {}
    for change in chain(releases, id):
        for thing in change.things:
            if thing.iri not in settled and thing.state == GONE:
                stones[thing.iri] = (thing, change.id)
            settled.add(thing.iri)
    return stones
