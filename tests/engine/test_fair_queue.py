"""No client takes all workers nor the whole queue, and short queries do not wait for long ones."""

from __future__ import annotations

import threading

import pytest

from churo.engine.scheduling.fair_queue import FairQueue, Turn
from churo.engine.scheduling.scheduler import Scheduler
from churo.errors import Abandoned, Busy, OverBudget, TooManyAtOnce


class Clock:
    """A clock that tests set."""

    now = 0.0

    def __call__(self) -> float:
        """The time set."""
        return self.now


def started(queue: FairQueue, client: str) -> Turn:
    """A turn that is there at once."""
    turn = queue.start(client)
    assert turn is not None
    return turn


def known(queue: FairQueue, client: str, seconds: float) -> None:
    """Have a client known for queries that take so long."""
    queue.end(started(queue, client), seconds)


def test_a_client_has_half_of_the_workers() -> None:
    """The other half is for others; nobody has less than one."""
    queue, single = FairQueue(4, 8, 10), FairQueue(1, 8, 10)

    assert [queue.start("a") is not None for _ in range(3)] == [True, True, False]
    assert queue.start("b") is not None
    assert single.start("a") is not None


def test_whoever_is_not_limited_has_all() -> None:
    """The house itself, and who sits at the machine."""
    queue = FairQueue(4, 8, 10)

    assert [queue.start("") is not None for _ in range(5)] == [True] * 4 + [False]


def test_long_queries_of_many_clients_have_half() -> None:
    """However many clients ask what takes long, a short query finds a worker."""
    queue = FairQueue(4, 8, 10)
    for client in "abcd":
        known(queue, client, 10)
    known(queue, "quick", 0.01)

    assert [queue.start(client) is not None for client in "abcd"] == [True, True, False, False]
    assert [queue.start("quick") is not None for _ in range(2)] == [True, True]


def test_unknown_clients_leave_one_worker() -> None:
    """Who comes from ever new addresses does not take the last worker from those who are known."""
    queue = FairQueue(4, 8, 10)
    known(queue, "quick", 0.01)

    assert [queue.start(f"new {n}") is not None for n in range(4)] == [True, True, True, False]
    assert queue.start("quick") is not None


def test_short_queries_go_first_but_who_waits_long_comes() -> None:
    """The highest response ratio: time waited in proportion to the time expected."""
    clock = Clock()
    queue = FairQueue(1, 8, 10, clock)
    known(queue, "slow", 5)
    known(queue, "quick", 0.01)
    running = started(queue, "")
    slow = queue.line_up("slow", 1)
    clock.now = 1.0
    quick = queue.line_up("quick", 1)
    clock.now = 1.1

    queue.end(running)
    assert (quick.turn is not None, slow.turn is not None) == (True, False)
    again = queue.line_up("quick", 1)
    assert quick.turn is not None
    queue.end(quick.turn, 0.01)
    assert (again.turn is not None, slow.turn is not None) == (False, True)


def test_the_queue_is_shared() -> None:
    """One alone has half of it; the more press, the less each has, and who has none finds a place."""
    queue = FairQueue(1, 8, 10)
    started(queue, "")

    def fill(client: str) -> int:
        for count in range(9):
            try:
                queue.line_up(client, 1)
            except (TooManyAtOnce, Busy):
                return count
        return 9

    assert [fill(client) for client in "abc"] == [4, 2, 1]


def test_there_is_room_for_who_has_none() -> None:
    """In a full queue the latest of the greediest gives way, until all have the same."""
    queue = FairQueue(1, 4, 10)
    started(queue, "")
    first, second = queue.line_up("a", 1), queue.line_up("a", 1)
    queue.line_up("b", 1)
    queue.line_up("c", 1)

    queue.line_up("d", 1)
    assert (first.lost, second.lost, second.called.is_set()) == (False, True, True)
    assert queue.give_up(second) is None
    with pytest.raises(Busy):
        queue.line_up("e", 1)
    assert queue.waiting == 4


def test_long_queries_make_room_for_short_ones() -> None:
    """However many addresses wait with one long query each."""
    queue = FairQueue(1, 2, 10)
    for client in "ab":
        known(queue, client, 10)
    known(queue, "quick", 0.01)
    started(queue, "")
    queue.line_up("a", 1)
    late = queue.line_up("b", 1)

    queue.line_up("quick", 1)
    assert late.lost
    with pytest.raises(Busy):
        queue.line_up("b", 1)


def test_who_gives_up_leaves_the_queue() -> None:
    """Its place is another's; a turn that came meanwhile is handed over."""
    queue = FairQueue(1, 1, 10)
    running = started(queue, "a")
    ticket = queue.line_up("b", 1)
    assert queue.give_up(ticket) is None
    late = queue.line_up("c", 1)
    queue.end(running)

    assert queue.give_up(late) is late.turn is not None
    assert queue.waiting == 0


def test_what_is_remembered_is_bounded() -> None:
    """A client more is a client forgotten."""
    queue = FairQueue(1, 1, 10)
    for number in range(5000):
        known(queue, f"client {number}", 0.1)

    assert len(queue._expected) == 4096
    assert not queue._running and not queue._waiting


class Account:
    """An account with so many seconds for everybody."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def reserve(self, client: str, seconds: float) -> float:
        """As the protocol has it."""
        if self.left <= 0:
            return 7.0
        self.left -= seconds
        return 0.0

    def release(self, client: str, seconds: float) -> None:
        """As the protocol has it."""
        self.left += seconds


def test_time_is_held_while_a_query_runs() -> None:
    """What would overdraw the account is refused before it begins, and nothing is held for it."""
    account = Account(8)
    scheduler = Scheduler(4, 4, 10, 1, account)
    turn = scheduler.in_time("a", None)

    assert account.left == -2
    with pytest.raises(OverBudget) as caught:
        scheduler.at_once("a")
    assert (caught.value.retry_after, scheduler.running) == (7, 1)
    scheduler.end(turn, 0.5)
    assert (account.left, scheduler.running) == (8, 0)


def test_an_account_is_asked_again_after_waiting() -> None:
    """Who waited while the account was used up does not run."""
    account = Account(8)
    scheduler = Scheduler(1, 4, 10, 5, account)
    first = scheduler.in_time("a", None)
    refused: list[str] = []

    def wait() -> None:
        try:
            scheduler.in_time("a", None)
        except OverBudget as error:
            refused.append(str(error))

    thread = threading.Thread(target=wait)
    thread.start()
    account.left = -100
    scheduler.end(first, 10)
    thread.join(10)

    assert refused == ["You may compute again in 7 seconds."]


def test_waiting_ends() -> None:
    """When nobody waits for the answer any more, and when it takes too long."""
    scheduler = Scheduler(1, 4, 10, 0.1, None)
    scheduler.in_time("a", None)

    with pytest.raises(Abandoned):
        scheduler.in_time("b", lambda: True)
    with pytest.raises(Busy):
        scheduler.in_time("b", lambda: False)
    assert scheduler.at_once("b") is None
