"""A value is computed once for all threads, and nobody waits who need not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from churo.errors import Abandoned
from churo.site.store.once import Once


def test_threads_that_come_together_share_one_computation() -> None:
    """The first computes, the others are given what it found."""
    once: Once[int] = Once()
    calls, together = [], Barrier(4)

    def compute() -> int:
        calls.append(1)
        return 7

    def ask() -> int:
        together.wait()
        return once.get("a", compute)

    with ThreadPoolExecutor(4) as threads:
        found = [job.result() for job in [threads.submit(ask) for _ in range(4)]]

    assert (found, len(calls)) == ([7] * 4, 1)


def test_another_key_is_computed_anew() -> None:
    """What was known of the last is forgotten."""
    once: Once[str] = Once()

    assert [once.get(key, lambda key=key: key) for key in "aab"] == ["a", "a", "b"]  # type: ignore[misc]


def test_who_waits_for_one_that_fails_computes_it_again() -> None:
    """The error is that of the first alone."""
    once: Once[int] = Once()
    begun, go_on = Event(), Event()

    def fail() -> int:
        begun.set()
        go_on.wait(10)
        raise ValueError

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(once.get, "a", fail)
        begun.wait(10)
        second = threads.submit(once.get, "a", lambda: 2)
        go_on.set()

        assert second.result() == 2
        assert isinstance(first.exception(), ValueError)


def test_a_client_that_has_gone_is_not_waited_for() -> None:
    """Its thread is free again while the first still computes."""
    once: Once[int] = Once()
    begun, go_on = Event(), Event()

    def slow() -> int:
        begun.set()
        go_on.wait(10)
        return 1

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(once.get, "a", slow)
        begun.wait(10)
        with pytest.raises(Abandoned):
            once.get("a", slow, lambda: True)
        go_on.set()

        assert first.result() == 1
