"""Has views validated against their shapes, each in a process of its own (``shacl_report``).

So a script needs no guard around its main part, and whoever only serves imports no rdflib.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, serialize

from ...errors import InputError
from ...publication.catalogue import PREFIXES, View
from ...publication.checks import Finding
from ...terms import SH
from ..source import loading

REPORT = f"{__package__}.shacl_report"
PATH, PATTERN = NamedNode(str(SH.path)), NamedNode(str(SH.pattern))


def findings(
    store: Store, root: Path, views: Iterable[View], processes: int = 2
) -> dict[str, Callable[[], list[Finding]]]:
    """For each view, by name, what waits for its findings; all are begun at once, the largest first.

    Raises InputError for a shape that no validator can use.
    """
    views = list(views)
    for view in views:
        check_patterns(root, view)
    jobs = sorted(((view, _triples(store, view)) for view in views), key=lambda job: -len(job[1]))
    pool = ThreadPoolExecutor(processes)
    begun = {view.name: pool.submit(_run, view, triples, root) for view, triples in jobs}
    pool.shutdown(wait=False)
    return {name: future.result for name, future in begun.items()}


def check_patterns(root: Path, view: View) -> None:
    """Raise InputError for a sh:pattern that is no regular expression: the file, the shape's path, why."""
    for file in view.shapes:
        rows = list(loading.read(root / file, shown=str(file)))
        paths = {row.subject: row.object for row in rows if row.predicate == PATH}
        for row in rows:
            if row.predicate == PATTERN and isinstance(row.object, Literal):
                _check_pattern(row.object.value, paths.get(row.subject, row.subject), file)


def _check_pattern(pattern: str, shape: object, file: Path) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        told = f"sh:pattern {pattern!r} of {shape} is no regular expression: {error}."
        raise InputError(told, str(file), "Mend the pattern.") from error


def _triples(store: Store, view: View) -> bytes:
    triples = {
        quad.triple
        for iri in view.sources
        for quad in store.quads_for_pattern(None, None, None, NamedNode(iri))
    }
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _run(view: View, triples: bytes, root: Path) -> list[Finding]:
    shapes = [str(root / file) for file in (PREFIXES, *view.shapes)]
    command = [sys.executable, "-P", "-m", REPORT, view.name, *shapes]
    done = subprocess.run(command, input=triples, capture_output=True)
    if done.returncode:
        told = re.findall(r"^[\w.]+: (.+)$", done.stderr.decode(errors="replace"), re.MULTILINE)
        reason = told[-1].rstrip(".") if told else "pySHACL failed"
        where = ", ".join(map(str, view.shapes))
        raise InputError(f"cannot be checked: {reason}.", where, "Mend the shape.")
    return [
        Finding(**{**row, "difference": tuple(row["difference"])})
        for row in json.loads(done.stdout)
    ]
