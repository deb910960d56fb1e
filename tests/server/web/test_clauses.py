"""Every clause of the specifications that concerns the HTTP side: test id = clause."""

from __future__ import annotations

import httpx
import pytest
from clauses import description, formats, graphstore, http, problems, protocol  # noqa: F401
from clauses.registry import CHECKS, Check
from conformance import PAGE, page, rows


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_clause(check: Check, client: httpx.Client) -> None:
    """The clause is kept."""
    check(client)


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
