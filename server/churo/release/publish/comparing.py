"""Compares two releases: what was added and removed, and what that means thing by thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from ...model import ASSERTIONS, DATASET, STORE
from ...publication.history import GONE, Thing
from ...publication.identifiers import is_nested
from ...terms import RDFS, SKOS
from ..foreign import importing
from ..source import loading
from . import sorted_files
from .publishing import lines

LABELS = (str(SKOS.prefLabel), str(RDFS.label))
LANGUAGE = "en"


@dataclass(frozen=True)
class Difference:
    """Canonical N-Quads lines, sorted; ``things`` are the subjects that they are about, by IRI."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    things: tuple[Thing, ...]


def compare(old: Path, new: Path) -> Difference:
    """Compare two releases or RDF files. Raises InputError for what cannot be read."""
    return differ(_quads(old), _quads(new))


def compare_releases(old: Path, new: Path) -> Difference | None:
    """Compare two releases, of which one may be too large for memory.

    ``None`` where so much differs that nobody would read it. Raises InputError.
    """
    if not any((release / STORE).is_dir() for release in (old, new)):
        return compare(old, new)
    one, other = old / DATASET, new / DATASET
    removed, added = sorted_files.only_in(one, other), sorted_files.only_in(other, one)
    if removed is None or added is None:
        return None
    subjects = {str(quad.subject) for quad in (*removed, *added)}
    before, after = sorted_files.about(one, subjects), sorted_files.about(other, subjects)
    things = _things(added, removed, set(before), set(after))
    return Difference(tuple(lines(added)), tuple(lines(removed)), tuple(things))


def differ(before: set[Quad], after: set[Quad]) -> Difference:
    """Compare two sets of quads, whose blank nodes are told apart by their labels."""
    added, removed = after - before, before - after
    things = _things(added, removed, before, after)
    return Difference(tuple(lines(added)), tuple(lines(removed)), tuple(things))


def patch(difference: Difference, *heads: str) -> str:
    """The difference as RDF Patch: ``heads``, then removals, then additions, in one transaction."""
    rows = [f"D {line}" for line in difference.removed] + [f"A {line}" for line in difference.added]
    return "".join([*(f"H {head} .\n" for head in heads), "TX .\n", *rows, "TC .\n"])


def summary(difference: Difference) -> str:
    """How many quads each subject lost and gained, its label, and whether it is new or gone."""
    rows = [
        "  ".join(
            filter(
                None,
                (
                    f"<{thing.iri}>",
                    f"-{thing.removed} +{thing.added}",
                    thing.label,
                    "" if thing.state == "changed" else thing.state,
                ),
            )
        )
        for thing in difference.things
    ]
    total = f"{len(difference.removed)} quads removed, {len(difference.added)} added"
    gone = sum(thing.state == GONE for thing in difference.things)
    return "\n".join([*rows, f"{total}, {gone} withdrawn"]) + "\n"


def _things(
    added: Iterable[Quad], removed: Iterable[Quad], before: set[Quad], after: set[Quad]
) -> list[Thing]:
    """Generated names of nodes are told under nobody's name: they are nobody's to cite."""
    gains, losses = _count(added), _count(removed)
    old, new = _count(before), _count(after)
    labels = {**_labels(before), **_labels(after)}
    return [
        Thing(
            iri,
            labels.get(iri, ""),
            losses[iri],
            gains[iri],
            "changed" if iri in old and iri in new else "new" if iri in new else GONE,
        )
        for iri in sorted({*gains, *losses})
    ]


def _count(quads: Iterable[Quad]) -> Counter[str]:
    return Counter(
        quad.subject.value
        for quad in quads
        if isinstance(quad.subject, NamedNode) and not is_nested(quad.subject.value)
    )


def _labels(quads: Iterable[Quad]) -> dict[str, str]:
    """A label of each subject: in English if there is one, else the first by language."""
    found: dict[str, tuple[bool, str, str]] = {}
    for quad in quads:
        term, subject = quad.object, quad.subject
        if (
            quad.predicate.value in LABELS
            and isinstance(term, Literal)
            and isinstance(subject, NamedNode)
        ):
            rank = (term.language != LANGUAGE, term.language or "", term.value)
            found[subject.value] = min(rank, found.get(subject.value, rank))
    return {iri: text for iri, (_, _, text) in found.items()}


def _quads(path: Path) -> set[Quad]:
    """The quads of a release as it has them, or of a file of anybody with canonical labels."""
    if not path.is_dir():
        return set(importing.read([path]).quads)
    files = [file for name in (DATASET, ASSERTIONS) if (file := path / name).is_file()]
    return {quad for file in files or [path / DATASET] for quad in loading.read(file)}
