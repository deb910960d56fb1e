"""What is on disk is read into memory while it is asked already, where there is room for it."""

from __future__ import annotations

import json
import logging
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from subprocess import Popen

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from churo.engine import embedded, memory, stores
from churo.engine.embedded import Embedded
from churo.engine.scheduling.pool import Pool
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
Own = Callable[[], set[int]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Names in two graphs each, and blank nodes in the default graph, on disk."""
    place = tmp_path_factory.mktemp("disk")
    (place / "data.nq").write_text(DATA)
    return catalogue.read_release(building.plain([place / "data.nq"], place / "releases", 0))


@pytest.fixture
def own() -> Own:
    """Tells the processes of engines that a test has started, beside those that were there."""
    others = of_engines()
    return lambda: of_engines() - others


@pytest.fixture
def engine(release: Release, own: Own, caplog: pytest.LogCaptureFixture) -> Iterator[Embedded]:
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


@pytest.mark.parametrize(("characters", "looks"), [(0, 1), (stores.LOOK * stores.USUAL // 4, 3)])
def test_long_texts_are_looked_at_sooner(
    monkeypatch: pytest.MonkeyPatch, characters: int, looks: int
) -> None:
    """Ten short ones take no memory to speak of, ten of some megabytes do."""
    seen: list[int] = []
    monkeypatch.setattr(stores, "resident", lambda: seen.append(1) or 0)
    name, text = NamedNode("urn:a"), Literal("x" * characters)
    list(stores._until(1, [Quad(name, name, text)] * 10))

    assert len(seen) == looks


def test_it_is_asked_before_and_after(
    own: Own, engine: Embedded, caplog: pytest.LogCaptureFixture
) -> None:
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
    await_true(lambda: len(own()) == 2)  # a supervisor and its worker


def test_when_that_supervisor_ends_the_disk_answers(
    own: Own, engine: Embedded, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever had it ended, the next is not made to take as much memory again."""
    await_true(lambda: READ in caplog.messages)
    await_true(lambda: len(own()) == 2)
    (supervisor,) = {pid for pid in own() if processes(pid)}
    os.kill(supervisor, signal.SIGKILL)
    await_true(lambda: supervisor not in own() and engine.status().workers == 1)

    assert sum(rows(engine, "SELECT * { ?s ?p ?o }").values()) - 1 == 2 * NUMBER
    assert caplog.messages.count(READ) == 1


def test_a_reload_meanwhile_wins(
    own: Own, release: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Who reads for a release before is ended, so that reloads in a row do not read beside each other."""
    caplog.set_level(logging.INFO)
    reading: list[int] = []
    start = Pool._start

    def started(pool: Pool, told: str) -> Popen[bytes]:
        process = start(pool, told)
        if json.loads(told).get("copy"):
            os.kill(process.pid, signal.SIGSTOP)
            reading.append(process.pid)
        return process

    monkeypatch.setattr(Pool, "_start", started)
    engine = Embedded(LIMITS, workers=1, queue=1, wait=5, copy=ROOM)
    for times in (1, 2, 3):
        engine.load(release)
        await_true(lambda times=times: len(reading) == times)  # type: ignore[misc]
    await_true(lambda: own().isdisjoint(reading[:2]))
    os.kill(reading[2], signal.SIGCONT)
    await_true(lambda: READ in caplog.messages)
    await_true(lambda: len(own()) == 2)
    engine.close()

    await_true(lambda: not own())
    assert caplog.messages.count(READ) == 1


def test_a_reader_that_is_ended_from_outside_is_told_as_such(
    release: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As by the system, which has no memory left: it leaves no message to look for."""
    caplog.set_level(logging.INFO)
    start = Pool._start

    def started(pool: Pool, told: str) -> Popen[bytes]:
        process = start(pool, told)
        if json.loads(told).get("copy"):
            process.kill()
        return process

    monkeypatch.setattr(Pool, "_start", started)
    engine = Embedded(LIMITS, workers=1, queue=1, wait=5, copy=ROOM)
    engine.load(release)
    await_true(lambda: bool(caplog.messages))
    engine.close()

    told = "The engine was ended from outside while it started."
    assert caplog.messages == [f"The default graph stays on disk: {told}"]


def test_why_it_is_not_read_is_one_line(
    release: Release,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Too much data is no fault of ours, and has no traceback."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(embedded, "LEAST_OF_TRIPLE", 0)
    engine = Embedded(LIMITS, workers=1, queue=1, wait=5, copy=1)
    engine.load(release)
    await_true(lambda: bool(caplog.messages))
    engine.close()

    told = "The default graph stays on disk: the default graph takes more memory than it may."
    assert caplog.messages == [told]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("copy", "free", "told"),
    [
        (0, 1 << 40, []),
        (1000, 1 << 40, ["it needs about 1 MiB, and may take 0."]),
        (ROOM, ROOM, ["it may take 64 MiB, and no more than 16 can be spared."]),
        (ROOM, 0, ["no memory is free, or /proc/meminfo does not tell how much."]),
    ],
)
def test_nothing_is_read_without_room(
    release: Release,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    copy: int,
    free: int,
    told: list[str],
) -> None:
    """Where nobody allows it, where it cannot be enough, or where others would have too little left."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(memory, "available", lambda: free)
    improved: list[object] = []
    monkeypatch.setattr(embedded.CurrentPool, "improve", lambda *told: improved.append(told))
    engine = Embedded(LIMITS, workers=1, queue=1, wait=5, copy=copy)
    engine.load(release)
    engine.close()

    assert improved == []
    assert caplog.messages == [f"The default graph stays on disk: {why}" for why in told]
