"""The software publishes another graph, in another namespace, as it publishes ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse

from churo.errors import InputError
from churo.model import STORE
from churo.publication import catalogue, checks, index, integrity
from churo.publication.index import Standing
from churo.release import building
from churo.release.source import loading
from tests.another_house import BASE, write


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of one lake and one question."""
    return write(tmp_path / "house")


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


def test_a_large_house_has_a_store_on_disk(house: Path, tmp_path: Path) -> None:
    """With the same answers, under the same name, beside one that is held in memory."""
    dataset = building.load(house)
    query = "SELECT ?lake WHERE { ?lake ?p ?o } ORDER BY ?lake"
    small = building.build(dataset, tmp_path / "small", [])
    large = building.build(dataset, tmp_path / "large", [], 0, [Standing(query)])
    store = Store.read_only(str(large / STORE))

    assert large.name == small.name and integrity.is_intact(large)
    assert not (small / STORE).exists()
    default = store.quads_for_pattern(None, None, None, DefaultGraph())
    read = set(parse((large / "dataset.nq").read_bytes(), format=RdfFormat.N_QUADS))
    assert {quad.triple for quad in default} == {quad.triple for quad in read}
    assert read <= set(store)
    assert f"{BASE}id/khanka" in (index.read(large).answers[index.key(query)] or "")
