"""The one description: VoID = dump = COUNT, DCAT with all that it must say, links that resolve."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import BNode, Graph, Literal, URIRef

from churo import rdf, terms
from churo.errors import InputError
from churo.model import Limits
from churo.publication import catalogue, distributions
from churo.publication.distributions import DESCRIPTION, Description
from churo.release import building
from churo.release.description.citation import CITATION
from churo.release.description.naming import space
from churo.release.source.merged_store import select
from churo.site import dataset_markup
from churo.site.releases.published import release_description as writing
from churo.site.sparql import service_description
from tests.vocabularies import DCAT, DCAT3, DCTERMS, FOAF, RDF, RDFS, SD, SKOS, SPDX, VOID

from .conftest import BASE

OWN = "https://w3id.org/churo/"
PREFIXES = f"PREFIX void: <{VOID}> "


@pytest.fixture(scope="module")
def graph(place: Path) -> Graph:
    """The description as rdflib reads it from a server."""
    return Graph().parse(place / DESCRIPTION, publicID=BASE + DESCRIPTION)


def number(dataset: building.Dataset, text: str) -> int:
    """The single number that the endpoint's store answers."""
    return int(next(iter(select(dataset.public, text)))[0].value)


def test_triples_of_each_graph_are_what_the_endpoint_counts_and_the_dump_has_lines(
    place: Path, described: Description, dataset: building.Dataset
) -> None:
    """Per graph and for the whole, whose default graph is the merge."""
    assert set(described.graphs.values()) == dataset.catalogue.published
    for node, iri in described.graphs.items():
        lines = (place / f"graph-{iri.rsplit('/', 1)[-1]}.nt").read_bytes().count(b"\n")
        counted = number(dataset, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
        assert described.triples[node] == counted == lines, iri
    whole = number(dataset, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    lines = (place / "dataset.nt").read_bytes().count(b"\n")
    assert described.triples[described.release] == whole == lines
    quads = sum(described.triples[node] for node in described.graphs)
    assert quads == (place / "dataset.nq").read_bytes().count(b"\n")


def test_the_service_description_counts_the_same(described: Description, release: Path) -> None:
    """Graph by graph, as the endpoint says it of itself."""
    told = catalogue.read_release(release)
    limits = Limits(1, 1, 1, 1, 1)
    service = rdf.Graph(service_description.describe("http://x/sparql", told, limits, ""))
    sd = terms.SD
    counts = {
        service.text(node, sd.name): int(
            service.text(service.text(node, sd.graph), terms.VOID.triples)
        )
        for node in service.subjects(terms.RDF.type, sd.NamedGraph)
    }

    assert counts == {iri: described.triples[node] for node, iri in described.graphs.items()}


def test_assertion_graphs_are_one_line_that_counts_what_they_hold(
    place: Path, described: Description, dataset: building.Dataset, release: Path
) -> None:
    """Description = COUNT = dump, together and graph by graph; none is described by itself."""
    node = described.files["assertions.nq"].of
    apart = catalogue.read_release(release).named_only
    lines = Counter(
        quad.graph_name.value
        for quad in parse(path=place / "assertions.nq", format=RdfFormat.N_QUADS)
    )
    rows = select(
        dataset.public, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    )
    counted = {row["g"].value: int(row["n"].value) for row in rows}
    distinct = number(
        dataset,
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } "
        f"FILTER NOT EXISTS {{ ?g a <{SD.NamedGraph}> FILTER (?g != <{OWN}graph/readings>) }} }} }}",
    )

    assert len(apart) > 300
    assert apart == lines == {iri: n for iri, n in counted.items() if iri in apart}
    assert counted.keys() - apart.keys() == dataset.catalogue.published
    assert described.triples[node] == distinct
    assert not apart.keys() & set(described.graphs.values())
    text = (place / "description.ttl").read_text("utf-8")
    assert "union" in next(line for line in text.splitlines() if "would assert" in line)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (VOID.distinctSubjects, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctObjects, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        (VOID.properties, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        (VOID.classes, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o }"),
        (
            VOID.entities,
            f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER (STRSTARTS(STR(?s), "{OWN}") '
            f'&& !STRSTARTS(STR(?s), "{OWN}.well-known/")) }}',
        ),
    ],
    ids=lambda value: value.rsplit("#", 1)[-1] if isinstance(value, URIRef) else "",
)
def test_distinct_things_are_what_the_endpoint_counts(
    graph: Graph, described: Description, dataset: building.Dataset, term: URIRef, text: str
) -> None:
    """VoID §4.3."""
    assert graph.value(URIRef(described.release), term).toPython() == number(dataset, text)


def test_partitions_are_what_the_endpoint_counts(graph: Graph, dataset: building.Dataset) -> None:
    """Every class and every property, with its number, and no other."""
    classes = {
        str(graph.value(part, VOID["class"])): graph.value(part, VOID.entities).toPython()
        for part in graph.objects(None, VOID.classPartition)
    }
    properties = {
        str(graph.value(part, VOID.property)): tuple(
            graph.value(part, term).toPython()
            for term in (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
        )
        for part in graph.objects(None, VOID.propertyPartition)
    }
    of_classes = select(
        dataset.public, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c"
    )
    of_properties = select(
        dataset.public,
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) (COUNT(DISTINCT ?o) AS ?k) "
        "{ ?s ?p ?o } GROUP BY ?p",
    )

    assert classes == {row[0].value: int(row[1].value) for row in of_classes}
    assert properties == {
        row[0].value: tuple(int(term.value) for term in (row[1], row[2], row[3]))
        for row in of_properties
    }


def test_linksets_are_what_the_endpoint_counts(graph: Graph, dataset: building.Dataset) -> None:
    """From our namespace to a named other one, by one predicate; Wikidata is there."""
    spaces = set()
    for part in graph.subjects(RDF.type, VOID.Linkset):
        predicate = graph.value(part, VOID.linkPredicate)
        target = graph.value(graph.value(part, VOID.objectsTarget), VOID.uriSpace)
        counted = number(
            dataset,
            f"SELECT (COUNT(*) AS ?n) {{ ?s <{predicate}> ?o "
            f'FILTER (STRSTARTS(STR(?s), "{OWN}") && STRSTARTS(STR(?o), "{target}")) }}',
        )
        spaces.add(str(target))
        assert graph.value(part, VOID.triples).toPython() == counted, (predicate, target)
    assert "http://www.wikidata.org/entity/" in spaces


def test_things_that_a_reader_starts_from_are_named(
    graph: Graph, described: Description, dataset: building.Dataset
) -> None:
    """uriSpace, example resources that exist, and the vocabularies in use."""
    release = URIRef(described.release)
    examples = set(graph.objects(release, VOID.exampleResource))
    known = {quad.subject.value for quad in dataset.published}

    assert graph.value(release, VOID.uriSpace) == Literal(OWN)
    assert examples and {str(iri) for iri in examples} <= known
    assert URIRef(OWN + "evidence") in set(graph.objects(release, VOID.vocabulary))
    assert URIRef("http://www.w3.org/2004/02/skos/core") in set(
        graph.objects(release, VOID.vocabulary)
    )


DCAT_AP = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.publisher),
    DCAT.Distribution: (
        DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCAT.byteSize, DCTERMS.license,
        SPDX.checksum,
    ),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL, DCAT.servesDataset, DCTERMS.license),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
    FOAF.Agent: (FOAF.name,),
}  # fmt: skip


