"""The software publishes another graph, in another namespace, as it publishes ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from churo.errors import InputError
from churo.publication import catalogue, checks
from churo.release import building
from churo.release.source import loading

BASE = "https://kg.example/lakes/"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "graph": f"{BASE}graph/",
    "lake": f"{BASE}id/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
CATALOGUE = f"""@base <{BASE}file/> .
{HEAD}
graph:dataset a dcat:Dataset , void:Dataset ;
    dct:title "Lakes"@en ;
    dcat:version "1" ;
    void:uriSpace "{BASE}" .

graph:lakes a sd:NamedGraph ;
    dct:isPartOf graph:dataset ;
    dct:hasPart <data/> , <ontology/> .

graph:questions a sd:NamedGraph ;
    dct:isPartOf graph:dataset ;
    dct:source <queries/questions> .
"""
DECLARED = "".join(
    f'[ sh:prefix "{prefix}" ; sh:namespace "{iri}"^^xsd:anyURI ] , '
    for prefix, iri in PREFIXES.items()
)
FILES = {
    "data/catalogue.ttl": CATALOGUE,
    "ontology/prefixes.ttl": f"{HEAD}\n<{BASE}shape/prefixes> sh:declare {DECLARED[:-2]} .\n",
    "data/lakes.ttl": f'{HEAD}\nlake:khanka rdfs:seeAlso [ rdfs:label "a lake"@en ] .\n',
    "queries/questions/lakes.rq": (
        "# Which lakes are there?\n# どの湖があるか。\n# keywords: lakes\n"
        "SELECT ?lake WHERE { ?lake rdfs:seeAlso ?about }\n"
    ),
    "queries/questions/lakes.csv": f"lake\r\n{BASE}id/khanka\r\n",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of one lake and one question."""
    for name, text in FILES.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return tmp_path / "house"


def test_it_is_built_in_its_own_namespace(house: Path, tmp_path: Path) -> None:
    """Things, what stands for blank nodes, questions and the description: nothing names ours."""
    release = building.build(building.load(house), tmp_path / "releases", [])

    text = (release / "dataset.nq").read_text("utf-8")
    quads = list(parse(text, format=RdfFormat.N_QUADS))
    nested = next(q.subject for q in quads if q.object == Literal("a lake", language="en"))
    assert isinstance(nested, NamedNode)
    assert nested.value.startswith(f"{BASE}.well-known/genid/")
    assert NamedNode(f"{BASE}query/lakes") in {q.subject for q in quads}
    files = [path for path in release.rglob("*") if path.suffix in (".nq", ".ttl")]
    assert files
    assert [path.name for path in files if "w3id.org/churo" in path.read_text("utf-8")] == []


def test_report_and_release_are_valid_json(house: Path, tmp_path: Path) -> None:
    """Programs read them."""
    dataset = building.load(house)
    place = building.build(dataset, tmp_path / "releases", [checks.Finding("a", "b")])

    assert json.loads((place / "report.json").read_text("utf-8"))[0]["rule"] == "b"
    sources = json.loads((place / "release.json").read_text("utf-8"))["sources"]
    assert sources == loading.sources(dataset.root, dataset.catalogue)


def test_a_house_has_a_namespace(house: Path) -> None:
    """Without one nothing can be named; the message says which property."""
    path = house / "data/catalogue.ttl"
    path.write_text(path.read_text("utf-8").replace(f'"{BASE}"', '"urn:lakes"'), "utf-8")

    with pytest.raises(InputError, match="void:uriSpace"):
        catalogue.read(house)
