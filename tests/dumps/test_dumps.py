"""Every dump is what its description says, and foreign programs read it as the same triples."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from arro3.io import read_parquet
from pyld import jsonld
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import BNode, Dataset, Graph, URIRef

from churo.publication.distributions import Description
from churo.release import building
from churo.release.dumps import graph_dumps, tables, views
from churo.release.dumps.compression import zstd
from churo.release.dumps.dump_forms import FORMS
from churo.release.publish import publishing
from churo.release.source.merged_store import merged, select
from tests import another_house

# rdflib's readers of JSON-LD and quads use names that rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

RAPPER = {"nq": "nquads", "trig": "trig", "nt": "ntriples", "ttl": "turtle", "rdf": "rdfxml"}
QUADS = ("nq", "trig")
SOON = 300_000  # bytes that rdflib reads in less than a second
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
REIFIES = RDF + "reifies"
NP = "http://www.nanopub.org/nschema#"
ACCEPTED = """
PREFIX ev: <https://w3id.org/churo/evidence#> PREFIX code: <https://w3id.org/churo/code#>
SELECT ?s ?p ?o {
  ?assertion ev:modality code:fact ; ev:polarity code:affirmed
  FILTER NOT EXISTS { ?assertion ev:currentVerdict code:refuted }
  GRAPH ?assertion { ?s ?p ?o }
}"""
BUILD = """
import sys
from pathlib import Path
from churo.release import building
print(building.plain([Path(sys.argv[1])], Path(sys.argv[2])))
"""


def triples_of(quads: Iterable[Quad]) -> set[Triple]:
    """The merge of quads."""
    return {quad.triple for quad in quads}


merge = cache(triples_of)  # of a set that does not change, as what was published


@cache
def by_graph(published: frozenset[Quad]) -> dict[str, set[Triple]]:
    """The triples of each graph, by its IRI."""
    found: dict[str, set[Triple]] = defaultdict(set)
    for quad in published:
        found[quad.graph_name.value].add(quad.triple)
    return found


def due(described: Description, name: str, published: frozenset[Quad]) -> set[Triple]:
    """The triples that a file of the whole or of a graph must hold."""
    owner = described.files[name].of
    graph = described.graphs.get(owner)
    return by_graph(published)[graph] if graph else merge(published)


def whole_or_graph(described: Description, suffix: str) -> list[str]:
    """The files in a syntax that hold the whole or a graph."""
    names = [name for name in described.files if name.endswith(f".{suffix}")]
    return [name for name in names if name.startswith(("dataset", "graph-"))]


def test_every_file_has_the_size_and_digest_that_are_told(
    place: Path, described: Description
) -> None:
    """And no file lies there untold but the texts that tell."""
    told = {row.name: (row.size, row.sha256) for row in described.files.values()}
    found = {
        path.name: (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in place.iterdir()
    }

    assert told.items() <= found.items()
    assert found.keys() - told.keys() == {"description.ttl", "SHA256SUMS", "CITATION.cff"}


def test_the_sums_are_what_sha256sum_checks(place: Path, described: Description) -> None:
    """The common tool says that each file is as it was."""
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )

    assert len(done.stdout.splitlines()) == len(described.files)


def test_compressed_files_are_the_plain_ones(place: Path, described: Description) -> None:
    """In gzip with neither the time of its making nor the program, and in zstd."""
    packed = [row for row in described.files.values() if row.packing]

    assert packed
    for row in packed:
        body = (place / row.name).read_bytes()
        if row.packing == "application/gzip":
            assert body[4:8] == b"\0\0\0\0"
            assert body[9] == 3  # Unix, whichever Python packs (RFC 1952 §2.3.1)
            plain = gzip.decompress(body)
        else:
            plain = zstd.decompress(body)
        assert plain == (place / row.name.rpartition(".")[0]).read_bytes(), row.name


def test_the_whole_is_there_in_every_syntax_and_every_graph_in_those_of_triples(
    described: Description, dataset: building.Dataset
) -> None:
    """Quads of the whole as they are, triples of its merge; each plain and packed twice."""
    whole = {f"dataset.{form.suffix}" for form in FORMS}
    graphs = {
        f"graph-{iri.rsplit('/', 1)[-1]}.{suffix}"
        for iri in dataset.catalogue.published
        for suffix in ("nt", "ttl", "rdf", "jsonld")
    }
    names = {f"{name}{packing}" for name in whole | graphs for packing in ("", ".gz", ".zst")}

    assert names <= described.files.keys()


def test_n_quads_and_n_triples_are_canonical_and_in_order(
    place: Path, release: Path, dataset: building.Dataset
) -> None:
    """A line a statement, sorted by code point, none twice; the same bytes that are served from."""
    lines = (place / "dataset.nq").read_text("utf-8").splitlines(keepends=True)

    assert lines == publishing.lines(dataset.published)
    assert (place / "dataset.nq").read_bytes() == (release / "dataset.nq").read_bytes()
    assertions = (place / "assertions.nq").read_text("utf-8").splitlines(keepends=True)
    assert assertions == publishing.lines(dataset.named_only)
    for path in place.glob("*.nt"):
        rows = path.read_text("utf-8").splitlines()
        assert rows == sorted(set(rows)), path.name


def test_the_canonical_hash_is_that_of_an_independent_implementation(
    described: Description, place: Path
) -> None:
    """RDFC-1.0 of the links and of the questions, by pyld; of the whole, by the same rule."""
    for name in ("links", "questions"):
        text = (place / f"graph-{name}.nt").read_text("utf-8")
        options = {
            "algorithm": "URDNA2015",
            "inputFormat": "application/n-quads",
            "format": "application/n-quads",
        }
        assert jsonld.normalize(text, options) == text
    whole = (place / "dataset.nq").read_bytes()
    assert described.canonical == hashlib.sha256(whole).hexdigest()


def read_by_raptor(place: Path, name: str, output: str) -> set[Quad]:
    """A dump as Rapper reads it and writes it again."""
    read = RAPPER[name.rpartition(".")[2]]
    done = subprocess.run(
        ["rapper", "--quiet", "--input", read, "--output", output, name, "http://example.org/"],
        cwd=place,
        capture_output=True,
        check=True,
    )
    return set(parse(done.stdout, RdfFormat.N_QUADS))


@pytest.mark.parametrize("suffix", ["nt", "rdf", "ttl"])
def test_raptor_reads_every_dump_as_the_same_triples(
    place: Path, described: Description, dataset: building.Dataset, suffix: str
) -> None:
    """Those that were published, of the whole and of every graph."""
    names = whole_or_graph(described, suffix)

    assert names
    for name in names:
        found = triples_of(read_by_raptor(place, name, "ntriples"))
        assert found == due(described, name, dataset.published), name


@pytest.mark.parametrize("stem", ["dataset", "assertions"])
@pytest.mark.parametrize("suffix", QUADS)
def test_raptor_reads_the_graphs_with_their_names(
    place: Path, dataset: building.Dataset, stem: str, suffix: str
) -> None:
    """Every quad is as it was published."""
    due = dataset.published if stem == "dataset" else dataset.named_only

    assert read_by_raptor(place, f"{stem}.{suffix}", "nquads") == due


@pytest.mark.parametrize("suffix", ["rdf", "ttl", "nt", "jsonld"])
def test_rdflib_reads_every_graph_as_the_same_triples(
    place: Path, described: Description, dataset: building.Dataset, suffix: str
) -> None:
    """In JSON-LD all graphs; in what Raptor has read whole those that do not take it a second."""
    names = [name for name in described.files if name.endswith(f".{suffix}")]
    names = [name for name in names if name.startswith("graph-")]
    assert len(names) == len(dataset.catalogue.published)
    if suffix in RAPPER:
        names = [name for name in names if described.files[name].size < SOON]

    assert len(names) > 10
    for name in names:
        assert as_ours(Graph().parse(place / name)) == due(described, name, dataset.published), name


@pytest.mark.parametrize(
    "name", ["dataset.jsonld", "assertions.jsonld", "assertions.trig", "assertions.nq"]
)
def test_rdflib_reads_the_graphs_with_their_names(
    place: Path, dataset: building.Dataset, name: str
) -> None:
    """Each graph has the triples it was published with."""
    stem, _, suffix = name.partition(".")
    format = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}[suffix]
    whole = Dataset().parse(place / name, format=format)
    counts = Counter(str(graph) for _, _, _, graph in whole.quads())
    due = dataset.published if stem == "dataset" else dataset.named_only

    assert counts == Counter(quad.graph_name.value for quad in due)


def as_ours(graph: Graph) -> set[Triple]:
    """rdflib's triples as the engine's."""
    assert not any(isinstance(term, BNode) for row in graph for term in row)
    text = graph.serialize(format="nt", encoding="utf-8")
    return triples_of(parse(text, RdfFormat.N_TRIPLES))


def test_rdf_1_2_says_the_same_with_triple_terms(place: Path, dataset: building.Dataset) -> None:
    """The merge, and each assertion reifies the triples of its graph without asserting them."""
    found = triples_of(parse(path=place / "rdf12.nt", format=RdfFormat.N_TRIPLES))
    reifying = {row for row in found if row.predicate.value == REIFIES}
    stated = {(quad.graph_name, quad.triple) for quad in dataset.named_only}

    assert found - reifying == merge(dataset.published)
    assert {(row.subject, row.object) for row in reifying} == stated != set()
    turtle = triples_of(parse(path=place / "rdf12.ttl", format=RdfFormat.TURTLE))
    assert turtle == found


def test_nanopublications_have_four_graphs_each(place: Path) -> None:
    """A head that names assertion, provenance and publication info, none of them empty or shared."""
    whole = Dataset().parse(place / "nanopublications.trig", format="trig")
    graphs = {str(graph.identifier) for graph in whole.graphs() if len(graph)}
    publications = list(
        whole.quads((None, URIRef(RDF + "type"), URIRef(NP + "Nanopublication"), None))
    )

    assert publications
    named = []
    for publication, _, _, head in publications:
        parts = [
            [str(o) for _, _, o, g in whole.quads((publication, URIRef(NP + part), None, None))]
            for part in ("hasAssertion", "hasProvenance", "hasPublicationInfo")
        ]
        assert [len(part) for part in parts] == [1, 1, 1], publication
        named += [str(head), *(part[0] for part in parts)]
    assert len(named) == len(set(named))
    assert set(named) == graphs


def test_claim_reviews_are_one_for_each_assessment(
    place: Path, described: Description, dataset: building.Dataset
) -> None:
    """JSON-LD without a foreign context, read by pyld and by rdflib alike."""
    assessed = "https://w3id.org/churo/evidence#assesses"
    reviews = {q.subject.value for q in dataset.published if q.predicate.value == assessed}
    graph = Graph().parse(place / "claim-reviews.jsonld", format="json-ld")
    found = set(graph.subjects(URIRef(RDF + "type"), URIRef("https://schema.org/ClaimReview")))
    document = json.loads((place / "claim-reviews.jsonld").read_text("utf-8"))
    text = jsonld.to_rdf(document, {"format": "application/n-quads"})

    assert {str(iri) for iri in found} == reviews
    told = described.triples[described.files["claim-reviews.jsonld"].of]
    assert len(triples_of(parse(text, RdfFormat.N_QUADS))) == len(graph) == told


def csv_of(path: Path) -> list[list[str]]:
    """The rows of a CSV file, its head first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_tables_have_their_rows_and_types(place: Path, dataset: building.Dataset) -> None:
    """CSV and Parquet say the same; a date is a date and a number a number."""
    head, *rows = csv_of(place / "assertions.csv")
    assertions = [dict(zip(head, row, strict=True)) for row in rows]
    observations = read_parquet(place / "observations.parquet").read_all()
    schema = {field.name: str(field.type) for field in observations.schema}
    kind = "https://w3id.org/churo/evidence#Assertion"
    known = {
        q.subject.value
        for q in dataset.published
        if q.predicate.value == RDF + "type" and q.object == NamedNode(kind)
    }

    assert {row["assertion"] for row in assertions} == known
    assert len(assertions) == len(known)
    assert all(row["label_en"] and row["label_ja"] for row in assertions)
    assert "Date32" in schema["earliest"] and "Float64" in schema["value"]
    for path in place.glob("*.parquet"):
        table = read_parquet(path).read_all()
        rows = csv_of(path.with_suffix(".csv"))
        assert rows[0] == [field.name for field in table.schema], path.name
        assert len(rows) - 1 == table.num_rows, path.name