@pytest.mark.parametrize("kind", DCAT_AP, ids=lambda kind: kind.rsplit("#", 1)[-1])
def test_everything_says_what_dcat_ap_demands(graph: Graph, kind: URIRef) -> None:
    """Each catalogue, dataset, distribution, service, checksum and agent, without a blank node."""
    things = set(graph.subjects(RDF.type, kind))

    assert things
    for thing in things:
        missing = [term for term in DCAT_AP[kind] if graph.value(thing, term, any=True) is None]
        assert missing == [], thing
    assert not any(isinstance(term, BNode) for row in graph for term in row)


def test_what_identifies_is_ours_and_what_locates_is_where_it_lies(
    graph: Graph, described: Description
) -> None:
    """A mirror tells its own addresses; the names stay."""
    assert described.dataset == f"{OWN}dataset/churo"
    assert described.release == f"{OWN}dataset/{described.id}"
    for row in described.files.values():
        assert row.url == BASE + row.name
        assert row.of.partition("#")[0] == described.release
    service = URIRef("https://data.example.org/sparql")
    assert (service, RDF.type, DCAT.DataService) in graph
    assert (URIRef(described.release), VOID.sparqlEndpoint, service) in graph
    assert not [term for row in graph for term in row if ".invalid/" in str(term)]


