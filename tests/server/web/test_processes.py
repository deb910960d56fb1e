"""What ends is replaced, nothing outlives its parent, and a full disk or a damaged release kill nobody."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import running
from clauses.asking import COUNT, count, refused
from running import Server, await_true, make_release, sample, start, start_with, stop
from tests.reserving import port_of, reserve_port

Start = Callable[..., Server]
PRODUCT = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(30))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"
# Each is answered by either of two processes, by chance: so many are hardly all by one.
PROBES = range(16)
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 2000"  # some hundred kilobytes


def ask(server: Server, query: str = COUNT, seconds: float = 30) -> httpx.Response:
    """Ask, past the cache, for an answer that is not compressed."""
    text = f"{query} # {time.monotonic_ns()}"
    plain = {"Accept-Encoding": "identity"}
    return httpx.get(f"{server.url}/sparql", params={"query": text}, headers=plain, timeout=seconds)


def children(process: int) -> list[int]:
    """The processes that the threads of a process have made, of which none may be left."""
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):
            found += map(int, (thread / "children").read_text().split())
    return found


def supervisors(server: Server) -> list[int]:
    """Those of all serving processes."""
    return [one for serving in children(server.process.pid) for one in children(serving)]


def family(process: int) -> set[int]:
    """A process and all below it."""
    return {process}.union(*(family(child) for child in children(process)))


def lives(process: int) -> bool:
    """Whether a process has not ended, waited for or not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def kill(processes: list[int]) -> None:
    """End processes as the system does that has no memory left."""
    for process in processes:
        os.kill(process, signal.SIGKILL)


def is_ready(server: Server) -> bool:
    """Whether the server says so."""
    with suppress(httpx.TransportError):
        return httpx.get(f"{server.url}/readyz").status_code == 200
    return False


def test_a_supervisor_is_replaced_and_until_then_nobody_is_misled(own_server: Start) -> None:
    """503 with Retry-After, not ready, and then all is as before; as often as it happens."""
    server = own_server(processes=2)
    for _ in range(3):
        killed = supervisors(server)
        kill(killed)
        await_true(lambda killed=killed: not any(map(lives, killed)))
        answers = [ask(server) for _ in range(10)]
        unwell = [answer for answer in answers if answer.status_code != 200]
        for answer in unwell:
            refused(answer, 503, "busy")
            assert int(answer.headers["retry-after"]) >= 1
        await_true(lambda: len(supervisors(server)) == 2 and all(is_ready(server) for _ in PROBES))
        assert {count(ask(server)) for _ in range(6)} == {13}


def test_the_queries_under_way_of_a_supervisor_that_ends_are_told_to_come_again(
    own_server: Start,
) -> None:
    """503, whose mistake it is not."""
    server = own_server()
    with ThreadPoolExecutor(1) as client:
        answer = client.submit(ask, server, ENDLESS)
        await_true(lambda: 'busy"} 1.0' in httpx.get(f"{server.url}/metrics").text)
        kill(supervisors(server))

    refused(answer.result(), 503, "busy")


def test_serving_processes_are_replaced_however_often_they_end(own_server: Start) -> None:
    """Twice in a few seconds is no reason to give up."""
    server = own_server(processes=2)
    for _ in range(3):
        kill(children(server.process.pid))
        await_true(lambda: len(supervisors(server)) == 2 and is_ready(server))

    assert count(ask(server)) == 13
    assert server.process.poll() is None


