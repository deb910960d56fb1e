"""Collects the tests of clauses, each under the id that the table of clauses gives it."""

from __future__ import annotations

from collections.abc import Callable

import httpx

Check = Callable[[httpx.Client], None]

CHECKS: dict[str, Check] = {}


def clause(id: str) -> Callable[[Check], Check]:
    """Register the test of the clause ``id``; a second one of the same id is a mistake."""

    def register(check: Check) -> Check:
        assert id not in CHECKS, id
        CHECKS[id] = check
        return check

    return register
