"""Describes a release once: one graph of VoID and DCAT 3, from which every other view is cut.

Follows DCAT 3, DCAT-AP 3 (its mandatory and most recommended properties), VoID, and SPDX for
checksums. It has no blank node. It identifies by IRIs that never change and locates by
references that are relative to its own address (see ``naming``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from ... import rdf
from ...publication.distributions import CANONICAL
from ...terms import DCAT, DCAT3, DCTERMS, FOAF, PROV, RDF, RDFS, SD, SPDX, VOID, WELL_KNOWN
from ..dumps.content import AS_READ, ASSERTION_GRAPHS, File, Part
from . import files, ranges, void
from .naming import HERE, ROOT, Names, names, relative, space
from .notes import Notes, integer, words
from .statistics import Statistics

# What the data says of its dataset or of a graph and the release repeats.
REPEATED = (
    DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.publisher, DCTERMS.creator,
    DCTERMS.issued, DCTERMS.rights, DCAT.keyword, DCAT.theme, DCAT.contactPoint,
    VOID.vocabulary,
)  # fmt: skip
LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
OF_SERVICES = (DCTERMS.license, DCTERMS.publisher)
OF_VIEWS = (*OF_SERVICES, DCTERMS.issued)
PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"


@dataclass(frozen=True)
class Described:
    """What a description is made of: what is said of the dataset, what was counted of it, files.

    ``told`` are the triples in which the dataset is spoken of, or more. ``dataset`` is the IRI that the data gives itself, empty when it gives none; ``namespace`` is
    that of its releases, empty when they are known by where they are served; ``sha256`` is the
    digest of the canonical N-Quads, empty when they are not canonical. ``read`` is the number of
    quads that were read, 0 when the endpoint answers with the same literals. ``own`` is the namespace
    of its things, if there is one; ``left_out`` says what a description has that this one has not.
    """

    dataset: str
    namespace: str
    version: str
    title: str
    told: Sequence[Triple]
    counted: Statistics
    own: str
    files: Sequence[File]
    sha256: str
    prefixes: Mapping[str, str]
    read: int = 0
    left_out: str = ""


def dataset_of(triples: Iterable[Triple]) -> str:
    """The IRI that the data calls itself a dcat:Dataset and void:Dataset by, if it has just one."""
    classes = {NamedNode(str(DCAT.Dataset)), NamedNode(str(VOID.Dataset))}
    kinds: dict[object, set[object]] = {}
    for row in triples:
        if row.predicate.value == str(RDF.type) and row.object in classes:
            kinds.setdefault(row.subject, set()).add(row.object)
    found = [subject for subject, types in kinds.items() if types == classes]
    return found[0].value if len(found) == 1 and isinstance(found[0], NamedNode) else ""


def own_space(dataset: str, graphs: Iterable[str]) -> str:
    """The namespace of the things of a dataset with named graphs; empty where it has no IRI."""
    named = [iri for iri in graphs if ":" in iri and iri[0] != "_"]
    return space([dataset, *named]) if dataset else ""


def turtle(told: Described, id: str) -> str:
    """The description of release ``id`` as Turtle, to be read where it is published."""
    rows = sorted(_rows(told, id), key=str)
    used = rdf.used(rows, {**WELL_KNOWN, **told.prefixes})
    return relative(rdf.write(rows, RdfFormat.TURTLE, used).decode())


def _rows(told: Described, id: str) -> set[Triple]:
    notes, named = Notes(told.told), names(told.dataset, told.namespace, id)
    _catalogue(notes, told, named)
    _dataset(notes, told, named)
    _release(notes, told, named, id)
    _service(notes, told, named)
    void.release(notes, named, told.counted, told.own)
    void.graphs(notes, named, told.counted.graphs)
    for part in {file.part.slug: file.part for file in told.files}.values():
        if part.slug == ASSERTION_GRAPHS:
            part = replace(part, graph=_beside(notes, told))
            notes.add(named.release, VOID.subset, named.part(part.slug))
        if part.graph or part.view:
            _part(notes, told, named, part)
    licenses = notes.said(told.dataset, DCTERMS.license)
    files.describe(notes, named, told.files, licenses)
    ranges.add(notes)
    return notes.rows


def _beside(notes: Notes, told: Described) -> str:
    """The IRI of the dataset that the data calls a part of its own and no graph; empty for none."""
    graph, dataset = NamedNode(str(SD.NamedGraph)), NamedNode(told.dataset or HERE)
    parts = (
        row.subject.value
        for row in told.told
        if row.predicate.value == str(DCTERMS.isPartOf) and row.object == dataset
        if isinstance(row.subject, NamedNode)
    )
    return next((iri for iri in parts if graph not in notes.said(iri, RDF.type)), "")


def _catalogue(notes: Notes, told: Described, names: Names) -> None:
    node = names.catalogue
    notes.add(node, RDF.type, DCAT.Catalog)
    notes.add(node, DCTERMS.title, words(f"Catalogue of {told.title}"))
    text = "The dataset, its releases and the service that answers from it."
    notes.add(node, DCTERMS.description, words(text))
    notes.add(node, FOAF.homepage, ROOT)
    notes.add(node, DCAT.service, f"{ROOT}sparql")
    for dataset in (names.dataset, names.release):
        notes.add(node, DCAT.dataset, dataset)
    notes.repeat(node, told.dataset, OF_VIEWS)


def _dataset(notes: Notes, told: Described, names: Names) -> None:
    """The dataset through all its versions, and its publisher."""
    node = names.dataset
    _heading(notes, told, node)
    notes.add(node, DCAT3.hasVersion, names.release)
    notes.add(node, DCAT.landingPage, ROOT)
    for agent in notes.said(told.dataset, DCTERMS.publisher):
        if isinstance(agent, NamedNode):
            notes.add(agent.value, RDF.type, FOAF.Agent)
            for name in notes.said(agent.value, RDFS.label):
                notes.add(agent.value, FOAF.name, name)


def _heading(notes: Notes, told: Described, node: str) -> None:
    """What the dataset and each of its releases have in common."""
    notes.add(node, RDF.type, DCAT.Dataset)
    notes.repeat(node, told.dataset, REPEATED)
    if not notes.said(told.dataset, DCTERMS.title):
        notes.add(node, DCTERMS.title, words(told.title))
    if not notes.said(told.dataset, DCTERMS.description):
        notes.add(node, DCTERMS.description, words(f"RDF data: {told.title}"))
    for tag in notes.said(told.dataset, DCTERMS.language):
        if isinstance(tag, Literal):
            notes.add(node, DCTERMS.language, LANGUAGES + tag.value)


def _release(notes: Notes, told: Described, names: Names, id: str) -> None:
    node = names.release
    _heading(notes, told, node)
    notes.add(node, DCTERMS.identifier, Literal(id))
    notes.add(node, DCAT3.version, Literal(told.version))
    notes.add(node, DCAT3.isVersionOf, names.dataset)
    notes.add(node, DCAT.landingPage, HERE)
    notes.add(node, FOAF.homepage, ROOT)
    notes.add(node, VOID.sparqlEndpoint, f"{ROOT}sparql")
    # RDFC-1.0: the sorted N-Quads, whose blank nodes have canonical labels.
    for text in _differences(told):
        notes.add(node, RDFS.comment, words(text))
    if told.sha256:
        sum = names.part("rdfc-1.0")
        apart = any(file.part.slug == AS_READ for file in told.files)
        notes.add(names.part(AS_READ) if apart else node, SPDX.checksum, sum)
        notes.add(sum, DCTERMS.conformsTo, CANONICAL)
        files.checksum(notes, sum, told.sha256)


def _differences(told: Described) -> Iterator[str]:
    """What is to be known of data whose endpoint or labels are not what one would expect."""
    if told.read:
        yield (
            f"The files of this release with graphs hold the {told.read} quads as they were read. "
            f"The endpoint and the files without graphs hold {told.counted.numbers.triples} triples: they keep "
            "the values of literals and not how they are written, so that 1.50 is answered as 1.5, "
            "01 as 1, and what differs in that alone is one."
        )
    if told.left_out:
        yield told.left_out
    if not told.sha256:
        yield (
            "Labels of blank nodes are numbers in the order of the files: canonical ones (RDFC-1.0) "
            "would have taken too long, so that no canonical checksum is given."
        )


def _service(notes: Notes, told: Described, names: Names) -> None:
    node = f"{ROOT}sparql"
    notes.add(node, RDF.type, DCAT.DataService)
    notes.add(node, DCTERMS.title, words(f"SPARQL endpoint of {told.title}"))
    notes.add(node, DCAT.endpointURL, node)
    notes.add(node, DCAT.endpointDescription, node)
    notes.add(node, DCTERMS.conformsTo, PROTOCOL)
    for dataset in (names.dataset, names.release):
        notes.add(node, DCAT.servesDataset, dataset)
    notes.repeat(node, told.dataset, OF_SERVICES)


def _part(notes: Notes, told: Described, names: Names, part: Part) -> None:
    """A graph or a view of the release as a dataset of its own, with its own files."""
    node, title = names.part(part.slug), f"{part.title[:1].upper()}{part.title[1:]}"
    notes.add(node, RDF.type, DCAT.Dataset)
    notes.add(names.catalogue, DCAT.dataset, node)
    notes.add(node, DCTERMS.isPartOf, names.release)
    notes.repeat(node, told.dataset, OF_VIEWS)
    notes.repeat(node, part.graph, REPEATED)
    for source in notes.said(part.graph, DCTERMS.source):
        # A query that a graph is made by is no dataset, which dcterms:source would have it be.
        notes.add(node, PROV.wasDerivedFrom, source)
    if not notes.said(part.graph, DCTERMS.title):
        notes.add(node, DCTERMS.title, words(title))
    if not notes.said(part.graph, DCTERMS.description):
        notes.add(node, DCTERMS.description, words(f"{title}, of {told.title}"))
    if part.view and part.triples is not None:
        notes.add(node, RDF.type, VOID.Dataset)
        notes.add(node, VOID.triples, integer(part.triples))
