"""Lists the constraints of the shapes and makes, for the mechanical ones, a smallest bad graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

HERE = Path(__file__).parent
HOUSE = HERE.parents[1]
NOTHING = URIRef("urn:example:nothing")
PARAMETERS = [
    "class",
    "datatype",
    "nodeKind",
    "minCount",
    "maxCount",
    "minInclusive",
    "minLength",
    "maxLength",
    "pattern",
    "languageIn",
    "uniqueLang",
    "lessThan",
    "lessThanOrEquals",
    "or",
    "xone",
    "not",
    "node",
    "hasValue",
    "in",
    "closed",
    "qualifiedMinCount",
    "qualifiedMaxCount",
]


@dataclass(frozen=True)
class Constraint:
    """One constraint: its shape, the node shape that it is reached from, its parameter."""

    shape: URIRef
    owner: URIRef
    parameter: str

    @property
    def name(self) -> str:
        """The constraint's name, as its hand-written bad example is called."""
        return f"{self.shape.rsplit('/', 1)[-1]}.{self.parameter}"

    @property
    def component(self) -> URIRef:
        """The SHACL component that reports it (SHACL §4, §5)."""
        if self.parameter == "sparql":
            return SH.SPARQLConstraintComponent
        return SH[f"{self.parameter[0].upper()}{self.parameter[1:]}ConstraintComponent"]


@cache
def shapes() -> Graph:
    """Every shape, with the prefixes."""
    graph = Graph().parse(HOUSE / "ontology/prefixes.ttl")
    for path in sorted((HOUSE / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


@cache
def good() -> Graph:
    """The smallest graph that meets every shape."""
    return Graph().parse(HERE / "good.ttl")


def constraints() -> Iterator[Constraint]:
    """Every constraint of a named shape, once for each node shape that it is reached from.

    What is inside sh:or and the like counts as that.
    """
    graph = shapes()
    for shape in sorted({s for s in graph.subjects() if isinstance(s, URIRef)}):
        reached = {*graph.subjects(SH.property, shape), *graph.subjects(SH.sparql, shape)}
        rule = (shape, RDF.type, SH.SPARQLConstraint) in graph
        found = ["sparql"] if rule else [p for p in PARAMETERS if (shape, SH[p], None) in graph]
        for owner in sorted(reached or {shape}):
            yield from (Constraint(shape, owner, parameter) for parameter in found)


def spoiled(constraint: Constraint) -> tuple[Graph, Node] | None:
    """A bad graph for a mechanical constraint and the node to look at; ``None`` if not mechanical."""
    spoil = SPOILERS.get(constraint.parameter)
    focus, paths = _focus(constraint), _paths(constraint.shape)
    pathless = (constraint.shape, SH.path, None) in shapes() and not paths
    if spoil is None or focus is None or pathless:
        return None
    data = Graph()
    for triple in good():
        data.add(triple)
    spoil(data, constraint.shape, focus, paths)
    return data, focus


def _focus(constraint: Constraint) -> Node | None:
    graph, owner = shapes(), constraint.owner
    paths = _paths(constraint.shape)
    nodes: set[Node] = set(graph.objects(owner, SH.targetNode))
    for target in graph.objects(owner, SH.targetClass):
        nodes |= {n for c in _below(target) for n in good().subjects(RDF.type, c)}
    for target in graph.objects(owner, SH.targetSubjectsOf):
        nodes |= set(good().subjects(target))
    for target in graph.objects(owner, SH.targetObjectsOf):
        nodes |= set(good().objects(None, target))
    for user in graph.subjects(SH.node, owner):
        nodes |= {value for path in _paths(user) for value in good().objects(None, path)}
    having = [n for n in sorted(nodes) if any((n, p, None) in good() for p in paths)]
    return (having or sorted(nodes) or [None])[0]


def _below(target: Node) -> set[Node]:
    return set(good().transitive_subjects(RDFS.subClassOf, target))


def _paths(shape: Node) -> list[URIRef]:
    """The properties that a shape looks at; none for a path that is no property or choice of some."""
    graph = shapes()
    path = graph.value(shape, SH.path)
    if (either := graph.value(path, SH.alternativePath)) is not None:
        return list(Collection(graph, either))  # type: ignore[arg-type]
    return [path] if isinstance(path, URIRef) else []


Spoiler = Callable[[Graph, URIRef, Node, list[URIRef]], None]


def _remove(data: Graph, shape: URIRef, focus: Node, paths: list[URIRef]) -> None:
    """Take the values away, for a qualified shape those in its language."""
    inner = shapes().value(shape, SH.qualifiedValueShape)
    languages = (
        {str(x) for x in Collection(shapes(), shapes().value(inner, SH.languageIn))}
        if inner
        else set()  # type: ignore[arg-type]
    )
    for path in paths:
        for value in list(data.objects(focus, path)):
            if not languages or getattr(value, "language", None) in languages:
                data.remove((focus, path, value))


def _double(data: Graph, shape: URIRef, focus: Node, paths: list[URIRef]) -> None:
    """Add a value much like each that is there."""
    for value in list(data.objects(focus, paths[0])):
        more: Node = NOTHING
        if isinstance(value, Literal):
            more = Literal(f"{value}9", lang=value.language) if value.language else Literal(99)
        data.add((focus, paths[0], more))


def _add(value: Node) -> Spoiler:
    """Add one bad value; to a node shape, nothing: another node is looked at instead."""

    def spoil(data: Graph, shape: URIRef, focus: Node, paths: list[URIRef]) -> None:
        data.add((focus, paths[0] if paths else NOTHING, value))

    return spoil


def _replace(value: Node) -> Spoiler:
    """Put one bad value in the place of all."""

    def spoil(data: Graph, shape: URIRef, focus: Node, paths: list[URIRef]) -> None:
        data.set((focus, paths[0], value))

    return spoil


def _kind(data: Graph, shape: URIRef, focus: Node, paths: list[URIRef]) -> None:
    bad = BNode() if shapes().value(shape, SH.nodeKind) == SH.IRIOrLiteral else Literal("text")
    data.set((focus, paths[0], bad))


def _later(data: Graph, shape: URIRef, focus: Node, paths: list[URIRef]) -> None:
    late = {"earliest": Literal("9999-12-31", datatype=XSD.date)}
    data.set((focus, paths[0], late.get(paths[0].rsplit("#")[-1], Literal(9999))))


SPOILERS: dict[str, Spoiler] = {
    "class": _add(NOTHING),
    "datatype": _add(Literal("x", datatype=URIRef("urn:example:type"))),
    "nodeKind": _kind,
    "minCount": _remove,
    "maxCount": _double,
    "minInclusive": _replace(Literal(-1)),
    "minLength": _replace(Literal("")),
    "maxLength": _replace(Literal("x" * 21)),
    "pattern": _add(Literal(" no ", lang="en")),
    "languageIn": _add(Literal("x", lang="fr")),
    "uniqueLang": _double,
    "lessThan": _later,
    "lessThanOrEquals": _later,
    "node": _add(NOTHING),
    "hasValue": _remove,
    "in": _add(NOTHING),
    "closed": _add(NOTHING),
    "qualifiedMinCount": _remove,
    "qualifiedMaxCount": _double,
}
