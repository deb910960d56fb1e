"""Who computes pages takes turns, and nobody keeps others from theirs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from churo.errors import Abandoned, Busy
from churo.http.context import never
from churo.http.limits.turns import Turn, Turns, aside
from tests.waiting import await_true

LONG = 60.0


def waiting(turns: Turns) -> int:
    """How many threads wait for a turn."""
    return sum(map(len, turns._waiting.values()))


class Crowd:
    """Clients that want turns, each in a thread, and in which order they had them."""

    def __init__(self, turns: Turns) -> None:
        self._turns, self._threads = turns, ThreadPoolExecutor(20)
        self.order: list[str] = []
        self.jobs: list[Future[None]] = []

    def join(self, client: str, abandoned: Callable[[], bool] = never) -> Future[None]:
        """Another thread waits for a turn of a client."""
        before = waiting(self._turns)

        def want() -> None:
            with Turn(self._turns, client, abandoned):
                self.order.append(client)

        job = self._threads.submit(want)
        self.jobs.append(job)
        await_true(lambda: waiting(self._turns) > before or job.done())
        return job

    def end(self) -> None:
        """Wait until all have had theirs."""
        for job in self.jobs:
            job.result(10)
        self._threads.shutdown()


def test_one_client_takes_half_and_another_need_not_wait() -> None:
    """However many requests the first one has."""
    turns = Turns(2, LONG)
    crowd = Crowd(turns)
    with Turn(turns, "greedy", never):
        for _ in range(5):
            crowd.join("greedy")
        assert waiting(turns) == 5
        crowd.join("modest").result(10)
        assert crowd.order == ["modest"]
    crowd.end()

    assert crowd.order == ["modest", *["greedy"] * 5]


def test_who_is_not_limited_takes_all_places_in_turn() -> None:
    """But no more than there are, and whoever comes waits for one of them, not for all."""
    turns = Turns(2, LONG)
    crowd = Crowd(turns)
    with Turn(turns, "", never):
        crowd.join("").result(10)
        with Turn(turns, "", never):
            for client in ("", "", "other", ""):
                crowd.join(client)
            assert waiting(turns) == 4
        crowd.end()

    assert crowd.order == ["", "", "other", "", ""]


def test_each_client_has_a_turn_in_its_turn() -> None:
    """Not as many as it has requests."""
    turns = Turns(2, LONG)
    crowd = Crowd(turns)
    with Turn(turns, "y", never):  # one place is held, so that the others have theirs one by one
        with Turn(turns, "x", never):
            for client in "aaabbc":
                crowd.join(client)
        crowd.end()

    assert crowd.order == [*"abcaba"]


def test_who_waits_for_something_else_lets_others_compute() -> None:
    """And who is asked whether somebody waits does so as well."""
    turns = Turns(2, LONG)
    crowd, ran = Crowd(turns), Event()
    with Turn(turns, "a", never) as turn:
        job = crowd.join("a")
        with aside(turn):
            job.result(10)
            ran.set()
        crowd.join("a")
        assert turn() is False
        await_true(lambda: crowd.order == ["a", "a"])
    crowd.end()

    assert ran.is_set()
    with aside(never), aside(None):
        pass


def test_who_waits_too_long_is_refused_and_who_goes_waits_no_more() -> None:
    """Neither leaves a trace: all places are there again."""
    turns, gone = Turns(2, 0.2), Event()
    crowd = Crowd(turns)
    with Turn(turns, "a", never) as first, Turn(turns, "b", never):
        with pytest.raises(Busy), Turn(turns, "c", never):
            pass
        left = crowd.join("d", gone.is_set)
        gone.set()
        with pytest.raises(Abandoned):
            left.result(10)
        with pytest.raises(Busy), first.aside():
            turns.take("d", lambda: True)
        turns.give("d")
    with Turn(turns, "e", never), Turn(turns, "f", never):
        pass

    assert waiting(turns) == 0


def test_nothing_goes_on_for_ever() -> None:
    """Whatever a view waits for, it is told to stop when it asks whether to go on."""
    turns = Turns(2, 0.0)
    with Turn(Turns(2, LONG), "a", never) as turn:
        assert turn() is False
    with Turn(turns, "a", never) as turn:
        with pytest.raises(Busy):
            turn()
        with pytest.raises(Busy), turn.aside():
            pass
    with Turn(turns, "b", never):
        pass
