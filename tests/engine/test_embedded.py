"""Questions are answered in processes that nothing in a query outlives or escapes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph
import pytest

from churo import errors
from churo.engine.embedded import Embedded
from churo.engine.scheduling import heartbeat
from churo.engine.worker.admission import admit
from churo.engine.worker.row_count import SMALL, rows, written_rows
from churo.model import SLOW_SECONDS, Answer, Limits, Query, Release
from churo.publication import catalogue
from churo.release import building
from tests.waiting import SOON, await_true

from .processes import of_engines, processes

JSON = "application/sparql-results+json"
LIMITS = Limits(seconds=2, memory=256 << 20, answer=4 << 20, query=1 << 16, depth=100)
DATA = "".join(
    f'<urn:s{n}> <urn:p> "{n}" <urn:g{n % 2}> .\n<urn:s{n}> <urn:p> "{n}" <urn:both> .\n'
    for n in range(300)
)


@pytest.fixture(scope="module", params=[building.MEMORY_TRIPLES, 0], ids=["memory", "disk"])
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """300 triples, each in two graphs, in memory and on disk."""
    place = tmp_path_factory.mktemp("engine")
    (place / "data.nq").write_text(DATA)
    made = building.plain([place / "data.nq"], place / "releases", request.param)
    return catalogue.read_release(made)


@pytest.fixture(scope="module")
def engine(release: Release) -> Iterator[Embedded]:
    """Two workers on it."""
    engine = Embedded(LIMITS, workers=2, queue=4, wait=3)
    engine.load(release)
    yield engine
    engine.close()


def ask(engine: Embedded, text: str, **more: object) -> Answer:
    """Ask for JSON or N-Triples."""
    return engine.ask(Query(text, "http://x/", JSON, "application/n-triples", **more))  # type: ignore[arg-type]


def test_a_select_is_answered_with_its_rows(engine: Embedded) -> None:
    """Kind, media type, rows and bytes agree."""
    answer = ask(engine, 'SELECT ?s WHERE { ?s ?p "7" }')

    assert (answer.kind, answer.media_type, answer.rows) == ("solutions", JSON, 1)
    assert b'"urn:s7"' in b"".join(answer.body.open()) and answer.body.size == len(
        b"".join(answer.body.open())
    )


def test_the_default_graph_is_the_merge_of_all(engine: Embedded) -> None:
    """A triple that two graphs hold is one triple (SPARQL 1.1 Query §13.1)."""
    assert ask(engine, "SELECT * WHERE { ?s ?p ?o }").rows == 300
    assert ask(engine, "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }").rows == 600


@pytest.mark.parametrize(
    ("text", "more", "count"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", {"default_graphs": ("urn:g0",), "named_graphs": ()}, 150),
        ("SELECT * WHERE { ?s ?p ?o }", {"default_graphs": ("urn:none",), "named_graphs": None}, 0),
        ("SELECT * WHERE { ?s ?p ?o }", {"default_graphs": None, "named_graphs": ("urn:g0",)}, 0),
        ("SELECT * FROM <urn:g1> WHERE { ?s ?p ?o }", {}, 150),
        ("SELECT * FROM <urn:g1> WHERE { ?s ?p ?o }", {"default_graphs": ("urn:none",)}, 0),
        ("SELECT * FROM NAMED <urn:g1> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", {}, 150),
        ("SELECT * { graph <urn:g0> { ?s ?p ?o } }", {}, 150),
        ("SELECT * { ?s ?p ?o FILTER EXISTS { GRAPH <urn:g0> { ?s ?p ?o } } }", {}, 150),
        ("SELECT * { ?s ?p ?o FILTER EXISTS { ?s ?p ?o } }", {}, 300),
        ("DESCRIBE <urn:s7>", {}, 1),
        ("DESCRIBE <urn:s7> <urn:graph>", {}, 1),
    ],
)
def test_the_dataset_is_the_one_asked_for(
    engine: Embedded, text: str, more: dict[str, object], count: int
) -> None:
    """The protocol's dataset wins over FROM (SPARQL 1.1 Protocol §2.1.4); an unknown graph is empty."""
    assert ask(engine, text, **more).rows == count


def test_a_syntax_error_has_its_place(engine: Embedded) -> None:
    """Line and column count from 1; the column is the furthest that the parser got."""
    with pytest.raises(errors.QuerySyntaxError) as caught:
        ask(engine, "SELECT *\nWHERE { ?s & ?o }")

    assert caught.value.line == 2
    assert 12 <= caught.value.column <= 18


