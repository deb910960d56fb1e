"""Places for computations are shared by whoever presses for them."""

from __future__ import annotations

from churo.http.limits.concurrency import ConcurrencyLimit


def fill(limit: ConcurrencyLimit, client: str) -> int:
    """Take as many places as a client is given."""
    taken = 0
    while limit.refusal(client) is None:
        limit.enter(client)
        taken += 1
    return taken


def test_one_has_half_and_many_share() -> None:
    """There is always a place for who has none, until there is none at all."""
    limit = ConcurrencyLimit(16)

    assert [fill(limit, client) for client in "abc"] == [8, 4, 2]
    refused = limit.refusal("a")
    assert refused is not None and refused.kind == "concurrency"
    assert limit.refusal("d") is None
    fill(limit, "d")
    fill(limit, "e")
    none = limit.refusal("f")
    assert none is not None and none.kind == "busy"


def test_a_place_given_back_is_free() -> None:
    """For the same client and for others."""
    limit = ConcurrencyLimit(2)
    limit.enter("a")
    assert limit.refusal("a") is not None
    limit.leave("a")

    assert limit.refusal("a") is None


def test_who_is_not_limited_has_all_places() -> None:
    """But no more than there are."""
    assert fill(ConcurrencyLimit(5), "") == 5
