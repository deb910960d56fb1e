"""Makes the store of a release and asks it, in processes of their own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from ...publication import index
from ...publication.index import Index
from ...publication.name_tables import NameQueries
from ..foreign import bounds
from ..foreign.importing import Heard
from .asking import Facts
from .building_store import Built, Job


def build(job: Job, heard: Heard) -> Built:
    """Make a store. Raises InputError where there is no room for it."""
    size = Path(job.dataset).stat().st_size

    def loaded(told: Mapping[str, int]) -> None:
        heard("loading", min(told.get("loaded", 0), size), size)

    with tempfile.TemporaryFile() as out:
        module = f"{__package__}.building_store"
        bounds.run(module, [json.dumps(asdict(job))], out, job.directory, loaded)
        out.seek(0)
        return Built(**json.load(out))


def ask(directory: Path, queries: Sequence[str]) -> Facts:
    """Ask a store what it holds, and ``queries``."""
    with tempfile.TemporaryFile() as out:
        arguments = [str(directory), json.dumps(list(queries))]
        bounds.run(f"{__package__}.asking", arguments, out, str(directory))
        out.seek(0)
        return Facts(**json.load(out))


def dump(directory: Path, target: Path) -> None:
    """Write the default graph of a store as N-Triples, in no order that means anything."""
    with target.open("wb") as out:
        bounds.run(f"{__package__}.dumping_store", [str(directory)], out, str(directory))


def name(directory: Path, queries: Sequence[NameQueries], target: Path) -> None:
    """Write the names of a store into tables, by the first of some queries that give any."""
    with tempfile.TemporaryFile() as out:
        asked = json.dumps([asdict(row) for row in queries])
        module = f"{__package__}.naming_store"
        bounds.run(module, [str(directory), asked, str(target)], out, str(directory))


def index_text(facts: Facts, empty: Iterable[str]) -> str:
    """What the server of a store is to know by heart, as it is stored.

    That the answers to some queries are ``empty`` is known without asking.
    """
    answers = {**dict.fromkeys(map(index.key, empty), index.EMPTY), **facts.answers}
    return index.text(Index(answers, next(iter(facts.sample.items()), None)))