def test_unknown_terms_of_an_empty_answer_are_told(engine: Embedded) -> None:
    """Only what stands nowhere in the data is told."""
    answer = ask(engine, "PREFIX u: <urn:> SELECT * WHERE { u:s1 u:p ?o ; u:q ?x }")

    assert (answer.rows, answer.unknown) == (0, ("urn:q",))


HOSTILE = {
    "cross product": (
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        "seconds",
    ),
    "sorting": ("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?i", "memory"),
    "growth": (
        'SELECT (GROUP_CONCAT(?c; separator="'
        + "x" * 9000
        + '") AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f }',
        "memory",
    ),
    "large": ("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }", "answer"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_meets_its_limit_in_time(engine: Embedded, name: str) -> None:
    """Soon after the deadline, where it would take hours; the next question is answered as before."""
    text, limit = HOSTILE[name]
    begun = time.monotonic()

    with pytest.raises(errors.LimitExceeded) as caught:
        ask(engine, text)

    assert time.monotonic() - begun < LIMITS.seconds + SOON
    assert caught.value.limit in {limit, "seconds"}
    assert ask(engine, "ASK { ?s ?p ?o }").kind == "boolean"


def test_stack_overflow_ends_one_worker_only(release: Release) -> None:
    """With the guard's depth out of the way, the process that falls is not ours."""
    engine = Embedded(Limits(2, 256 << 20, 1 << 20, 1 << 20, 1 << 20), 1, 1, 3)
    engine.load(release)
    try:
        with pytest.raises(errors.LimitExceeded):
            ask(engine, "SELECT * WHERE { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }")
        assert ask(engine, "ASK { ?s ?p ?o }").rows == 1
    finally:
        engine.close()


def test_no_worker_can_dial_out(release: Release) -> None:
    """A SERVICE that is slipped past the guard opens no connection."""
    from unittest.mock import patch

    engine = Embedded(LIMITS, 1, 1, 3)
    engine.load(release)
    with socket.socket() as listening, patch("churo.engine.worker.admission.admit"):
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        with pytest.raises(errors.QueryError):
            ask(
                engine,
                f"SELECT * WHERE {{ SERVICE <http://127.0.0.1:{listening.getsockname()[1]}/> {{ ?s ?p ?o }} }}",
            )
        with pytest.raises(TimeoutError):
            listening.accept()
    engine.close()


def test_a_question_that_nobody_waits_for_is_stopped(engine: Embedded) -> None:
    """Long before its deadline."""
    begun = time.monotonic()

    with pytest.raises(errors.Abandoned):
        engine.ask(
            Query(HOSTILE["cross product"][0], "http://x/", JSON, None),
            lambda: time.monotonic() - begun > 0.1,
        )

    assert time.monotonic() - begun < SOON


def test_more_questions_than_may_wait_are_refused(release: Release) -> None:
    """Busy says when to come again; nothing grows."""
    engine = Embedded(LIMITS, 1, 0, 0.1)
    engine.load(release)
    running = threading.Thread(
        target=lambda: pytest.raises(errors.LimitExceeded, ask, engine, HOSTILE["cross product"][0])
    )
    running.start()
    await_true(lambda: engine.status().busy == 1)
    with pytest.raises(errors.Busy) as caught:
        ask(engine, "ASK {}")
    running.join()
    engine.close()

    assert caught.value.retry_after > 0


def test_fifty_hostile_queries_leave_no_process_behind(release: Release) -> None:
    """As many workers as before, and none once the engine is closed."""
    engine = Embedded(Limits(0.05, 256 << 20, 1 << 20, 1 << 16, 100), 2, 4, 3)
    before = of_engines()
    engine.load(release)
    started = of_engines() - before
    for _ in range(50):
        with pytest.raises(errors.LimitExceeded):
            ask(engine, HOSTILE["cross product"][0])
    await_true(lambda: len(of_engines() - before) == len(started))
    engine.close()

    assert sum(engine.status().kills.values()) >= 50
    assert of_engines() - before == set()


def behind(pids: set[int]) -> set[int]:
    """Those of the processes that have a thread of a lower priority than this one's."""
    low = set()
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):  # it may have ended since
            threads = [int(name) for name in os.listdir(f"/proc/{pid}/task")]
            if any(os.getpriority(os.PRIO_PROCESS, one) > os.nice(0) for one in threads):
                low.add(pid)
    return low


def test_a_long_question_lets_others_go_first(engine: Embedded) -> None:
    """Its worker has a lower priority before it meets its deadline, and no other has."""
    asking = threading.Thread(
        target=lambda: pytest.raises(errors.LimitExceeded, ask, engine, HOSTILE["cross product"][0])
    )
    asking.start()
    until = time.monotonic() + 2 * SLOW_SECONDS + 1
    while not (low := behind(of_engines())) and time.monotonic() < until:
        time.sleep(0.02)
    asking.join()

    assert len(low) == 1
    assert behind(of_engines()) == set()


def test_a_worker_that_gave_way_answers_and_goes_on(release: Release) -> None:
    """The same process, whose memory is warm, takes the next question at its usual priority."""
    engine = Embedded(LIMITS, workers=1, queue=1, wait=3)
    engine.load(release)
    ask(engine, "ASK {}")
    before = of_engines()
    pending = engine.begin(Query("ASK { ?s ?p ?o }", "http://x/", JSON, None))
    assert pending is not None
    pending.give_way()
    low = behind(before)
    first = pending.finish()
    second = ask(engine, "SELECT * { ?s ?p ?o }")
    after = of_engines()
    kills = engine.status().kills
    engine.close()

    assert (first.rows, second.rows) == (1, 300)
    assert len(low) == 1
    assert after == before
    assert not behind(after)
    assert kills == {}


@pytest.mark.parametrize("begin", [True, False])
def test_a_worker_that_died_while_idle_is_not_missed(release: Release, begin: bool) -> None:
    """Whoever asks next is answered by another."""
    others = of_engines()
    engine = Embedded(LIMITS, workers=1, queue=1, wait=3)
    engine.load(release)
    own = of_engines() - others
    (worker,) = {pid for pid in own if not processes(pid)}
    os.kill(worker, signal.SIGKILL)
    await_true(lambda: worker not in of_engines())
    question = Query("ASK { ?s ?p ?o }", "http://x/", JSON, None)
    begun = engine.begin(question) if begin else None
    answer = begun.finish() if begun else engine.ask(question)
    kills = engine.status().kills
    engine.close()

    assert answer.rows == 1
    assert kills == {}


def test_a_supervisor_that_stands_still_is_replaced(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its worker has ended and nobody made another; soon all questions are answered again."""
    monkeypatch.setattr(heartbeat, "EVERY", 0.2)
    others = of_engines()
    engine = Embedded(LIMITS, workers=1, queue=1, wait=3)
    engine.load(release)
    own = of_engines() - others
    (worker,) = {pid for pid in own if not processes(pid)}
    (supervisor,) = own - {worker}
    os.kill(supervisor, signal.SIGSTOP)
    os.kill(worker, signal.SIGKILL)

    def answers() -> bool:
        try:
            return ask(engine, "ASK { ?s ?p ?o }").rows == 1
        except errors.Busy:
            return False

    await_true(lambda: supervisor not in of_engines() and answers())
    engine.close()


def test_nothing_outlives_a_parent_that_is_killed(release: Release, tmp_path: Path) -> None:
    """Even SIGKILL leaves no supervisor, no worker and no file."""
    code = (
        "import sys, time; from pathlib import Path; from churo.publication import catalogue; from churo.engine.embedded import Embedded;"
        "from churo.model import Limits; e = Embedded(Limits(2, 1 << 28, 1 << 20, 1 << 16, 100), 2, 1, 1);"
        "e.load(catalogue.read_release(Path(sys.argv[1]))); print('ready', flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(release.directory)],
        stdout=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert parent.stdout and parent.stdout.readline() == b"ready\n"
    assert list(tmp_path.iterdir())
    children = processes(parent.pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while (
        left := {
            pid
            for pid in children
            if Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes()
        }
    ) and time.monotonic() < until:
        time.sleep(0.05)

    assert len(children) == 3
    assert left == set()
    assert list(tmp_path.iterdir()) == []


def test_a_new_release_is_swapped_in_while_questions_run(release: Release, tmp_path: Path) -> None:
    """None fails; each answers from one release or the other."""
    (tmp_path / "more.nq").write_text(DATA + '<urn:new> <urn:p> "x" <urn:g0> .\n')
    other = catalogue.read_release(building.plain([tmp_path / "more.nq"], tmp_path / "releases"))
    engine = Embedded(LIMITS, 2, 8, 3)
    engine.load(release)
    seen: list[int] = []
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            seen.append(ask(engine, "SELECT * WHERE { ?s ?p ?o }").rows)

    threads = [threading.Thread(target=keep_asking) for _ in range(3)]
    for thread in threads:
        thread.start()
    await_true(lambda: 300 in seen)
    engine.load(other)
    await_true(lambda: 301 in seen)
    stop.set()
    for thread in threads:
        thread.join()
    engine.close()

    assert set(seen) == {300, 301}
    assert engine.status().release == other.id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * WHERE { SERVICE <http://x/> { ?s ?p ?o } }", "service"),
        ("SELECT * WHERE { sErViCe ?x {} }", "service"),
        ("SELECT * WHERE { \u017fervice ?x {} }", "service"),
        ("SELECT * WHERE { \\u0053ERVICE ?x {} }", "service"),
        ("PREFIX a: <urn:a> INSERT DATA { a:a a:a a:a }", "update"),
        ("DELETE WHERE { ?s ?p ?o }", "update"),
        ("SELECT * WHERE { " + "{" * 100 + "}" * 101, "depth"),
        ("SELECT * WHERE { ?s ?p (" + "(" * 100, "depth"),
        ("#" * (1 << 16) + "\n", "length"),
    ],
)
def test_the_guard_refuses(text: str, kind: str) -> None:
    """Before anything parses it."""
    with pytest.raises(errors.QueryRefused) as caught:
        admit(text, LIMITS)

    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * WHERE { ?s ?p "SERVICE", \'\'\'a " SERVICE { \'\'\', """ \\""" SERVICE """ }',
        "# SERVICE\nSELECT ?service WHERE { ?service <http://x/SERVICE#INSERT> ex:SERVICE }",
        "ASK { FILTER(?a < ?b && ?c > ?d) }",
        "SELECT ?insert WHERE { ?insert a :DELETE . [] a ex:LOAD }",
        "SELECT * WHERE { " + "{" * 98 + "}" * 99,
    ],
)
def test_the_guard_lets_pass(text: str) -> None:
    """Strings, comments, IRIs, names and variables are not keywords."""
    admit(text, LIMITS)


