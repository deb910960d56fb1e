"""Checks a house: what there is to check, what is told of each finding, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from time import perf_counter

from pyoxigraph import Quad

from .. import checks
from ..checks import Finding
from ..errors import InputError
from . import loading, shacl, validation
from .building import Dataset
from .remembered import Remembered

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
    ``remembered`` is not checked again. Raises InputError for a name that there is not.
    """
    steps = _steps(dataset, documents or {})
    views = [view.name for view in dataset.catalogue.views]
    wanted = {name for part in only for name in (views if part == "shapes" else [part])}
    for name in sorted(wanted - steps.keys()):
        known = ", ".join(sorted({*steps, "shapes"}))
        raise InputError(f"no such check: {name}.", "--only", f"There is {known}.")
    findings: list[Finding] = []
    for name, step in steps.items():
        if not wanted or name in wanted:
            findings += _done(name, step, tell, dataset, remembered)
    places = checks.Places(dataset.root, dataset.catalogue, dataset.prefixes)
    return sorted({_placed(finding, places) for finding in findings})


def _done(
    name: str, step: Step, tell: Tell, dataset: Dataset, remembered: Remembered | None
) -> list[Finding]:
    """The findings of one step, made or remembered."""
    key = remembered.key(name, dataset) if remembered else ""
    if remembered and (known := remembered.get(name, key)) is not None:
        tell(f"{name}: unchanged")
        return known
    began = perf_counter()
    found = list(step())
    tell(f"{name}: {len(found)} to mend, {perf_counter() - began:.1f} s")
    if remembered:
        remembered.put(name, key, found)
    return found


def _steps(dataset: Dataset, documents: Mapping[str, Path]) -> dict[str, Step]:
    root, catalogue, prefixes = dataset.root, dataset.catalogue, dataset.prefixes
    steps: dict[str, Step] = {}
    if documents:
        steps["document"] = lambda: chain.from_iterable(
            validation.document(dataset.public, slug, path) for slug, path in documents.items()
        )
    steps["files"] = lambda: chain(
        checks.unlisted(root, catalogue), checks.foreign_prefixes(root, catalogue, prefixes)
    )
    steps["literals"] = lambda: map(_literal, loading.uncanonical(dataset.authored))
    steps["hygiene"] = lambda: validation.hygiene(dataset.public, root, prefixes)
    for view, step in shacl.findings(dataset.store, root, catalogue.views).items():
        steps[view] = step
    steps["questions"] = lambda: validation.answers(dataset.public, root, prefixes)
    return steps


def _literal(quad: Quad) -> Finding:
    rule = "Literals are written as a store gives them back: 1.5, not 1.50."
    return Finding("literals", rule, str(quad.subject).strip("<>"), str(quad.object))


def _placed(finding: Finding, places: checks.Places) -> Finding:
    """A finding with its place, names shortened, and what was perhaps meant."""
    named = (finding.subject, *finding.value.split())
    found = (places.of(name) for name in named)
    file, line = (finding.file, finding.line)
    if not file:
        file, line = next((place for place in found if place[1]), ("", 0))
    return replace(
        finding,
        subject=places.short(finding.subject),
        value=" ".join(map(places.short, finding.value.split(" "))),
        file=file,
        line=line,
        near=next(filter(None, map(places.near, named)), ""),
    )
