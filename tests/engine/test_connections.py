"""Connections that are free: taken at once, waited for, and never lost."""

from __future__ import annotations

import queue
from concurrent.futures import ThreadPoolExecutor

import pytest

from churo.engine.scheduling.connections import FreeConnections


def test_none_is_there_twice() -> None:
    """As many as there are workers, and no more."""
    free = FreeConnections(2)

    assert [free.get(), free.get()] == [None, None]
    with pytest.raises(queue.Empty):
        free.get()


def test_who_waits_in_vain_is_told() -> None:
    """After the time said."""
    free = FreeConnections(0)

    with pytest.raises(queue.Empty):
        free.get(0.01)


def test_what_is_given_back_goes_to_who_waits() -> None:
    """Many who wait for few: each has one in the end, however they meet."""
    free = FreeConnections(2)

    def use(_: int) -> int:
        for _ in range(200):
            free.put(free.get(30.0))
        return 1

    with ThreadPoolExecutor(8) as threads:
        done = sum(threads.map(use, range(8)))

    assert done == 8
    assert [free.get(), free.get()] == [None, None]