def test_only_what_others_wrote_is_looked_through(engine: Embedded) -> None:
    """A question of our own may be nested as deeply as the engine can read."""
    nested = "ASK " + "{" * LIMITS.depth * 2 + "}" * LIMITS.depth * 2

    with pytest.raises(errors.QueryRefused):
        ask(engine, nested)
    assert ask(engine, nested, own=True).kind == "boolean"


@pytest.mark.parametrize("value", ["x", "", "}}", "a:", '"}}', "\\", "{}", "triple", '{"}},{'])
@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("VALUES ?v { § § }", 2),
        ("VALUES ?v { § UNDEF }", 2),
        ("VALUES (?v ?w) { (§ 'y') (§ UNDEF) }", 2),
        ("VALUES ?v { 'y' } BIND (<<( <urn:s> <urn:p> § )>> AS ?t) BIND (1 AS ?z)", 1),
        ("FILTER (§ = 'none')", 0),
    ],
)
def test_rows_are_counted_in_what_the_engine_wrote(pattern: str, count: int, value: str) -> None:
    """Whatever the values hold, and wherever a value is missing."""
    literal = str(pyoxigraph.Literal(value))
    solutions = pyoxigraph.Store().query(f"SELECT * {{ {pattern.replace('§', literal)} }}")
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    body = solutions.serialize(format=pyoxigraph.QueryResultsFormat.JSON)

    assert body is not None and written_rows(body, JSON) == count


@pytest.mark.parametrize(
    ("body", "media_type", "count"),
    [
        (
            b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"},{[ \\" "}},{}]}}',
            JSON,
            2,
        ),
        (b'{"head":{"vars":[]},"results":{"bindings":[]}}', JSON, 0),
        (
            b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"},{[ \\" '
            + b"x" * SMALL
            + b'"}},{}]}}',
            JSON,
            2,
        ),
        (b'a,b\r\n"x\r\ny",""""\r\n,\r\n', "text/csv", 2),
        (b'?a\t?b\n"x\\ny"\t\n', "text/tab-separated-values", 1),
        (b"<results><result></result><result/></results>", "application/sparql-results+xml", 2),
    ],
)
def test_rows_are_counted_in_the_bytes(body: bytes, media_type: str, count: int) -> None:
    """Whatever the values hold."""
    assert rows(body, media_type) == count
