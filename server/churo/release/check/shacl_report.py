"""Validates triples with pySHACL and tells what it found.

Called as ``python -m churo.release.check.shacl_report VIEW SHAPES…`` with N-Triples on standard input;
writes the findings as JSON.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from ... import parent_death
from ...publication.checks import Finding


def validate(name: str, shapes: Iterable[str], triples: bytes) -> list[Finding]:
    """What the shapes find in the triples. The verdict comes from in-memory rdflib graphs."""
    import pyshacl

    data, graph = Graph().parse(data=triples, format="nt"), Graph()
    for file in shapes:
        graph.parse(file, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=graph, inference="none", allow_warnings=True)
    # Not all of the class: the details of a result (SHACL §3.6.2.6) are of shapes that have no words.
    results = report.objects(None, SH.result)
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


def leave_out_what_nobody_reads() -> None:
    """Have pySHACL validate in two thirds of its time, with the same report as a graph.

    It describes every result in words, also of each branch of a choice that a value does not take and of
    each label that is not in the language looked for, looks parameters up in a list, and makes many objects
    that are needed to the end of the process. Where a version has these places no more, it takes its time.
    """
    import pyshacl

    constraints, shape = pyshacl.constraints, pyshacl.shape
    gc.disable()
    component = constraints.constraint_component.ConstraintComponent
    component.make_v_result_description = lambda *_, **__: ""  # type: ignore[method-assign]
    parameters = frozenset(constraints.ALL_CONSTRAINT_PARAMETERS)
    vars(shape)["CONSTRAINT_PARAMS"] = (parameters, constraints.CONSTRAINT_PARAMETERS_MAP)
    _tell_languages_once(constraints.CONSTRAINT_PARAMETERS_MAP[SH.languageIn])


def _tell_languages_once(component: Any) -> None:
    """Have a list of languages put into words once, and not for each text in another one."""
    words: dict[Node, list[Node]] = {}
    original = component.make_generic_messages

    def told(self: Any, *about: Any) -> list[Node]:
        (languages,) = self.string_rules
        if languages not in words:
            words[languages] = original(self, *about)
        return words[languages]

    component.make_generic_messages = told


if __name__ == "__main__":
    parent_death.kill_with_parent(os.getppid())
    leave_out_what_nobody_reads()
    found = validate(sys.argv[1], sys.argv[2:], sys.stdin.buffer.read())
    json.dump([asdict(finding) for finding in found], sys.stdout)
