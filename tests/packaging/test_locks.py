"""The lock files hold what pyproject.toml needs, all of it and nothing else, as it is installed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
PROJECT, GROUPS = PYPROJECT["project"], PYPROJECT["dependency-groups"]
SERVING = [*PROJECT["dependencies"], *GROUPS["build"]]
# Each lock file with the requirements that it is made of.
LOCKS = {
    "constraints.txt": SERVING,
    "constraints-test.txt": [*SERVING, *PROJECT["optional-dependencies"]["test"]],
    "constraints-pip.txt": GROUPS["install"],
}
EACH = pytest.mark.parametrize("name", LOCKS)
OLDEST = {"python_version": "3.11", "python_full_version": "3.11.0"}
HOST = re.compile(r"://|\b--(index|extra-index|find-links|trusted)", re.IGNORECASE)


@cache
def locked(name: str) -> list[Requirement]:
    """What a lock file pins, for any system."""
    text = (HOUSE / name).read_text("utf-8")
    rows = re.sub(r"\\\n\s*", "", text).splitlines()
    return [Requirement(row.partition(" --hash=")[0]) for row in rows if row.strip()]


def here(name: str) -> dict[str, str]:
    """The versions that a lock file pins for this system, by the names of packages."""
    rows = [row for row in locked(name) if row.marker is None or row.marker.evaluate()]
    return {canonicalize_name(row.name): str(row.specifier).removeprefix("==") for row in rows}


def is_of_older_python(requirement: Requirement) -> bool:
    """Whether only a Python before this one needs a requirement, so that nothing here tells for what."""
    marker = requirement.marker
    return marker is not None and marker.evaluate(OLDEST) and not marker.evaluate()


def holds(requirement: Requirement, extras: Iterable[str], anywhere: bool) -> bool:
    """Whether a requirement of a package with some extras is one here, or may be ``anywhere``."""
    marker = requirement.marker
    if marker is None or (anywhere and "extra" not in str(marker)):
        return True
    return any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def needed(texts: Iterable[str], anywhere: bool = False) -> set[str]:
    """The packages that requirements lead to, as the packages installed tell, here or anywhere."""
    todo = [(Requirement(text), frozenset[str]()) for text in texts]
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        requirement, extras = todo.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if holds(requirement, extras, anywhere) and key not in seen:
            seen.add(key)
            todo += [(child, key[1]) for child in children(key[0])]
    return {name for name, _ in seen}


def children(name: str) -> Iterator[Requirement]:
    """What a package says that it requires, if it is installed."""
    try:
        yield from map(Requirement, requires(name) or [])
    except PackageNotFoundError:  # of another system
        return


@EACH
def test_every_need_is_locked_and_nothing_else(name: str) -> None:
    """For this system exactly; for others nothing that no package asks for.

    What only an older Python needs is known where that runs the test: the oldest looks at all.
    """
    assert set(here(name)) == needed(LOCKS[name])
    known = {canonicalize_name(row.name) for row in locked(name) if not is_of_older_python(row)}
    assert known <= needed(LOCKS[name], True)


@EACH
def test_what_is_locked_meets_what_is_asked_for(name: str) -> None:
    """The bounds of pyproject.toml hold in its lock files."""
    versions = here(name)
    asked = [Requirement(text) for text in LOCKS[name]]

    outside = [
        str(row)
        for row in asked
        if holds(row, (), False) and versions[canonicalize_name(row.name)] not in row.specifier
    ]
    assert outside == []


@EACH
def test_what_is_installed_is_what_is_locked(name: str) -> None:
    """So that what the tests find holds for whoever installs."""
    versions = here(name)

    assert versions == {package: distribution(package).version for package in versions}


@EACH
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    """One version, and no file of it that was not there when it was locked."""
    text = (HOUSE / name).read_text("utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())

    assert len(blocks) == len(locked(name))
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==[^\s,*]+( ; .+)? \\\n", block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", block), block


@EACH
def test_a_lock_file_names_no_registry(name: str) -> None:
    """Whoever installs chooses where from."""
    assert not HOST.search((HOUSE / name).read_text("utf-8"))


def test_tests_run_with_the_versions_that_serve() -> None:
    """Both lock files pin the same."""
    serving, testing = here("constraints.txt"), here("constraints-test.txt")

    assert serving.items() <= testing.items()


def test_what_is_relied_on_inside_has_an_upper_bound() -> None:
    """Of granian more is used than it promises, and oxrdflib takes one series of pyoxigraph."""
    for text in PROJECT["dependencies"]:
        if Requirement(text).name in {"granian", "oxrdflib", "pyoxigraph"}:
            assert "<" in str(Requirement(text).specifier), text
