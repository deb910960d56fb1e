"""The ontology keeps its profile's promises and its layers its entailments."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef

from churo.release.building import Dataset

from .profile import needs_java, violations

HOUSE = Path(__file__).resolve().parents[2]
CHURO = "https://w3id.org/churo/ontology#"
GRAPH = "https://w3id.org/churo/graph/"
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
MODULES = sorted((HOUSE / "ontology").glob("*.ttl"))


def graph(dataset: Dataset, *names: str) -> Graph:
    """Some graphs of the dataset in one."""
    from pyoxigraph import NamedNode, RdfFormat, serialize

    triples = [
        quad.triple
        for name in names
        for quad in dataset.store.quads_for_pattern(None, None, None, NamedNode(GRAPH + name))
    ]
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@pytest.fixture(scope="module")
def closed(dataset: Dataset) -> Graph:
    """All that OWL 2 RL entails of what is accepted, but for words, of which nothing follows."""
    whole = graph(dataset, "facts", "context", "ontology", "entities")
    for triple in list(whole):
        if isinstance(triple[2], Literal) and triple[2].language:
            whole.remove(triple)
    return expanded(whole)


def expanded(data: Graph) -> Graph:
    """A graph with all that OWL 2 RL entails of it, and what it finds inconsistent."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    return data


def test_involvement_equals_the_owl_2_rl_closure(dataset: Dataset, closed: Graph) -> None:
    """The one entailment that is served is the one that the ontology entails."""
    involves = URIRef(CHURO + "involves")
    served = set(graph(dataset, "inferred").subject_objects(involves))

    assert served == set(closed.subject_objects(involves))
    assert served


def test_facts_contradict_no_axiom_of_owl_2_rl(dataset: Dataset, closed: Graph) -> None:
    """The closure reports no inconsistency; that of the ontology with a city as a state does."""
    moscow = URIRef("https://w3id.org/churo/id/moscow")
    wrong = graph(dataset, "ontology").add((moscow, RDF.type, URIRef(CHURO + "State")))
    for triple in graph(dataset, "entities").triples((moscow, None, None)):
        wrong.add(triple)

    assert list(closed.subjects(RDF.type, ERROR)) == []
    assert list(expanded(wrong).subjects(RDF.type, ERROR)) != []


def test_every_module_is_owl_2_dl_and_rl_with_its_imports(tmp_path: Path) -> None:
    """So that whoever takes one module gets what a reasoner of either profile reads."""
    needs_java()
    modules = {path.stem: closure(path) for path in MODULES if path.stem != "prefixes"}
    codes = closure(HOUSE / "ontology/codes/codes.ttl")
    for path in (HOUSE / "ontology/codes").glob("*.ttl"):
        codes.parse(path)

    assert violations("RL", modules, tmp_path) == []
    # Codes have notations of their own datatypes, which RL has no room for.
    assert violations("DL", {**modules, "codes": codes}, tmp_path) == []


def test_a_module_without_its_imports_is_found_out(tmp_path: Path) -> None:
    """The check that finds nothing above finds what is missing here."""
    needs_java()

    alone = Graph().parse(HOUSE / "ontology/actors.ttl")

    assert any("undeclared" in line for line in violations("DL", {"actors": alone}, tmp_path))


@cache
def parsed(path: Path) -> Graph:
    """A file, read once."""
    return Graph().parse(path)


def closure(path: Path) -> Graph:
    """A module with all that it imports, directly or not."""
    root = "https://w3id.org/churo/ontology"
    whole, wanted = Graph(), [path]
    files = {root: "churo.ttl", "https://w3id.org/churo/evidence": "evidence.ttl"}
    seen: set[Path] = set()
    while wanted:
        one = wanted.pop()
        if one not in seen:
            seen.add(one)
            module = parsed(one)
            whole += module
            for iri in map(str, module.objects(None, OWL.imports)):
                name = files.get(iri) or f"{iri.removeprefix(root + '/')}.ttl"
                wanted.append(HOUSE / "ontology" / name)
    return whole


def test_hermit_finds_the_facts_consistent(dataset: Dataset, tmp_path: Path) -> None:
    """No class is unsatisfiable; date literals are left out, as OWL 2 has no such datatypes."""
    needs_java()
    import owlready2

    whole = graph(dataset, "facts", "context", "ontology", "entities")
    dates = {XSD.date, XSD.gYear, XSD.gYearMonth}
    for triple in list(whole):
        if (
            isinstance(triple[2], Literal)
            and triple[2].datatype in dates
            or triple[1] == OWL.imports
        ):
            whole.remove(triple)
    skolem = [t for t in whole if "/.well-known/genid/" in str(t[0]) + str(t[2])]
    for triple in skolem:
        whole.remove(triple)
    world = owlready2.World(filename=str(tmp_path / "world.sqlite3"))
    data = io.BytesIO(whole.serialize(format="nt", encoding="utf-8"))
    ontology = world.get_ontology("http://example.org/whole").load(fileobj=data)

    with ontology:
        owlready2.sync_reasoner_hermit(world, debug=0)

    assert list(world.inconsistent_classes()) == []
    world.close()


def test_no_axiom_names_a_date() -> None:
    """A DL reasoner rejects ranges of xsd:date and its kin."""
    for path in MODULES:
        for _, _, value in parsed(path).triples((None, RDFS.range, None)):
            assert value not in {XSD.date, XSD.gYear, XSD.gYearMonth}


def test_nothing_imports_the_alignments() -> None:
    """Foreign axioms come only to those who ask for them."""
    for path in MODULES:
        assert not list(
            parsed(path).triples(
                (None, OWL.imports, URIRef("https://w3id.org/churo/ontology/alignments"))
            )
        )


def test_modules_declare_only_listed_prefixes() -> None:
    """prefixes.ttl is the only list of prefixes."""
    listed = dict(
        re.findall(
            r'sh:prefix "([\w-]+)" ; sh:namespace "([^"]+)"',
            (HOUSE / "ontology/prefixes.ttl").read_text("utf-8").replace("\n", " "),
        )
    )
    for path in MODULES:
        for prefix, iri in re.findall(
            r"^@prefix ([\w-]+): <([^>]+)>", path.read_text("utf-8"), re.MULTILINE
        ):
            assert listed[prefix] == iri