@pytest.mark.parametrize("name", ["events", "stances", "observations"])
def test_rows_of_tables_say_who_says_so(place: Path, name: str) -> None:
    """Every row has the claims that it rests on, and their sources; the record's have no verdict."""
    head, *rows = csv_of(place / f"{name}.csv")

    for cells in rows:
        row = dict(zip(head, cells, strict=True))
        assert row["claims"] and row["sources"], row["label_en"]
        assert bool(row["verdicts"]) is (row["layer"] == "facts"), row["label_en"]


def test_a_table_refuses_a_value_of_another_type(tmp_path: Path) -> None:
    """The query is named, and nothing is bent."""
    place = tmp_path / tables.TABLES
    place.mkdir(parents=True)
    (place / "odd.rq").write_text("# Odd\n# types: o=integer\nSELECT ?o WHERE { ?s ?p ?o }")
    store = merged(parse('<urn:s> <urn:p> "many" .', RdfFormat.N_QUADS))

    with pytest.raises(Exception, match=r"odd\.rq: makes no table"):
        list(tables.contents(store, tmp_path, ""))


def test_a_view_that_is_no_query_is_named(tmp_path: Path) -> None:
    """The file is told."""
    (tmp_path / views.VIEWS).mkdir(parents=True)
    (tmp_path / views.VIEWS / "nanopublications.rq").write_text("SELECT")

    with pytest.raises(Exception, match=r"nanopublications\.rq: is no SPARQL"):
        views.of_queries(merged([]), tmp_path, "", {})


