"""What several test folders need: the house, loaded, built once a run, and copied to be broken."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from churo.release import building
from tests.house_building import HOUSE, SEED, build_house
from tests.reserving import locked, make_once

# Modules that take longest, longest first, so that no process is left alone with one at the end.
LONGEST = (
    "release/test_check",
    "server/web/test_crawl",
    "packaging/test_wheel",
    "static_site/test_exporting",
    "ontology/test_ontology",
    "second_document/test_second_document",
    "dumps/test_dumps",
    "server/web/test_slow_clients",
    "server/web/test_serving",
    "engine/test_embedded",
    "dumps/test_verifying",
    "shapes/test_constraints",
    "release/test_release",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    order = {f"tests/{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes do not name a test: packed ones hold the time, and each process collects at its own."""
    return argname if isinstance(val, bytes) else None


def shared_directory(config: pytest.Config) -> Path:
    """A directory of this run alone, the same in each of the processes that share its tests."""
    own: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return own.parent if hasattr(config, "workerinput") else own


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """While a test marked ``alone`` runs, the other processes of the run wait.

    Whoever begins passes the door first, where the one who needs to be alone waits for the others
    to end, and so is not overtaken.
    """
    if not hasattr(item.config, "workerinput"):
        return (yield)
    place = shared_directory(item.config)
    kind = fcntl.LOCK_EX if item.get_closest_marker("alone") else fcntl.LOCK_SH
    with ExitStack() as door:
        door.enter_context(locked(place / "door.lock"))
        with locked(place / "room.lock", kind):
            door.close()
            return (yield)


@pytest.fixture(scope="session")
def once(request: pytest.FixtureRequest) -> Callable[[str, Callable[[Path], object]], Path]:
    """Gives a directory by name, which is filled once a run whichever process needs it first.

    Nobody writes in it but who fills it.
    """
    return partial(make_once, shared_directory(request.config))


@pytest.fixture(scope="session")
def house() -> Path:
    """The checkout."""
    return HOUSE


@pytest.fixture(scope="session")
def dataset() -> building.Dataset:
    """The house, loaded and layered."""
    return building.load(HOUSE)


@pytest.fixture(scope="session")
def house_release(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The house as a release, built once a run, to be read and not written in."""
    return (once("releases", lambda place: build_house(place, SEED)) / "current").resolve()


@pytest.fixture(scope="session")
def copied() -> Callable[[Path], Path]:
    """Makes a copy of the house in a directory and gives its place."""

    def make(directory: Path) -> Path:
        for part in ("ontology", "data", "shapes", "queries"):
            shutil.copytree(HOUSE / part, directory / "house" / part)
        return directory / "house"

    return make


@pytest.fixture
def copy(copied: Callable[[Path], Path], tmp_path: Path) -> Callable[..., Path]:
    """A copy of the house in which one file's text is changed."""

    def make(file: str = "", old: str = "", new: str = "") -> Path:
        root = copied(tmp_path)
        if file:
            text = (root / file).read_text("utf-8")
            assert old in text
            (root / file).write_text(text.replace(old, new, 1), "utf-8")
        return root

    return make
