"""Validates views with pySHACL, each in a process of its own.

Called as ``python -m churo.release.shacl VIEW SHAPES…`` with N-Triples on standard input; writes
the findings as JSON. So a script needs no guard around its main part to call ``findings``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, serialize
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from .. import parent_death
from ..catalogue import PREFIXES, View
from ..checks import Finding
from ..errors import InputError


def findings(
    store: Store, root: Path, views: Iterable[View], processes: int = 2
) -> dict[str, Callable[[], list[Finding]]]:
    """For each view, by name, what waits for its findings; all are begun at once, the largest first."""
    jobs = sorted(((view, _triples(store, view)) for view in views), key=lambda job: -len(job[1]))
    pool = ThreadPoolExecutor(processes)
    begun = {view.name: pool.submit(_run, view, triples, root) for view, triples in jobs}
    pool.shutdown(wait=False)
    return {name: future.result for name, future in begun.items()}


def _triples(store: Store, view: View) -> bytes:
    triples = {
        quad.triple
        for iri in view.sources
        for quad in store.quads_for_pattern(None, None, None, NamedNode(iri))
    }
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _run(view: View, triples: bytes, root: Path) -> list[Finding]:
    shapes = [str(root / file) for file in (PREFIXES, *view.shapes)]
    command = [sys.executable, "-m", __name__, view.name, *shapes]
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


def validate(name: str, shapes: Iterable[str], triples: bytes) -> list[Finding]:
    """What the shapes find in the triples. The verdict comes from in-memory rdflib graphs."""
    import pyshacl

    data, graph = Graph().parse(data=triples, format="nt"), Graph()
    for file in shapes:
        graph.parse(file, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=graph, inference="none", allow_warnings=True)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted({_finding(report, result, name) for result in results})


def _finding(report: Graph, result: Node, view: str) -> Finding:
    """A result; one of a rule over the whole graph is about its value."""
    message = report.value(result, SH.resultMessage) or report.value(
        result, SH.sourceConstraintComponent
    )
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    if report.value(result, SH.sourceConstraint) is not None and value is not None:
        focus = value
    shown = "" if value is None or value == focus else str(value)
    path = report.value(result, SH.resultPath)
    warning = report.value(result, SH.resultSeverity) != SH.Violation
    about = str(path) if isinstance(path, URIRef) else ""
    return Finding(
        f"shapes, {view}", str(message), str(focus), shown, warning=warning, property=about
    )


if __name__ == "__main__":
    parent_death.kill_with_parent(os.getppid())
    found = validate(sys.argv[1], sys.argv[2:], sys.stdin.buffer.read())
    json.dump([asdict(finding) for finding in found], sys.stdout)
