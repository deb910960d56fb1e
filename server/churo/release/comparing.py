"""Compares two releases: what was added, what was removed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from . import loading
from .publishing import DATASET, lines
from .skolem import skolemise


@dataclass(frozen=True)
class Difference:
    """Canonical N-Quads lines, sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def compare(old: Path, new: Path) -> Difference:
    """Compare two releases or RDF files. Raises InputError for what cannot be read."""
    before, after = _lines(old), _lines(new)
    return Difference(tuple(sorted(after - before)), tuple(sorted(before - after)))


def patch(difference: Difference) -> str:
    """The difference as RDF Patch: removals, then additions, in one transaction."""
    rows = [f"D {line}" for line in difference.removed] + [f"A {line}" for line in difference.added]
    return "".join(["TX .\n", *rows, "TC .\n"])


def summary(difference: Difference) -> str:
    """How many triples each subject lost and gained."""
    removed, added = (
        Counter(line.split(" ", 1)[0] for line in part)
        for part in (difference.removed, difference.added)
    )
    rows = [
        f"{subject}  -{removed[subject]} +{added[subject]}\n"
        for subject in sorted({*removed, *added})
    ]
    return "".join([*rows, f"{len(difference.removed)} removed, {len(difference.added)} added\n"])


def _lines(path: Path) -> set[str]:
    file = path / DATASET if path.is_dir() else path
    return set(lines(skolemise(loading.read(file), str(file))))