@pytest.mark.parametrize(
    "line",
    [
        '<urn:s> <http://example.org/1> "no XML name" .',
        '<urn:s> <http://example.org/p> "\\ufffe" .',
        '<urn:s> <http://example.org/p> "\\u0007" .',
        '<urn:s> <http://example.org/p> <<( <urn:s> <urn:p> "x" )>> .',
    ],
)
def test_a_syntax_that_cannot_hold_a_statement_is_left_out(line: str) -> None:
    """Nothing is written that would be read as something else."""
    quads = list(parse(line, RdfFormat.N_QUADS))
    made = {content.name: content for content in graph_dumps.whole(quads, {})}

    assert "dataset.rdf" not in made
    for name in ("dataset.nt", "dataset.ttl", "dataset.nq", "dataset.trig"):
        assert set(parse(made[name].body, RdfFormat.from_extension(name[8:]))) == set(quads)


def test_graphs_of_one_name_get_files_of_their_own() -> None:
    """Names are made of the end of an IRI, safe in a path, and in the order of the IRIs."""
    iris = ["urn:a:x", "http://a/x", "http://b/x/", "http://c/é é", "http://d/../.."]

    assert graph_dumps.slugs(iris) == {
        "x": "http://a/x",
        "graph": "http://b/x/",
        "graph-2": "http://c/é é",
        "graph-3": "http://d/../..",
        "x-2": "urn:a:x",
    }


