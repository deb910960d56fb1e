"""Budgets of computing seconds, and who counts as one client."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from churo.http.limits.rate_limit import RateLimit, TokenBuckets


class Clock:
    """A clock that tests set."""

    now = 1000.0

    def __call__(self) -> float:
        """The time set."""
        return self.now


def test_a_budget_goes_down_and_renews() -> None:
    """What is used comes back evenly over the window, never beyond the quota."""
    clock = Clock()
    budget = TokenBuckets(60, 60, clock=clock)
    budget.charge("a", 50)

    assert budget.left("a") == pytest.approx(10)
    clock.now += 30
    assert budget.left("a") == pytest.approx(40)
    clock.now += 300
    assert budget.left("a") == 60


def test_clients_do_not_share() -> None:
    """One client's use is not another's."""
    budget = TokenBuckets(60, 60)
    budget.charge("a", 100)

    assert budget.left("a") < 0
    assert budget.left("b") == 60


def test_processes_share_a_path(tmp_path: Path) -> None:
    """Two that open one file see one account."""
    path = tmp_path / "accounts"
    path.touch()
    one, two = TokenBuckets(60, 60, str(path)), TokenBuckets(60, 60, str(path))
    one.charge("a", 20)

    assert two.left("a") == pytest.approx(40, abs=0.5)


def test_more_clients_than_slots_do_no_harm() -> None:
    """When the table is full the least indebted are forgotten; debtors near by are kept."""
    clock = Clock()
    budget = TokenBuckets(60, 60, clock=clock)
    budget.charge("debtor", 1000)
    for number in range(5000):
        budget.charge(f"client {number}", 0.1)

    assert budget.left("debtor") == pytest.approx(-940)


def test_the_fields_are_structured() -> None:
    """RateLimit-Policy and RateLimit as the draft writes them, in whole numbers."""
    clock = Clock()
    budget = TokenBuckets(60, 120, clock=clock)
    budget.charge("a", 15.5)

    assert budget.fields(budget.left("a")) == [
        ("ratelimit-policy", '"compute";q=60;w=120;qu="compute-seconds"'),
        ("ratelimit", '"compute";r=44;t=31'),
    ]


def test_the_wait_is_long_enough() -> None:
    """After the seconds of Retry-After the account is above nothing."""
    clock = Clock()
    budget = TokenBuckets(60, 60, clock=clock)
    budget.charge("a", 75)
    clock.now += budget.wait(budget.left("a"))

    assert budget.left("a") > 0


def test_loopback_counts_only_if_wished() -> None:
    """On one's own machine there is no budget unless it is asked for."""
    budget = TokenBuckets(1, 60)
    for loopback in (False, True):
        accounts = RateLimit(budget, loopback)
        accounts.charge("127.0.0.1", 5)
        assert (accounts.refusal("127.0.0.1") is not None) is loopback


def test_without_budget_nobody_is_refused() -> None:
    """No budget, no account."""
    accounts = RateLimit(None, True)
    accounts.charge("192.0.2.1", 1e9)

    assert accounts.refusal("192.0.2.1") is None
    assert accounts.fields("192.0.2.1") == []


def test_what_is_reserved_comes_back() -> None:
    """It is held until it is released, no more of it than a part of the budget; an empty account says when."""
    clock = Clock()
    accounts = RateLimit(TokenBuckets(60, 60, clock=clock), False)
    held = [accounts.reserve("192.0.2.1", 100) for _ in range(5)]
    wait = accounts.reserve("192.0.2.1", 1)

    assert held[:4] == [0.0] * 4
    assert held[4] == wait == 1
    for _ in range(4):
        accounts.release("192.0.2.1", 100)
    assert accounts.refusal("192.0.2.1") is None
    assert accounts.reserve("127.0.0.1", 100) == 0.0


def test_a_budget_has_a_clock_that_nobody_sets() -> None:
    """A clock of the wall set back would lock everybody out (CLOCK_MONOTONIC is one for all processes)."""
    assert TokenBuckets(60, 60)._clock is monotonic