def test_versions_form_a_chain(place: Path, described: Description) -> None:
    """Which release is current and which came before is told when it is served."""
    from churo.publication.history import Change

    chain = [Change(described.id, "older", 1, 1, ()), Change("older", "oldest", 1, 1, ())]
    more = writing.versions(described, described.id, chain)
    text = (place / DESCRIPTION).read_bytes()
    body = writing.written(text, BASE + DESCRIPTION, "application/n-triples", {}, more)
    graph = Graph().parse(data=body, format="nt")
    dataset, release = URIRef(described.dataset), URIRef(described.release)
    older, oldest = URIRef(f"{OWN}dataset/older"), URIRef(f"{OWN}dataset/oldest")

    assert graph.value(dataset, DCAT3.hasCurrentVersion) == release
    assert graph.value(release, DCAT3.previousVersion) == older
    assert graph.value(older, DCAT3.previousVersion) == oldest
    assert set(graph.objects(dataset, DCAT3.hasVersion)) == {release, older, oldest}
    assert graph.value(release, DCAT3.isVersionOf) == dataset


def test_the_markup_is_a_schema_org_dataset(described: Description) -> None:
    """What search engines demand of a Dataset, and no text that could end the script element."""
    document = dataset_markup.of_description(described, "http://localhost/")
    hostile = dataset_markup.in_html({"name": "</script><script>alert(1)//"})

    assert document["@type"] == "Dataset" and document["@id"] == described.release
    for member in ("name", "description", "license", "creator", "datePublished", "identifier"):
        assert document[member], member
    # A Dataset of which a text has a language in an object is refused by Google's rules.
    assert {type(document[member]) for member in ("name", "description", "url")} == {str}
    whole = [row for row in described.files.values() if row.of == described.release]
    assert {row["contentUrl"] for row in document["distribution"]} == {row.url for row in whole}
    assert "<" not in hostile
    assert json.loads(str(hostile))["name"].startswith("</script>")


def test_the_citation_names_title_author_version_and_licence(
    place: Path, described: Description
) -> None:
    """In the Citation File Format, whose values are quoted as JSON, which is YAML."""
    text = (place / CITATION).read_text("utf-8")
    rows = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)

    assert rows["cff-version"] == "1.2.0" and rows["type"] == "dataset"
    assert json.loads(rows["title"]) == described.titles["en"]
    assert json.loads(rows["date-released"]) == described.issued
    assert rows["license"] == "CC-BY-4.0"
    assert described.release in text and "churo project" in text


def test_plain_data_is_described_by_where_it_is_served(tmp_path: Path) -> None:
    """Without an IRI of its own a dataset is known by its address; nothing is invented."""
    data = tmp_path / "data.nq"
    data.write_text('<urn:s> <urn:p> "a" <urn:g> .\n<urn:s> <urn:p> "a" .\n')
    release = building.plain([data], tmp_path / "releases")
    base = f"http://localhost/dumps/{release.name}/"
    told = distributions.read((release / "dumps" / DESCRIPTION).read_bytes(), base + DESCRIPTION)

    assert told.release == base
    assert told.dataset == "http://localhost/#dataset"
    assert (told.license, told.publishers, told.issued) == ("", (), "")
    assert told.titles == {"en": "data.nq"}
    assert told.triples[told.release] == 1
    assert [told.triples[node] for node in told.graphs] == [1]


def test_other_peoples_namespaces_get_no_names_of_ours(tmp_path: Path) -> None:
    """Data that names its dataset keeps that name; its release is known by where it is served."""
    data = tmp_path / "data.ttl"
    data.write_text(
        f"<http://example.org/> a <{DCAT.Dataset}> , <{VOID.Dataset}> ; "
        f'<{DCTERMS.publisher}> <http://example.org/us> . <http://example.org/us> <{RDFS.label}> "Us" .'
    )
    release = building.plain([data], tmp_path / "releases")
    text = (release / "dumps" / DESCRIPTION).read_bytes()
    told = distributions.read(text, BASE + DESCRIPTION)
    citation = (release / "dumps" / CITATION).read_text("utf-8")
    subjects = {quad.subject for quad in parse(text, RdfFormat.TURTLE, base_iri=BASE + DESCRIPTION)}

    assert (told.dataset, told.release) == ("http://example.org/", BASE)
    assert {s.value for s in subjects if "example.org" in s.value and "data." not in s.value} == {
        "http://example.org/",
        "http://example.org/us",
    }
    assert 'url: "http://example.org/"' in citation and "invalid" not in citation


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("dcat:isVersionOf", "dcat:hasPart", "no one release"),
        ("dcat:byteSize", "dcat:size", "byteSize"),
        ("@prefix dcat:", "@prefix", "line"),
    ],
)
def test_a_description_that_does_not_say_all_is_refused(
    place: Path, old: str, new: str, told: str
) -> None:
    """What is missing is told."""
    text = (place / DESCRIPTION).read_text("utf-8").replace(old, new)

    with pytest.raises(InputError, match=told):
        distributions.read(text.encode(), BASE + DESCRIPTION)


