"""Checks a house: what there is to check, what is told of each finding, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from time import perf_counter

from pyoxigraph import Quad

from ...errors import InputError
from ...publication import checks
from ...publication.checks import Finding
from ...publication.identifiers import is_nested
from ..building import Dataset
from ..source import loading
from . import shacl, validation
from .check_cache import Remembered

Tell = Callable[[str], None]
Step = Callable[[], Iterable[Finding]]


def check(
    dataset: Dataset,
    tell: Tell,
    documents: Mapping[str, Path] | None = None,
    only: Collection[str] = (),
    remembered: Remembered | None = None,
) -> list[Finding]:
    """Everything that is wrong with a dataset, with file and line where they can be told.

    ``documents`` are copies of source documents by slug. ``only`` names the checks to make, by
    default all; the names of views are names of checks, ``shapes`` means all views. What is
    ``remembered`` is not checked again. Raises InputError for a name that there is not, and for ``document`` without a copy.
    """
    names = _wanted(dataset, documents or {}, only)
    keys = {name: remembered.key(name, dataset) if remembered else "" for name in names}
    known = {name: remembered.get(name, keys[name]) if remembered else None for name in names}
    steps = _steps(dataset, documents or {}, [name for name in names if known[name] is None])
    findings: list[Finding] = []
    for name in names:
        if (found := known[name]) is None:
            found = _done(name, steps[name], tell)
            if remembered:
                remembered.put(name, keys[name], found)
        else:
            tell(f"{name}: unchanged, {len(found)} to mend")
        findings += found
    places = checks.Places(dataset.root, dataset.catalogue, dataset.prefixes)
    return sorted({_placed(finding, places) for finding in findings})


def _wanted(dataset: Dataset, documents: Collection[str], only: Collection[str]) -> list[str]:
    """The names of the checks to make, in their order."""
    views = [view.name for view in dataset.catalogue.views]
    # Views are validated in processes of their own meanwhile, so they come last.
    names = ["document", "files", "literals", "hygiene", "questions", *views]
    wanted = {name for part in only for name in (views if part == "shapes" else [part])}
    for name in sorted(wanted - set(names)):
        known = ", ".join(sorted({*names, "shapes"}))
        raise InputError(f"no such check: {name}.", "--only", f"There is {known}.")
    if "document" in wanted and not documents:
        raise InputError("has no copy to check.", "--only document", "Name it: --document FILE.")
    made = [name for name in names if not wanted or name in wanted]
    return made if documents else [name for name in made if name != "document"]


def _done(name: str, step: Step, tell: Tell) -> list[Finding]:
    """The findings of one step, which is told of when it begins and when it is done."""
    tell(name)
    began = perf_counter()
    found = list(dict.fromkeys(step()))
    tell(f"{name}: {len(found)} to mend, {perf_counter() - began:.1f} s")
    return found


def _steps(
    dataset: Dataset, documents: Mapping[str, Path], names: Collection[str]
) -> dict[str, Step]:
    """What makes each check; of the views, those of ``names``, which are begun at once."""
    root, catalogue, prefixes = dataset.root, dataset.catalogue, dataset.prefixes
    views = [view for view in catalogue.views if view.name in names]
    return {
        "document": lambda: chain.from_iterable(
            validation.document(dataset.public, slug, path) for slug, path in documents.items()
        ),
        "files": lambda: chain(
            checks.unlisted(root, catalogue),
            checks.foreign_prefixes(root, catalogue, prefixes),
            checks.relative_iris(root, catalogue),
        ),
        "literals": lambda: _literals(dataset.authored),
        "hygiene": lambda: validation.hygiene(dataset.public, root, prefixes),
        "questions": lambda: validation.answers(dataset.public, root, prefixes),
        **shacl.findings(dataset.store, root, views),
    }


def _literals(quads: list[Quad]) -> Iterator[Finding]:
    """Literals that a store gives back written otherwise, of what has a name."""
    rule = "Literals are written as a store gives them back: 1.5, not 1.50."
    owners = {str(quad.object): quad.subject for quad in quads if is_nested(str(quad.object))}
    for quad in loading.uncanonical(quads):
        subject = quad.subject
        while str(subject) in owners:
            subject = owners[str(subject)]
        named = str(subject).strip("<>")
        yield Finding("literals", rule, named, str(quad.object), property=quad.predicate.value)


def _placed(finding: Finding, places: checks.Places) -> Finding:
    """A finding with its place, names shortened, and what was perhaps meant."""
    named = (finding.subject, *finding.value.split())
    hints = (finding.property, finding.value, *named[1:])
    file, line = (finding.file, finding.line)
    if not file:
        found = (places.of(name, *hints) for name in named)
        file, line = next((place for place in found if place[1]), ("", 0))
    return replace(
        finding,
        subject=places.short(finding.subject),
        property=places.short(finding.property),
        value=" ".join(map(places.short, finding.value.split(" "))),
        file=file,
        line=line,
        near=next(filter(None, map(places.near, named)), ""),
    )