def test_a_serving_process_that_stands_still_is_replaced(
    own_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was stopped keeps its connections and answers nobody: the others go on."""
    often = "from churo.http.process import signs_of_life; signs_of_life.EVERY = 0.3; "
    monkeypatch.setattr(running, "RUN", often + running.RUN)
    server = own_server(processes=2)
    before = children(server.process.pid)
    signs = Path(tempfile.gettempdir())
    await_true(lambda: all(any(signs.glob(f"churo-serve-*/*.alive.{row}")) for row in before))
    os.kill(before[0], signal.SIGSTOP)
    await_true(lambda: not lives(before[0]))
    await_true(lambda: len(supervisors(server)) == 2 and is_ready(server))

    assert before[1] in children(server.process.pid)
    assert count(ask(server)) == 13
    assert f"process with the id {before[0]} stands still" in server.log.read_text()


@pytest.fixture
def hurried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Server, threading.Event]]:
    """A server with a directory of its own for temporary files, asked without a pause."""
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    server, over = start(tmp_path / "server", processes=2), threading.Event()

    def run() -> None:
        while not over.is_set():
            with suppress(httpx.TransportError):
                ask(server)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    yield server, over
    over.set()
    for thread in threads:
        thread.join()
    stop(server)


def test_nothing_outlives_a_parent_that_is_killed_under_load(
    hurried: tuple[Server, threading.Event], tmp_path: Path
) -> None:
    """No process, no file, and the port is free at once."""
    server, _ = hurried
    everyone = family(server.process.pid)
    time.sleep(0.5)
    kill([server.process.pid])
    server.process.wait()
    await_true(lambda: not any(map(lives, everyone)), 5)

    assert len(everyone) == 1 + 2 + 2 + 4
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", int(server.url.rsplit(":", 1)[1])))
    await_true(lambda: not list((tmp_path / "tmp").iterdir()), 5)


def test_a_query_under_way_has_its_time_when_the_server_is_told_to_stop(own_server: Start) -> None:
    """It is answered as if nothing had happened, and then the server ends."""
    server = own_server(query_timeout_seconds=7)
    with ThreadPoolExecutor(1) as client:
        answer = client.submit(ask, server, ENDLESS)
        await_true(lambda: 'busy"} 1.0' in httpx.get(f"{server.url}/metrics").text)
        server.process.send_signal(signal.SIGTERM)

    refused(answer.result(), 422, "deadline")
    assert server.process.wait(5) == 0


def point(link: Path, release: Path) -> None:
    """Let the link lead to another release."""
    new = link.with_name("new")
    new.symlink_to(release.name)
    new.replace(link)


def damaged(directory: Path) -> Path:
    """A release of which a line is missing."""
    extra = "<urn:a> <urn:b> <urn:c> <http://example.org/graph/links> ."
    release = make_release(directory, [*sample(), extra], "2026-12-01")
    data = release / "dataset.nq"
    data.write_bytes(b"".join(data.read_bytes().splitlines(True)[1:]))
    return release


def test_a_damaged_release_is_not_swapped_in_not_even_by_a_new_process(own_server: Start) -> None:
    """The one before goes on being served; the log names the file, once."""
    server = own_server(reload_interval_seconds=0.1)
    before = server.link.resolve().name
    point(server.link, damaged(server.link.parent))
    await_true(lambda: "damaged: dataset.nq" in server.log.read_text())
    time.sleep(0.5)
    told = server.log.read_text().count("damaged: dataset.nq")
    kill(children(server.process.pid))
    await_true(lambda: bool(supervisors(server)) and is_ready(server))

    assert told == 1
    assert httpx.get(f"{server.url}/readyz").json()["release"] == before
    assert count(ask(server)) == 13


def test_a_damaged_release_that_is_mended_is_served(own_server: Start) -> None:
    """In its place, without a word to the server."""
    server = own_server(reload_interval_seconds=0.1)
    release = damaged(server.link.parent)
    point(server.link, release)
    await_true(lambda: "damaged: dataset.nq" in server.log.read_text())
    extra = "<urn:a> <urn:b> <urn:c> <http://example.org/graph/links> ."
    lines = sorted(f"{line}\n" for line in [*sample(), extra])
    (release / "dataset.nq").write_text("".join(lines))
    await_true(lambda: httpx.get(f"{server.url}/readyz").json()["release"] == release.name)

    assert count(ask(server)) == 14


def test_a_server_does_not_start_on_a_damaged_release(tmp_path: Path) -> None:
    """One sentence, which names the file, and an exit code."""
    release = damaged(tmp_path)
    (tmp_path / "current").symlink_to(release.name)
    code = "import os, sys; from pathlib import Path; from churo.settings import read; from churo import app; app.serve(read(os.environ), Path(sys.argv[1]))"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "current")],
        env=os.environ | {"CHURO_PORT": port, "CHURO_PROCESSES": "1"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 1
    assert "is damaged: dataset.nq" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small disk for temporary files."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    monkeypatch.setenv("TMPDIR", str(disk))
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_a_full_disk_refuses_long_answers_and_kills_nobody(tiny: Path, tmp_path: Path) -> None:
    """Short ones are answered, new clients have accounts, and with room all is as before."""
    server = start_with(tmp_path / "server", sample(), processes=2, trusted_proxies=1)
    try:
        before = children(server.process.pid)
        with suppress(OSError), (tiny / "fill").open("wb", buffering=0) as fill:
            while True:
                fill.write(b"x" * 512)
        large = ask(server, LARGE)
        small = [
            httpx.get(
                f"{server.url}/sparql?query=ASK{{}}%23{number}",
                headers={"X-Forwarded-For": f"198.51.{number}.7"},
            )
            for number in range(40)
        ]
        metrics = httpx.get(f"{server.url}/metrics")
        kill(supervisors(server))
        await_true(lambda: all(ask(server).status_code == 200 for _ in PROBES))
        (tiny / "fill").unlink()
        again = ask(server, LARGE)
        after = children(server.process.pid)
    finally:
        stop(server)

    assert large.status_code == 503
    refused(large, 503, "busy")
    assert {answer.status_code for answer in (*small, metrics, again)} == {200}
    assert after == before


def churo(*words: str, **environ: str) -> subprocess.Popen[str]:
    """The command, as a process."""
    return subprocess.Popen(
        [sys.executable, "-m", "churo", *words],
        env=os.environ | environ,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_servers_of_one_port_and_two_of_one_directory(tmp_path: Path) -> None:
    """On one port the second is refused in a sentence; in one directory each has its own data."""
    ports, files = [], []
    for number in range(2):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            ports.append(str(free.getsockname()[1]))
        files.append(tmp_path / f"data{number}.nt")
        files[-1].write_text(f'<urn:s> <urn:p> "of {number}" .\n')
    releases = str(tmp_path / "releases")
    pairs = list(zip(ports, files, strict=True))
    running = [
        churo("serve", "--port", port, "--data", str(file), CHURO_RELEASES=releases)
        for port, file in [*pairs, (ports[0], files[1])]
    ]
    urls = [f"http://127.0.0.1:{port}/sparql?query=SELECT*{{?s+?p+?o}}" for port in ports]

    def answers() -> list[str]:
        with suppress(httpx.TransportError):
            return [httpx.get(url, headers={"Accept": "text/csv"}).text for url in urls]
        return []

    try:
        await_true(lambda: len(answers()) == 2)
        await_true(lambda: any(one.poll() is not None for one in (running[0], running[2])))
        refused_one = next(one for one in (running[0], running[2]) if one.poll() is not None)
        told = answers()
        words = refused_one.communicate()[1]
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.communicate(timeout=15)

    assert (refused_one.returncode, words.count("\n")) == (2, 1)
    assert f"127.0.0.1:{ports[0]}: cannot listen there" in words
    assert "of 1" in told[1] and "of 0" not in told[1]


def test_the_command_becomes_a_server_that_has_its_address(tmp_path: Path) -> None:
    """With its number, its options, and no file of the working directory for a module."""
    for name in ("queue.py", "json.py", "churo.py"):
        (tmp_path / name).write_text("raise SystemExit('of the working directory')\n")
    (tmp_path / "data.nt").write_text('<urn:s> <urn:p> "o" .\n')
    command = str(Path(sys.executable).with_name("churo"))
    with reserve_port() as reserved:
        port = str(port_of(reserved))
    words = [command, "serve", "--port", port, "--data", "data.nt"]
    environ = os.environ | {"CHURO_RELEASES": "releases", "CHURO_PROCESSES": "1"}
    told = {"cwd": tmp_path, "env": environ, "stderr": subprocess.PIPE, "text": True}
    first = subprocess.Popen(words, **told)  # type: ignore[call-overload]
    url = f"http://127.0.0.1:{port}/readyz"

    def ready() -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(url).status_code == 200
        return first.poll() is not None

    try:
        await_true(ready)
        program = Path(f"/proc/{first.pid}/cmdline").read_bytes().split(b"\0")
        second = subprocess.run(words, check=False, timeout=60, **told)  # type: ignore[call-overload]
        first.terminate()
        said = first.communicate(timeout=15)[1]
    finally:
        first.kill()

    assert b"churo.serving" in program
    assert (second.returncode, second.stderr.count("\n")) == (2, 1)
    assert "cannot listen there" in second.stderr
    assert said.startswith("Serving ")


def test_a_server_needs_no_working_directory_and_its_host_may_be_a_name(tmp_path: Path) -> None:
    """The directory in which it was started may be gone; names that have an address are one."""
    (tmp_path / "data.nt").write_text('<urn:s> <urn:p> "o" .\n')
    (tmp_path / "gone").mkdir()
    with reserve_port() as reserved:
        port = str(port_of(reserved))
    words = ["sh", "-c", 'cd "$0" && rmdir "$0" && exec "$@"', str(tmp_path / "gone")]
    words += [str(Path(sys.executable).with_name("churo")), "serve", "--host", "localhost"]
    words += ["--port", port, "--data", str(tmp_path / "data.nt")]
    environ = os.environ | {"CHURO_RELEASES": str(tmp_path / "releases"), "CHURO_PROCESSES": "1"}
    server = subprocess.Popen(words, env=environ, stderr=subprocess.DEVNULL)

    def ready() -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
        return server.poll() is not None

    try:
        await_true(ready)
        server.terminate()
        code = server.wait(15)
    finally:
        server.kill()

    assert code == 0


def test_an_interrupt_while_the_program_loads_is_one_sentence(tmp_path: Path) -> None:
    """It is held back from when the command becomes the program until that can take it."""
    (tmp_path / "data.nt").write_text('<urn:s> <urn:p> "o" .\n')
    with reserve_port() as reserved:
        port = str(port_of(reserved))
    words = ("serve", "--port", port, "--data", str(tmp_path / "data.nt"))
    command = churo(*words, CHURO_RELEASES=str(tmp_path / "releases"))
    try:
        assert command.stderr
        first = command.stderr.readline()
        command.send_signal(signal.SIGINT)
        rest = command.communicate(timeout=30)[1]
    finally:
        command.kill()

    assert first.startswith("Serving ")
    assert (command.returncode, rest) == (130, "churo: stopped.\n")


def test_a_build_that_is_told_to_stop_leaves_nothing(tmp_path: Path) -> None:
    """Nor does it look like success."""
    file = tmp_path / "data.nt"
    file.write_text("".join(f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(60_000)))
    command = churo("serve", "--data", str(file), CHURO_RELEASES=str(tmp_path / "releases"))
    try:
        await_true(lambda: bool(list((tmp_path / "releases").rglob(".building-*"))))
        command.terminate()
        command.communicate(timeout=20)
    finally:
        command.kill()

    assert command.returncode == 128 + signal.SIGTERM
    assert not list((tmp_path / "releases").rglob(".building-*"))


def test_the_query_of_a_worker_that_is_killed_is_told_to_come_again(own_server: Start) -> None:
    """503, and another worker is there."""
    server = own_server(workers_per_process=1)
    with ThreadPoolExecutor(1) as client:
        answer = client.submit(ask, server, ENDLESS)
        await_true(lambda: 'busy"} 1.0' in httpx.get(f"{server.url}/metrics").text)
        kill([worker for one in supervisors(server) for worker in children(one)])

    refused(answer.result(), 503, "busy")
    assert count(ask(server)) == 13