def test_plain_data_gets_the_dumps_that_make_sense(tmp_path: Path) -> None:
    """Whole and merged, no tables; and the same bytes whatever the seed of hashes."""
    data = tmp_path / "data.ttl"
    data.write_text(
        '@prefix ex: <http://example.org/> . ex:a ex:p ex:b , [ ex:q "x"@en ] ; a ex:C .\n'
    )
    found = []
    for seed in ("1", "2"):
        releases = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", BUILD, str(data), str(releases)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        files = sorted((releases / "current").resolve().rglob("*"))
        found.append({str(p.relative_to(releases)): p.read_bytes() for p in files if p.is_file()})

    assert found[0] == found[1]
    names = {Path(name).name for name in found[0]}
    assert {f"dataset.{form.suffix}" for form in FORMS} <= names
    assert "CITATION.cff" not in names and not any(name.startswith("graph-") for name in names)


def test_turtle_declares_only_prefixes_that_it_uses(place: Path) -> None:
    """One for each namespace."""
    for name in ("dataset.ttl", "dataset.trig", "description.ttl"):
        lines = (place / name).read_text("utf-8").splitlines()
        heads = [line.split() for line in lines if line.startswith("@prefix")]
        body = "\n".join(line for line in lines if not line.startswith("@prefix"))
        spaces = [space for _, _, space, _ in heads]
        assert len(spaces) == len(set(spaces)) > 3, name
        assert "dct:title" in body and not [p for _, p, _, _ in heads if p == "dcterms:"], name


def test_json_ld_is_what_was_published(dataset: building.Dataset, place: Path) -> None:
    """Literals keep their lexical form here, too, which Raptor does not read: sources are written, not a store."""
    for stem, due in (("dataset", dataset.published), ("assertions", dataset.named_only)):
        assert set(parse(path=place / f"{stem}.jsonld", format=RdfFormat.JSON_LD)) == due, stem


def test_a_release_is_named_by_all_of_its_content(tmp_path: Path) -> None:
    """The same quads with another view are another release."""
    lakes = "# Which lakes are there?\nSELECT ?lake WHERE { ?lake rdfs:seeAlso ?about }\n"
    view = {f"{views.VIEWS}/tables/lakes.rq": lakes}
    without = building.load(another_house.write(tmp_path / "without"))
    with_one = building.load(another_house.write(tmp_path / "with", view))

    made = [building.build(one, tmp_path / "releases", []) for one in (without, with_one)]

    assert with_one.published == without.published
    assert made[0].name != made[1].name


def test_nothing_is_in_the_dataset_that_nobody_stands_for(
    dataset: building.Dataset, place: Path
) -> None:
    """What is only refuted, denied, planned, forecast, read or mentioned is in no default graph.

    Neither the endpoint's nor that of a store which takes the union of dataset.nq for it. Each
    such triple is asked for.
    """
    stands = {Triple(row["s"], row["p"], row["o"]) for row in select(dataset.public, ACCEPTED)}
    assert stands
    names = {
        quad.triple
        for quad in dataset.authored
        if quad.graph_name.value in dataset.catalogue.published
    }
    apart = {quad.triple for quad in dataset.named_only} - stands - names
    union = triples_of(parse(path=place / "dataset.nq", format=RdfFormat.N_QUADS))

    assert len(apart) > 100
    for triple in apart:
        asked = f"ASK {{ {triple.subject} {triple.predicate} {triple.object} }}"
        assert not dataset.public.query(asked), triple
        assert triple not in union, triple
