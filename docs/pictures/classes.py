"""Draws the classes of the ontology with the properties that are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node
from svg import Box, elbow, height, picture, text

DOMAIN, EVIDENCE = "https://w3id.org/churo/ontology#", "https://w3id.org/churo/evidence#"
WIDTH, COLUMN, GAP, TOP, IN_A_ROW = 225, 265, 8, 40, 5
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
SHARED = "properties of no one class"
DOMAIN_WORDS = (
    "churo: – a triangle points at the broader class, whose properties the narrower ones have, too"
)
EVIDENCE_WORDS = "ev: – what is said about what is said"


def draw(root: Path) -> str:
    """The picture of the vocabularies of a house."""
    graph = Graph()
    for file in sorted((root / "ontology").glob("*.ttl")):
        graph.parse(file)
    boxes: dict[str, Box] = {}
    bottom = _tree(graph, URIRef(DOMAIN + "Entity"), 0, TOP, boxes) + 50
    flat = {str(iri): _lines(graph, iri) for iri in _classes(graph, EVIDENCE)}
    flat[SHARED] = (SHARED, *_properties(graph, None))
    _rows(flat, bottom, boxes)
    parts = [text(10, 24, DOMAIN_WORDS), text(10, bottom - 14, EVIDENCE_WORDS)]
    for iri, box in boxes.items():
        parts += (
            [elbow(boxes[str(above)], box) for above in _above(graph, URIRef(iri))]
            if iri != SHARED
            else []
        )
        parts.append(box.draw())
    width = max(box.x + box.width for box in boxes.values()) + 10
    below = max(box.y + box.height for box in boxes.values()) + 10
    return picture("The classes of churo", width, below, parts)


def _rows(flat: dict[str, tuple[str, ...]], y: int, boxes: dict[str, Box]) -> None:
    """Place classes that have none above or below them side by side."""
    names = list(flat)
    for first in range(0, len(names), IN_A_ROW):
        row = names[first : first + IN_A_ROW]
        for place, name in enumerate(row):
            style = "dotted" if name == SHARED else "plain"
            boxes[name] = Box(10 + COLUMN * place, y, WIDTH, flat[name], style)
        y += max(height(flat[name]) for name in row) + GAP


def _tree(graph: Graph, iri: URIRef, depth: int, y: int, boxes: dict[str, Box]) -> int:
    """Place a class and, in the next column, those below it; gives where the next one may stand."""
    lines = _lines(graph, iri)
    boxes[str(iri)] = Box(10 + COLUMN * depth, y, WIDTH, lines)
    below = y
    for child in _classes(graph, DOMAIN):
        if iri in _above(graph, child):
            below = _tree(graph, child, depth + 1, below, boxes)
    return max(below, y + height(lines) + GAP)


def _classes(graph: Graph, space: str) -> list[URIRef]:
    """The classes of a namespace that are in use."""
    return sorted(
        iri
        for iri in graph.subjects(RDF.type, OWL.Class)
        if isinstance(iri, URIRef) and iri.startswith(space) and not _old(graph, iri)
    )


def _above(graph: Graph, iri: Node) -> list[URIRef]:
    return sorted(
        above
        for above in graph.objects(iri, RDFS.subClassOf)
        if isinstance(above, URIRef) and above.startswith(DOMAIN)
    )


def _lines(graph: Graph, iri: URIRef) -> tuple[str, ...]:
    return (_name(iri), *_properties(graph, iri))


def _properties(graph: Graph, domain: URIRef | None) -> Iterator[str]:
    """The properties of a domain with what they lead to; those of no one domain for none."""
    for kind in KINDS:
        for iri in sorted(graph.subjects(RDF.type, kind)):
            ours = str(iri).startswith((DOMAIN, EVIDENCE))
            if ours and not _old(graph, iri) and graph.value(iri, RDFS.domain) == domain:
                yield f"{_name(iri)} → {_range(graph, iri)}"


def _range(graph: Graph, iri: Node) -> str:
    found = graph.value(iri, RDFS.range)
    if isinstance(found, URIRef):
        return "code" if found == SKOS.Concept else _name(found)
    for broader in graph.objects(iri, RDFS.subPropertyOf):
        if str(broader).startswith(DOMAIN):
            return _range(graph, broader)
    kinds = {OWL.DatatypeProperty: "value", OWL.AnnotationProperty: "text"}
    return next((word for kind, word in kinds.items() if (iri, RDF.type, kind) in graph), "thing")


def _old(graph: Graph, iri: Node) -> bool:
    return graph.value(iri, OWL.deprecated) is not None


def _name(iri: Node) -> str:
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]
