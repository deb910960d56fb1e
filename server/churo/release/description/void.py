"""Says in VoID how much of what a release and its graphs hold, and where they link to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import Literal

from ...terms import RDF, SD, VOID
from ..dumps.graph_dumps import slugs
from .naming import Names
from .notes import Notes, integer
from .statistics import Linkset, Numbers, Statistics


def release(notes: Notes, names: Names, counted: Statistics, own: str) -> None:
    """The release as a void:Dataset whose things are in the namespace ``own``, if there is one."""
    node = names.release
    notes.add(node, RDF.type, VOID.Dataset)
    if own:
        notes.add(node, VOID.uriSpace, Literal(own))
    for iri in counted.examples:
        notes.add(node, VOID.exampleResource, iri)
    for iri in counted.vocabularies:
        notes.add(node, VOID.vocabulary, iri)
    _numbers(notes, node, counted.numbers)
    _classes(notes, names, counted.classes)
    _properties(notes, names, counted.properties)
    _linksets(notes, names, counted.linksets)


def graphs(notes: Notes, names: Names, numbers: Mapping[str, Numbers]) -> None:
    """Every named graph as a subset that says its graph's name."""
    for slug, iri in slugs(numbers).items():
        node = names.part(f"graph-{slug}")
        notes.add(names.release, VOID.subset, node)
        notes.add(node, RDF.type, VOID.Dataset)
        notes.add(node, SD.name, iri)
        _numbers(notes, node, numbers[iri])


def _numbers(notes: Notes, node: str, numbers: Numbers) -> None:
    for term, number in (
        (VOID.triples, numbers.triples),
        (VOID.entities, numbers.entities),
        (VOID.distinctSubjects, numbers.subjects),
        (VOID.distinctObjects, numbers.objects),
        (VOID.properties, numbers.properties),
        (VOID.classes, numbers.classes),
    ):
        if number is not None:
            notes.add(node, term, integer(number))


def _classes(notes: Notes, names: Names, classes: Mapping[str, int]) -> None:
    for slug, iri in slugs(classes).items():
        part = names.part(f"class-{slug}")
        notes.add(names.release, VOID.classPartition, part)
        notes.add(part, VOID["class"], iri)
        notes.add(part, VOID.entities, integer(classes[iri]))


def _properties(
    notes: Notes, names: Names, properties: Mapping[str, tuple[int, int | None, int | None]]
) -> None:
    terms = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
    for slug, iri in slugs(properties).items():
        part = names.part(f"property-{slug}")
        notes.add(names.release, VOID.propertyPartition, part)
        notes.add(part, VOID.property, iri)
        for term, number in zip(terms, properties[iri], strict=True):
            if number is not None:
                notes.add(part, term, integer(number))


def _linksets(notes: Notes, names: Names, links: Sequence[Linkset]) -> None:
    targets = sorted({link.target for link in links})
    for number, link in enumerate(links, 1):
        part, target = names.part(f"links-{number}"), f"target-{targets.index(link.target) + 1}"
        notes.add(names.release, VOID.subset, part)
        notes.add(part, RDF.type, VOID.Linkset)
        notes.add(part, VOID.linkPredicate, link.predicate)
        notes.add(part, VOID.subjectsTarget, names.release)
        notes.add(part, VOID.objectsTarget, names.part(target))
        notes.add(part, VOID.triples, integer(link.triples))
        notes.add(names.part(target), RDF.type, VOID.Dataset)
        notes.add(names.part(target), VOID.uriSpace, Literal(link.target))
