"""Processes that end are replaced: at once, later while they do not last, and for ever."""

from __future__ import annotations

from churo.http.process.replacement_plan import LASTED, PAUSES, ReplacementPlan


def test_who_does_not_last_is_replaced_ever_later_but_always() -> None:
    """After each pause of the table in turn, and then after the longest."""
    plan = ReplacementPlan(clock=lambda: 0.0)

    assert [plan.add(0, lived=1) for _ in range(8)] == [*PAUSES, *[PAUSES[-1]] * 3]


def test_who_lasted_is_replaced_at_once() -> None:
    """What was before is forgotten."""
    plan = ReplacementPlan(clock=lambda: 0.0)
    for _ in range(3):
        plan.add(0, lived=1)

    assert plan.add(0, lived=LASTED + 1) == PAUSES[0]


def test_each_process_has_pauses_of_its_own() -> None:
    """One that does not last delays no other."""
    now = [0.0]
    plan = ReplacementPlan(clock=lambda: now[0])
    plan.add(0, lived=1)
    plan.due()
    plan.add(0, lived=1)
    plan.add(1, lived=60)

    assert plan.due() == [1]
    assert plan.seconds_left(9.0) == PAUSES[1]
    now[0] = PAUSES[1]
    assert plan.due() == [0]
    assert plan.seconds_left(9.0) == 9.0
