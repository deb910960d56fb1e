"""A file that several processes write is there once, whole, and has one content."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from churo.errors import InputError
from churo.http.context import Context
from churo.http.requests.request import Request
from churo.http.responses.response import Reply
from churo.static_site.copying import Copier
from churo.static_site.crew import Crew
from churo.static_site.shared_files import write_once

CONTENT = b"x" * 1_000_000  # not written in one go
TIMES = 100


def write_all(paths: Sequence[Path]) -> list[bool]:
    """Write the same content to each path."""
    return [write_once(path, CONTENT) for path in paths]


def test_processes_that_write_the_same_agree(tmp_path: Path) -> None:
    """Whoever comes second waits until the file is whole, instead of finding half of it."""
    paths = [tmp_path / str(number) for number in range(TIMES)]
    crew: Crew[Sequence[Path], list[bool]] = Crew(4, write_all)
    try:
        told = [*crew.run([paths] * 4)]
    finally:
        crew.close()

    assert told == [[True] * TIMES] * 4
    assert all(path.read_bytes() == CONTENT for path in paths)


def test_of_those_that_differ_one_is_told(tmp_path: Path) -> None:
    """However close together they come; the file is the other's."""
    contents = [b"a" * len(CONTENT), b"b" * len(CONTENT)]
    with ThreadPoolExecutor(2) as pool:
        for number in range(TIMES // 4):
            path = tmp_path / str(number)
            first, second = pool.map(write_once, [path] * 2, contents)

            assert first is not second
            assert path.read_bytes() == contents[second]


def test_an_address_with_two_answers_is_named(tmp_path: Path) -> None:
    """With what to do, and not by a number of the system."""
    answers = iter([b"one", b"two"])

    def site(_: Request, context: Context) -> Reply:
        return Reply(200, [("content-type", "text/csv")], next(answers), context)

    Copier(site, "http://x", tmp_path, frozenset()).copy(["/tables/a.csv"])

    with pytest.raises(InputError, match="^/tables/a.csv: .* Export again"):
        Copier(site, "http://x", tmp_path, frozenset()).copy(["/tables/a.csv"])
