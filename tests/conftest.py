"""What several test folders need: the house, loaded, built once a run, and copied to be broken."""

from __future__ import annotations

import json
import shutil
import ssl
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from churo.release import building
from tests.house_building import HOUSE, SEED, build_house
from tests.reserving import make_once

# Modules that take longest, longest first, so that no process is left alone with one at the end. The
# second begins with what needs no release of the house, which the first has built meanwhile.
LONGEST = (
    "server/web/test_crawl",
    "release/test_check",
    "browser/test_every_page",
    "second_document/test_second_document",
    "second_document/test_reading_two",
    "dumps/test_dumps",
    "browser/test_journeys",
    "packaging/test_wheel",
    "static_site/test_exporting",
    "browser/test_query_page",
    "server/web/test_engines",
    "shapes/test_constraints",
    "dumps/test_verifying",
    "engine/test_embedded",
    "server/web/test_serving",
    "server/web/test_processes",
    "ontology/test_ontology",
    "cli/test_mcp",
    "server/web/test_slow_clients",
    "release/test_streaming",
    "test_architecture",
    "release/test_release",
)
# What a small house has of the folders that hold most of the data.
KEPT = {
    "data/documents/friendship-2025/assertions/s07.trig",
    "data/entities/states.ttl",
}
FULL = ("assertions", "citations", "entities", "publishers", "record")
# httpx.get makes a client each time, and each client reads all certificates of the system anew.
ssl.create_default_context = cache(ssl.create_default_context)


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
    """The house as a release, checked and built once a run, to be read and not written in."""
    made = once("releases", lambda place: build_house(place, SEED, checked=True))
    return (made / "current").resolve()


@pytest.fixture(scope="session")
def house_report(house_release: Path) -> list[dict[str, object]]:
    """What the check of the house found, warnings too."""
    rows: list[dict[str, object]] = json.loads((house_release / "report.json").read_text("utf-8"))
    return rows


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


@pytest.fixture
def small(copy: Callable[..., Path]) -> Callable[..., Path]:
    """Makes a copy with a sixth of the triples: enough to be told of one mistake, and soon loaded."""

    def make(*change: str) -> Path:
        root = copy(*change)
        for path in (root / "data").rglob("*"):
            if path.parent.name in FULL and str(path.relative_to(root)) not in KEPT:
                path.unlink()
        return root

    return make
