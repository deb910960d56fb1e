"""Every constraint of the shapes is shown to bite on a smallest bad graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node
from rdflib.util import from_n3

from .constraints import HERE, Constraint, constraints, good, shapes, spoiled

ALL = list(constraints())
TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf}
WRITTEN = {path.stem: path for path in (HERE / "bad").glob("*.ttl")}


def written(path: Path) -> tuple[Graph, Node]:
    """A hand-written bad graph: the good one with and without some triples, and its focus."""
    lines = path.read_text("utf-8").splitlines()
    heads = dict(
        line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line
    )
    prefixes = "".join(f"{line}\n" for line in lines if line.startswith("@prefix"))
    data = good() + Graph().parse(path)
    data -= Graph().parse(data=prefixes + heads.get("without", ""), format="turtle")
    focus = heads["focus"]
    if focus.startswith("_:"):
        return data, next(s for s in data.subjects(RDF.type) if s not in set(good().subjects()))
    spaces = Graph().parse(data=prefixes, format="turtle").namespace_manager
    return data, from_n3(focus, nsm=spaces)


@cache
def untargeted() -> Graph:
    """The shapes without a target."""
    graph = Graph()
    for triple in shapes():
        if triple[1] not in TARGETS:
            graph.add(triple)
    return graph


@contextmanager
def aimed(owner: URIRef, focus: Node) -> Iterator[Graph]:
    """The shapes with no target but ``focus`` for ``owner``."""
    target = (owner, SH.targetNode, focus)
    try:
        yield untargeted().add(target)
    finally:
        untargeted().remove(target)


def fired(data: Graph, constraint: Constraint, focus: Node) -> set[tuple[Node | None, Node | None]]:
    with aimed(constraint.owner, focus) as graph:
        _, report, _ = pyshacl.validate(data, shacl_graph=graph)
    return {
        (
            report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape),
            report.value(result, SH.sourceConstraintComponent),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def bad(constraint: Constraint) -> tuple[Graph, Node] | None:
    """The bad graph of a constraint, written by hand or made, and the node to look at."""
    path = WRITTEN.get(constraint.name)
    return written(path) if path else spoiled(constraint)


@pytest.mark.parametrize("constraint", ALL, ids=lambda constraint: constraint.name)
def test_a_smallest_bad_example_makes_the_constraint_fire(constraint: Constraint) -> None:
    """The bad graph, made or written, is reported by this very constraint, among others that it may break.

    A new constraint brings its own.
    """
    example = bad(constraint)
    assert example, "write tests/shapes/bad/" + constraint.name + ".ttl"
    data, focus = example

    assert (constraint.shape, constraint.component) in fired(data, constraint, focus)


def test_the_good_graph_meets_every_shape() -> None:
    """Nothing fires on the good graph, so what fires on a bad one is the badness."""
    conforms, _, text = pyshacl.validate(good(), shacl_graph=shapes())

    assert conforms, text


def test_every_written_example_belongs_to_a_constraint() -> None:
    """A bad example whose constraint is gone is gone too."""
    assert set(WRITTEN) <= {constraint.name for constraint in ALL}


def test_shapes_are_named() -> None:
    """A report names the rule: no constraint with a target hangs on a blank node."""
    unnamed = [s for s in shapes().subjects(RDF.type, SH.NodeShape) if not isinstance(s, URIRef)]

    assert unnamed == []
