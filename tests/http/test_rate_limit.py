"""Budgets of computing seconds, and who counts as one client."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.http.rate_limit import RateLimit, TokenBuckets, client_of, is_loopback


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


@pytest.mark.parametrize(
    ("forwarded", "hops", "expected"),
    [
        (None, 0, "192.0.2.1"),
        ("198.51.100.7", 0, "192.0.2.1"),
        ("198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", 2, "203.0.113.9"),
        ("198.51.100.7", 2, "198.51.100.7"),
        (None, 1, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", 1, "2001:0db8:0001:0002/64"),
        ("nonsense", 1, "nonsense"),
    ],
)
def test_client_of(forwarded: str | None, hops: int, expected: str) -> None:
    """X-Forwarded-For is believed only as far as our own proxies wrote it."""
    assert client_of("192.0.2.1:5000", forwarded, hops) == expected


def test_is_loopback() -> None:
    """Both families."""
    assert is_loopback(client_of("127.0.0.1:1", None, 0))
    assert is_loopback(client_of("[::1]:1", None, 0))
    assert not is_loopback(client_of("192.0.2.1:1", None, 0))
