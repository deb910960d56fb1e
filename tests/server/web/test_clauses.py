"""Every clause of the specifications that concerns the HTTP side: test id = clause."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from clauses import description, formats, graphstore, http, problems, protocol  # noqa: F401
from clauses.registry import CHECKS, Check
from conformance import PAGE, page, rows
from running import start, stop


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_clause(check: Check, client: httpx.Client) -> None:
    """The clause is kept."""
    check(client)


@pytest.fixture(scope="module")
def client_of_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server whose store is on disk."""
    running = start(tmp_path_factory.mktemp("disk"), on_disk=True)
    with httpx.Client(base_url=running.url, timeout=30) as session:
        session.headers.clear()
        yield session
    stop(running)


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_clause_of_a_store_on_disk(check: Check, client_of_disk: httpx.Client) -> None:
    """Wherever the store is."""
    check(client_of_disk)


def test_the_table_and_the_tests_are_one() -> None:
    """Each clause said to be met has its test, and each test its row."""
    assert {row["id"] for row in rows() if row["met"] == "yes"} == set(CHECKS)


def test_what_is_not_met_says_why() -> None:
    """A clause is met, or there is a reason; levels are those of RFC 2119."""
    for row in rows():
        assert (row["met"], bool(row["why not"])) in {("yes", False), ("no", True)}, row["id"]
        assert row["level"] in {"MUST", "SHOULD", "MAY"}


def test_the_page_is_current() -> None:
    """server/CONFORMANCE.md is what the generator writes."""
    assert PAGE.read_text(encoding="utf-8") == page()