def test_a_namespace_needs_more_than_a_scheme_and_host() -> None:
    """Data of several hosts, or none, has no namespace of its own."""
    assert space(["http://a/x/1", "http://a/x/2"]) == "http://a/x/"
    assert space(["http://a/x", "http://b/x"]) == ""
    assert space([]) == ""


def test_the_description_is_turtle_that_needs_no_base_but_its_own_place(place: Path) -> None:
    """Its references are relative, so it says of a copy what is true of the copy."""
    text = (place / DESCRIPTION).read_bytes()
    here = place.as_uri() + "/" + DESCRIPTION
    found = {str(quad.object) for quad in parse(text, RdfFormat.TURTLE, base_iri=here)}

    assert f"<{place.as_uri()}/dataset.nq>" in found


# DCAT-AP 3.0: what the values of these properties must be typed as; no validator infers it.
DCATAP = "http://data.europa.eu/r5r/"
TYPED = {
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.compressFormat: DCTERMS.MediaType,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.publisher: FOAF.Agent,
    FOAF.homepage: FOAF.Document,
    DCAT.landingPage: FOAF.Document,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
    URIRef(f"{DCATAP}availability"): SKOS.Concept,
}


@pytest.mark.parametrize("predicate", TYPED, ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_values_are_typed_as_the_profile_wants(graph: Graph, predicate: URIRef) -> None:
    """Media types, formats, licences, standards, languages, agents, documents, algorithms."""
    values = set(graph.objects(None, predicate))

    assert values
    assert {value for value in values if (value, RDF.type, TYPED[predicate]) not in graph} == set()


@pytest.mark.parametrize(
    "predicate",
    [DCTERMS.description, DCTERMS.title, DCTERMS["format"], DCTERMS.license, DCAT.accessURL,
     URIRef(f"{DCATAP}availability")],
    ids=lambda iri: iri.rsplit("/", 1)[-1],
)  # fmt: skip
def test_every_distribution_says_what_it_must(graph: Graph, predicate: URIRef) -> None:
    """Mandatory and recommended properties of DCAT-AP 3.0 §7."""
    files = set(graph.subjects(RDF.type, DCAT.Distribution))

    assert files and {file for file in files if (file, predicate, None) not in graph} == set()


def test_a_query_is_no_dataset(graph: Graph) -> None:
    """dcterms:source of a dataset is a dataset; what a graph is made by it is derived from."""
    assert not list(graph.subject_objects(DCTERMS.source))
    derived = set(graph.objects(None, URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")))
    assert any("queries/build" in iri for iri in derived)


def test_class_partitions_can_be_asked(dataset: building.Dataset) -> None:
    """VoID in the store: for each class the number that counting gives."""
    told = select(
        dataset.public,
        PREFIXES
        + "SELECT ?class ?n { ?d void:classPartition [ void:class ?class ; void:entities ?n ] }",
    )
    counted = select(
        dataset.public,
        "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class FILTER (ISIRI(?class)) } GROUP BY ?class",
    )

    assert {row[0].value: row[1].value for row in told} == {
        row[0].value: row[1].value for row in counted
    }


def test_every_scheme_has_top_concepts(dataset: building.Dataset) -> None:
    """Those without a broader one in it, both ways (SKOS §4.6.3)."""
    skos = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    without = "SELECT ?s { ?s a skos:ConceptScheme FILTER NOT EXISTS { ?s skos:hasTopConcept ?c } }"
    wrong = (
        "SELECT ?c { ?c skos:inScheme ?s . FILTER (EXISTS { ?c skos:broader/skos:inScheme ?s } "
        "= EXISTS { ?c skos:topConceptOf ?s . ?s skos:hasTopConcept ?c }) }"
    )

    assert list(select(dataset.public, skos + without)) == []
    assert list(select(dataset.public, skos + wrong)) == []
