"""A release is the same bytes every time, whole or not there, and says what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from churo.errors import InputError
from churo.publication import catalogue
from churo.release import building
from churo.release.publish import comparing, publishing
from churo.release.source.skolem import skolemise

P = NamedNode("urn:p")


def churo(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "churo", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )


def test_a_release_has_no_blank_node_and_every_published_graph(
    dataset: building.Dataset, house_release: Path
) -> None:
    """What is described is what is in the file."""
    release = catalogue.read_release(house_release)
    data = (release.directory / "dataset.nq").read_text("utf-8")

    assert "_:" not in {word[:2] for line in data.splitlines() for word in line.split(" ")[:1]}
    assert set(release.graphs) == dataset.catalogue.published
    assert sum(release.graphs.values()) == data.count("\n")
    assert release.triples == dataset.triples
    assert data.splitlines() == sorted(set(data.splitlines()))


def test_a_failed_build_leaves_the_old_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half made stays, and current still points at the last good one."""
    data, releases = tmp_path / "data.nt", tmp_path / "releases"
    data.write_text("<urn:s> <urn:p> <urn:o> .\n")
    good = building.plain([data], releases)
    data.write_text("<urn:s> <urn:p> <urn:other> .\n")
    there = sorted(path.name for path in releases.iterdir())
    monkeypatch.setattr(publishing, "publish", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        building.plain([data], releases)

    assert building.current(releases) == good
    assert sorted(path.name for path in releases.iterdir() if path.name != "changes") == there


def test_an_unwritable_directory_is_named() -> None:
    """The message says what to choose instead."""
    with (
        pytest.raises(InputError, match=r"/proc/releases.*CHURO_RELEASES"),
        publishing.aside(Path("/proc/releases")),
    ):
        pass


def test_blank_nodes_are_named_by_their_content() -> None:
    """Equal content in equal places is one name; other content another."""

    def name(value: str, label: str) -> str:
        node = BlankNode(label)
        quads = [Quad(NamedNode("urn:s"), P, node), Quad(node, P, Literal(value))]
        return next(
            str(q.object)
            for q in skolemise(quads, "here", "https://kg.example/")
            if q.subject == NamedNode("urn:s")
        )

    assert name("a", "x") == name("a", "y") != name("b", "x")
    assert name("a", "x").startswith("<https://kg.example/.well-known/genid/")


@pytest.mark.parametrize(
    "quads",
    [
        [Quad(BlankNode("a"), P, BlankNode("b")), Quad(BlankNode("b"), P, BlankNode("a"))],
        [Quad(NamedNode("urn:s"), P, BlankNode("a")), Quad(NamedNode("urn:t"), P, BlankNode("a"))],
    ],
)
def test_blank_nodes_that_form_no_trees_are_refused(quads: list[Quad]) -> None:
    """Their names would depend on the order of reading."""
    with pytest.raises(InputError, match="here"):
        list(skolemise(quads, "here", "https://kg.example/"))


@pytest.mark.parametrize(
    ("words", "environ", "told"),
    [
        (("build",), {"CHURO_SOURCES": "/nowhere"}, "CHURO_SOURCES"),
        (("build",), {"CHURO_PROT": "1"}, "Did you mean CHURO_PORT?"),
        (("build",), {"CHURO_PORT": "http"}, "'http' is no whole number"),
        (("check", "--only", "document", "--document", "/nowhere"), {}, "/nowhere"),
        (("serve", "--data", __file__), {"CHURO_RELEASES": "/proc/x"}, "no RDF format"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(
    words: tuple[str, ...], environ: dict[str, str], told: str
) -> None:
    """What, where and how to mend it; no trace of the code."""
    done = churo(*words, **environ)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_differences_are_an_rdf_patch(tmp_path: Path) -> None:
    """Removals, then additions, in one transaction."""
    old, new = tmp_path / "old.nt", tmp_path / "new.nt"
    old.write_text('<urn:s> <urn:p> "a" .\n<urn:s> <urn:p> "b" .\n')
    new.write_text('<urn:s> <urn:p> "b" .\n<urn:s> <urn:p> "c" .\n')

    difference = comparing.compare(old, new)

    assert (
        comparing.patch(difference)
        == 'TX .\nD <urn:s> <urn:p> "a" .\nA <urn:s> <urn:p> "c" .\nTC .\n'
    )
    assert comparing.patch(comparing.compare(old, old)) == "TX .\nTC .\n"


def test_graphs_that_derive_from_one_another_are_refused(copy: Callable[..., Path]) -> None:
    """The circle is shown."""
    root = copy(
        "data/catalogue.ttl", "prov:wasDerivedFrom graph:codes", "prov:wasDerivedFrom graph:labels"
    )

    with pytest.raises(InputError, match="derive from one another"):
        building.load(root)


def test_equal_blank_nodes_of_the_house_are_numbered() -> None:
    """Two that say the same in the same place are two."""
    owner = NamedNode("urn:s")
    quads = [
        row
        for label in ("a", "b")
        for row in (
            Quad(owner, P, BlankNode(label)),
            Quad(BlankNode(label), P, Literal("x")),
        )
    ]

    assert (
        len(
            {
                q.object
                for q in skolemise(quads, "here", "https://kg.example/")
                if q.subject == owner
            }
        )
        == 2
    )


def test_a_long_list_of_the_house_is_named() -> None:
    """However deep, without recursion."""
    size = 10_000
    cells = [BlankNode(f"c{number}") for number in range(size)]
    quads = [Quad(NamedNode("urn:s"), P, cells[0])]
    quads += [Quad(one, P, two) for one, two in pairwise(cells)]

    assert len({q.object for q in skolemise(quads, "here", "https://kg.example/")}) == size
