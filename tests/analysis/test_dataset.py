"""A release in rdflib: Oxigraph answers, nothing is changed, and nobody else answers instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Graph, Literal, URIRef
from rdflib.graph import ModificationException
from rdflib.plugins.sparql import prepareQuery

import churo
from churo.errors import InputError
from churo.release import building

# rdflib’s own Dataset uses a name that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")

ID = "https://w3id.org/churo/id/"
ASSERTION = URIRef("https://w3id.org/churo/assertion/friendship-2025-s07-1")
STANCE = URIRef(f"{ID}stance-russia-root-causes")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def house() -> Dataset:
    """The graph that the package brings."""
    return churo.dataset()


def number(graph: Graph, query: str = COUNT) -> int:
    """The one number that a query gives."""
    return int(next(iter(graph.query(query)))[0])


def test_the_default_graph_is_what_the_endpoint_has(
    house: Dataset, dataset: building.Dataset
) -> None:
    """The merge of the layers, and no more."""
    assert number(house) == len({quad.triple for quad in dataset.published})


def test_its_length_is_that_of_the_default_graph(house: Dataset, house_release: Path) -> None:
    """As a query counts it, and as it is looped over; of a release, and of files."""
    file = house_release / "dumps/graph-links.ttl"
    for found in (house, churo.dataset(house_release), churo.dataset([file])):
        due = number(found)

        assert len(found) == len(found.default_graph) == due > 0
        assert sum(1 for _ in found.triples((None, None, None))) == due


def test_a_named_graph_has_its_own_length(house: Dataset) -> None:
    """Which is not counted to that of the whole."""
    graph = house.graph(ASSERTION)

    assert 0 < len(graph) == len(list(graph)) < len(house)


def test_what_only_an_assertion_says_is_not_counted(tmp_path: Path) -> None:
    """A release of which the assertions say more than is accepted has the length of that."""
    (tmp_path / "dataset.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    (tmp_path / "assertions.nq").write_text("<urn:a> <urn:b> <urn:false> <urn:x> .\n")

    assert len(churo.dataset(tmp_path)) == 1


def test_assertion_graphs_are_reached_by_name(house: Dataset) -> None:
    """By GRAPH, and as a graph of rdflib."""
    asked = house.query("SELECT ?g { GRAPH ?g { id:stance-russia-root-causes a churo:Stance } }")

    assert ASSERTION in {row.g for row in asked}
    assert (STANCE, RDF.type, None) in house.graph(ASSERTION)
    assert ASSERTION in {graph.identifier for graph in house.graphs()}


def test_prefixes_are_bound(house: Dataset) -> None:
    """So that a query needs no declarations, and Turtle is short."""
    assert ("churo", URIRef("https://w3id.org/churo/ontology#")) in set(house.namespaces())


def test_bindings_are_kept(house: Dataset) -> None:
    """Values given beside the query reach Oxigraph."""
    given = {"who": URIRef(f"{ID}china")}

    rows = list(
        house.query(
            'SELECT ?who ?n { ?who rdfs:label ?n FILTER (LANG(?n) = "en") }', initBindings=given
        )
    )

    assert [str(row.n) for row in rows] == ["China"]


def test_it_cannot_be_changed(house: Dataset) -> None:
    """Neither by adding and removing nor by an update."""
    triple = (STANCE, RDF.type, Literal("x"))
    for change in (
        lambda: house.add(triple),
        lambda: house.remove((None, None, None)),
        lambda: house.update("CLEAR ALL"),
        lambda: house.parse(data="<urn:s> <urn:p> <urn:o> .", format="turtle"),
    ):
        with pytest.raises(ModificationException):
            change()


def test_a_mistake_is_told_with_its_place(house: Dataset) -> None:
    """As on the terminal, and not with the grammar of a parser."""
    with pytest.raises(InputError, match=r"line 2, column 6: (.|\n)*Did you mean skos:\?"):
        house.query("SELECT *\n{ ?s skso:x ?o }")


def test_rdflibs_own_engine_never_answers(house: Dataset) -> None:
    """Both of its silent ways in are errors: a parsed query, and an unknown parameter."""
    with pytest.raises(InputError, match="Give it as text"):
        house.query(prepareQuery(COUNT))
    with pytest.raises(InputError, match="base"):
        house.query(COUNT, base="http://example.org/")
    with pytest.raises(InputError, match="SELECT projection"):
        house.query(COUNT, initBindings={"s": URIRef("urn:s")})


def test_a_release_a_directory_of_releases_and_files_are_opened(house_release: Path) -> None:
    """All with the same default graph; files alone are merged."""
    due = number(churo.dataset(house_release))

    assert due > 1000
    assert number(churo.dataset(house_release.parent)) == due
    assert number(churo.dataset(house_release / "dataset.nq")) == due
    assert number(churo.dataset(str(house_release / "dumps/dataset.nq.gz"))) == due
    assert number(churo.dataset([house_release / "dumps/graph-links.ttl"])) < due


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("/nowhere", "nowhere"),
        (str(Path(__file__).parent), "has no release in it"),
        (__file__, "no ending of an RDF format"),
        ("http://127.0.0.1:9/", "cannot be fetched"),
    ],
)
def test_what_cannot_be_opened_is_told(source: str, told: str) -> None:
    """By one sentence that names it."""
    with pytest.raises(InputError, match=told):
        churo.dataset(source)
