"""Servers for the tests of this directory, whose helper modules lie beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from running import Server, start, start_on, start_things, stop  # noqa: E402  found where the line above says


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not change it."""
    running = start(tmp_path_factory.mktemp("server"))
    yield running
    stop(running)


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client of that server, with no header fields that the test does not set."""
    with httpx.Client(base_url=server.url, timeout=30) as session:
        session.headers.clear()
        yield session


@pytest.fixture(scope="session")
def things(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server of things.trig, whose documents are looked at."""
    running = start_things(tmp_path_factory.mktemp("things"))
    yield running
    stop(running)


@pytest.fixture(scope="session")
def house_server(house_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server of a release of the house."""
    link = house_release.with_name("current")
    running = start_on(link, tmp_path_factory.mktemp("house") / "log")
    yield running
    stop(running)


@pytest.fixture(scope="session")
def house_client(house_server: Server) -> Iterator[httpx.Client]:
    """A client of the server of the house."""
    with httpx.Client(base_url=house_server.url, timeout=30) as session:
        yield session


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers with settings of a test's own."""
    running: list[Server] = []

    def run(**settings: object) -> Server:
        running.append(start(tmp_path / str(len(running)), **settings))
        return running[-1]

    yield run
    for server in running:
        stop(server)
