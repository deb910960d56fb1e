"""Two churos behind nginx as we ship it: one may be killed, and releases swapped, and no request fails."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx
import pytest

from tests.waiting import await_true

from .test_nginx_limits import start

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server/web"))

from running import Server, make_release, sample, start_on, stop  # noqa: E402  found where the line above says

SECOND = "    # server 127.0.0.1:8001"
CLIENTS = 4  # each of an address of its own, so that nginx's limits do not end them
ENOUGH = 40  # answers of each after which what was to be seen has been seen
QUERY = "SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }} # {0}"


@dataclass
class Answer:
    """What a client got: status, release and body of an answer; what went wrong has status 0."""

    status: int
    release: str = ""
    body: str = ""


@dataclass
class Replicas:
    """Two servers of one directory of releases, with the port of nginx in front of them."""

    servers: list[Server]
    link: Path
    port: int
    numbers: Iterator[int] = field(default_factory=count)


@contextmanager
def running(place: Path) -> Iterator[Replicas]:
    """Two churos and nginx, while the context lasts."""
    link = place / "releases" / "current"
    link.parent.mkdir()
    link.symlink_to(make_release(link.parent, sample()).name)
    servers = [
        start_on(link, place / f"log{number}", reload_interval_seconds=0.2, processes=1)
        for number in (1, 2)
    ]
    ports = [int(httpx.URL(server.url).port or 0) for server in servers]
    (place / "nginx").mkdir()
    more = {SECOND: "    server 127.0.0.1:8001", "127.0.0.1:8001": f"127.0.0.1:{ports[1]}"}
    process, port = start(place / "nginx", ports[0], more)
    yield Replicas(servers, link, port)
    process.terminate()
    process.wait(10)
    for server in servers:
        if server.process.poll() is None:
            stop(server)
        server.held.close()


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Two that nobody kills."""
    with running(tmp_path_factory.mktemp("replicas")) as both:
        yield both


def ask(replicas: Replicas, client: httpx.Client) -> Answer:
    """Ask a query that nobody has asked, by each of the three methods in turn."""
    number = next(replicas.numbers)
    text = QUERY.format(number)
    headers = {"Accept": "text/csv"}
    try:
        match number % 3:
            case 0:
                got = client.get("/sparql", params={"query": text}, headers=headers)
            case 1:
                got = client.post("/sparql", data={"query": text}, headers=headers)
            case _:
                headers["Content-Type"] = "application/sparql-query"
                got = client.request("QUERY", "/sparql", content=text, headers=headers)
    except httpx.HTTPError as error:
        return Answer(0, body=repr(error))
    return Answer(got.status_code, got.headers.get("x-release", ""), body=got.text)


def load(replicas: Replicas, happened: threading.Event, begun: threading.Barrier) -> list[Answer]:
    """Ask until it has happened, and a while longer."""
    answers, left = [], ENOUGH
    address = f"127.0.0.{next(replicas.numbers) % 100 + 10}"
    transport = httpx.HTTPTransport(verify=False, local_address=address)
    url = f"https://127.0.0.1:{replicas.port}"
    with httpx.Client(transport=transport, base_url=url, timeout=30) as client:
        answers.append(ask(replicas, client))
        begun.wait(30)
        while left:
            answers.append(ask(replicas, client))
            left -= happened.is_set()
    return answers


def under_load(replicas: Replicas, happening: Callable[[], None]) -> list[Answer]:
    """All answers to clients that ask before, while and after something happens."""
    happened, begun = threading.Event(), threading.Barrier(CLIENTS + 1)
    with ThreadPoolExecutor(CLIENTS) as clients:
        jobs = [clients.submit(load, replicas, happened, begun) for _ in range(CLIENTS)]
        begun.wait(30)
        try:
            happening()
        finally:
            happened.set()
        return [answer for job in jobs for answer in job.result()]


def test_one_that_is_killed_fails_no_request(tmp_path: Path) -> None:
    """SIGKILL while queries come by GET, POST and QUERY: each is answered, by the other."""
    with running(tmp_path) as replicas:
        killed = replicas.servers[0].process

        def kill() -> None:
            os.kill(killed.pid, signal.SIGKILL)
            killed.wait(10)

        answers = under_load(replicas, kill)

    assert len(answers) > CLIENTS * ENOUGH
    assert {answer.status for answer in answers} == {200}, answers
    assert len({answer.body for answer in answers}) == 1


def test_a_release_swapped_under_load_fails_and_mixes_nothing(replicas: Replicas) -> None:
    """Each answer is of the release that it names, before, while and after both have swapped.

    In the moment of the swap one names none, and nobody keeps it; it is of one release for all that.
    """
    old = replicas.link.resolve().name
    extra = "<urn:a> <urn:b> <urn:c> <urn:g> ."

    def swap() -> None:
        release = make_release(replicas.link.parent, [*sample(), extra], "2026-11-24")
        fresh = replicas.link.with_name("fresh")
        fresh.symlink_to(release.name)
        fresh.rename(replicas.link)
        await_true(lambda: {served(server) for server in replicas.servers} == {release.name})

    answers = under_load(replicas, swap)
    named = {(answer.release, answer.body) for answer in answers if answer.release}

    assert {answer.status for answer in answers} == {200}, answers
    assert {release for release, _ in named} == {old, replicas.link.resolve().name}
    assert len(named) == len({body for _, body in named}) == 2
    assert {answer.body for answer in answers} == {body for _, body in named}


def test_both_answer_alike(replicas: Replicas) -> None:
    """With one release and one tag, so that a client may ask either whether something is new."""
    path = "/sparql?query=SELECT+*+WHERE+%7B+%3Fs+%3Fp+%3Fo+%7D"
    answers = [httpx.get(server.url + path) for server in replicas.servers]
    tags = {answer.headers["etag"] for answer in answers}
    asked = {"If-None-Match": answers[0].headers["etag"]}

    assert len(tags) == 1
    assert httpx.get(replicas.servers[1].url + path, headers=asked).status_code == 304
    assert len({answer.headers["x-release"] for answer in answers}) == 1


def served(server: Server) -> str:
    """The release that a server answers from."""
    return str(httpx.get(f"{server.url}/readyz").json()["release"])
