"""Gives a release that is written, but too large to be held in memory while it is served, a store on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...model import ASSERTIONS, DATASET, INDEX, NAMES, STORE
from ...publication import derived
from ...publication.index import Standing
from ...publication.name_tables import NameQueries
from ..foreign.importing import Heard, nobody
from . import making
from .building_store import Job


def add(directory: Path, queries: Sequence[Standing | NameQueries], heard: Heard = nobody) -> None:
    """Write the store of a release without blank nodes, what is known of it without asking, its names.

    ``queries`` are what its server would ask. Raises InputError where there is no room.
    """
    files = [directory / name for name in (DATASET, ASSERTIONS)]
    dataset, *others = (str(file) for file in files if file.exists())
    store, work = directory / STORE, directory / "merged.nt"
    making.build(Job(str(store), dataset, others, False, str(work), ""), heard)
    facts = making.ask(store, [query.query for query in queries if isinstance(query, Standing)])
    naming = [query for query in queries if isinstance(query, NameQueries)]
    making.name(store, naming, directory / NAMES)
    (directory / INDEX).write_text(making.index_text(facts, ()), "utf-8")
    derived.write(
        directory, {Path(file).name: derived.sum_of(Path(file)) for file in files if file.exists()}
    )
