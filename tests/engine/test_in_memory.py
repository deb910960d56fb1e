"""What is on disk is read into memory while it is asked already, where there is room for it."""

from __future__ import annotations

import logging
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from churo.engine import embedded, memory, stores
from churo.engine.embedded import Embedded
from churo.errors import EngineFault
from churo.model import Limits, Query, Release
from churo.publication import catalogue
from churo.release import building
from tests.waiting import await_true

from .processes import of_engines, processes

CSV = "text/csv"
LIMITS = Limits(seconds=5, memory=256 << 20, answer=4 << 20, query=1 << 16, depth=100)
ROOM = 64 << 20
NUMBER = 3000
DATA = "".join(
    f'<urn:s{n}> <urn:p{n % 7}> "{n}" <urn:g{n % 2}> .\n'
    f'<urn:s{n}> <urn:p{n % 7}> "{n}" <urn:both> .\n'
    f"_:b{n} <urn:of> <urn:s{n}> .\n"
    for n in range(NUMBER)
)
READ = "The default graph is in memory."


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Names in two graphs each, and blank nodes in the default graph, on disk."""
    place = tmp_path_factory.mktemp("disk")
    (place / "data.nq").write_text(DATA)
    return catalogue.read_release(building.plain([place / "data.nq"], place / "releases", 0))


@pytest.fixture
def engine(release: Release, caplog: pytest.LogCaptureFixture) -> Iterator[Embedded]:
    """One worker that answers from disk, and from memory when the log says so."""
    caplog.set_level(logging.INFO)
    engine = Embedded(LIMITS, workers=1, queue=1, wait=5, copy=ROOM)
    engine.load(release)
    yield engine
    engine.close()


def rows(engine: Embedded, text: str) -> Counter[bytes]:
    """The lines of an answer, each as often as it is there."""
    answer = engine.ask(Query(text, "http://x/", CSV, None))
    return Counter(b"".join(answer.body.open()).splitlines())


def test_the_default_graph_is_read_whole(release: Release) -> None:
    """The same triples with the same blank nodes; what names graphs is still answered from disk."""
    disk = stores.opened(str(release.store))
    both = stores.in_memory(disk, ROOM)
    none: dict[str, None] = {"default": None, "named": None}
    graph = DefaultGraph()

    assert set(both.default) == set(disk.whole.quads_for_pattern(None, None, None, graph))
    assert len(both.default) == 2 * NUMBER
    assert both.seen_by("SELECT * { ?s ?p ?o }", none) is both.default
    assert both.seen_by("SELECT * { GRAPH ?g { ?s ?p ?o } }", none) is disk.whole
    assert both.seen_by("SELECT * { ?s ?p ?o }", {"default": [], "named": None}) is disk.whole


def test_triples_of_a_predicate_are_read_together(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a query which reads one predicate's reads what lies in a row."""
    read: list[NamedNode] = []
    until = stores._until

    def heard(end: int, quads: Iterator[object]) -> Iterator[object]:
        for quad in until(end, quads):  # type: ignore[arg-type]
            read.append(quad.predicate)
            yield quad

    monkeypatch.setattr(stores, "_until", heard)
    stores.in_memory(stores.opened(str(release.store)), ROOM)
    changes = sum(one != next for one, next in zip(read, read[1:], strict=False))

    assert len(read) == 2 * NUMBER
    assert changes == 7  # seven predicates of names, and one of blank nodes


def test_what_takes_too_much_memory_is_not_read(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is noticed on the way, not when the system has nothing left."""
    monkeypatch.setattr(stores, "LOOK", 10)
    with pytest.raises(EngineFault, match="more memory than it may"):
        stores.in_memory(stores.opened(str(release.store)), 1)


def test_it_is_asked_before_and_after(engine: Embedded, caplog: pytest.LogCaptureFixture) -> None:
    """The same rows; of two supervisors one is left, which a reload ends like any other."""
    texts = (
        "SELECT * { ?s ?p ?o }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?s ?x { ?s <urn:p3> ?o . ?x <urn:of> ?s }",
    )
    before = [rows(engine, text) for text in texts]
    await_true(lambda: READ in caplog.messages)
    after = [rows(engine, text) for text in texts]

    assert [sum(answer.values()) - 1 for answer in before[:2]] == [2 * NUMBER, 2 * NUMBER]
    assert after == before
    await_true(lambda: len(of_engines()) == 2)  # a supervisor and its worker


def test_when_that_supervisor_ends_the_disk_answers(
    engine: Embedded, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever had it ended, the next is not made to take as much memory again."""
    await_true(lambda: READ in caplog.messages)
    await_true(lambda: len(of_engines()) == 2)
    (supervisor,) = {pid for pid in of_engines() if processes(pid)}
    os.kill(supervisor, signal.SIGKILL)
    await_true(lambda: supervisor not in of_engines() and engine.status().workers == 1)

    assert sum(rows(engine, "SELECT * { ?s ?p ?o }").values()) - 1 == 2 * NUMBER
    assert caplog.messages.count(READ) == 1


def test_a_reload_meanwhile_wins(release: Release, caplog: pytest.LogCaptureFixture) -> None:
    """What was begun for the release before is thrown away when it is there."""
    caplog.set_level(logging.INFO)
    engine = Embedded(LIMITS, workers=1, queue=1, wait=5, copy=ROOM)
    engine.load(release)
    engine.load(release)
    await_true(lambda: READ in caplog.messages)
    await_true(lambda: len(of_engines()) == 2)
    engine.close()

    await_true(lambda: not of_engines())
    assert caplog.messages.count(READ) == 1


@pytest.mark.parametrize(("copy", "free"), [(0, 1 << 40), (1000, 1 << 40), (ROOM, ROOM)])
def test_nothing_is_read_without_room(
    release: Release, monkeypatch: pytest.MonkeyPatch, copy: int, free: int
) -> None:
    """Where nobody allows it, where it cannot be enough, or where others would have too little left."""
    monkeypatch.setattr(memory, "available", lambda: free)
    improved: list[object] = []
    monkeypatch.setattr(embedded.CurrentPool, "improve", lambda *told: improved.append(told))
    engine = Embedded(LIMITS, workers=1, queue=1, wait=5, copy=copy)
    engine.load(release)
    engine.close()

    assert improved == []


def system(place: Path, meminfo: str, groups: dict[str, tuple[str, str]]) -> tuple[Path, Path]:
    """Files as the system has them of a process in the group /a/b, each group with its bound and what it has."""
    (place / "self").mkdir()
    (place / "meminfo").write_text(meminfo)
    (place / "self/cgroup").write_text("1:name=other:/c\n0::/a/b\n")
    for name, (most, taken) in groups.items():
        (place / "groups" / name).mkdir(parents=True, exist_ok=True)
        (place / "groups" / name / "memory.max").write_text(most + "\n")
        (place / "groups" / name / "memory.current").write_text(taken + "\n")
    return place, place / "groups"


@pytest.mark.parametrize(
    ("groups", "left"),
    [
        ({}, 4 << 20),
        ({"a/b": ("max", "7")}, 4 << 20),
        ({"a/b": (str(1 << 40), "0")}, 4 << 20),
        ({"a/b": ("3000", "1000")}, 2000),
        ({"a/b": ("max", "1000"), "a": ("5000", "1000")}, 4000),
        ({".": ("6000", "1000")}, 5000),
        ({"c": ("3000", "1000")}, 4 << 20),
    ],
)
def test_what_is_available_is_told(
    tmp_path: Path, groups: dict[str, tuple[str, str]], left: int
) -> None:
    """What the system has, or less where a control group or one around it is bounded (cgroups(7))."""
    meminfo = "MemTotal: 9000 kB\nMemAvailable:    4096 kB\n"

    assert memory.available(*system(tmp_path, meminfo, groups)) == left


@pytest.mark.parametrize("meminfo", ["", "MemAvailable: much\n", "MemTotal: 9000 kB\n"])
def test_what_cannot_be_told_is_nothing(tmp_path: Path, meminfo: str) -> None:
    """Then nothing is read into memory."""
    assert memory.available(*system(tmp_path, meminfo, {})) == 0
    assert memory.available(tmp_path / "none", tmp_path) == 0
