"""Who gives no sign of life is given up, and nobody else."""

from __future__ import annotations

import threading

from churo.engine.scheduling.heartbeat import MISSED, Heartbeat

MOMENT = 0.01


def test_who_is_silent_is_given_up_once() -> None:
    """After so many questions."""
    asked, given_up = [], threading.Event()
    beat = Heartbeat(lambda: asked.append(1), given_up.set, MOMENT)
    beat.start()

    assert given_up.wait(10)
    assert len(asked) == MISSED


def test_who_answers_is_asked_again() -> None:
    """However late the answers come, if they come before the last question."""
    asked, given_up, enough = 0, threading.Event(), threading.Event()

    def ask() -> None:
        nonlocal asked
        asked += 1
        if asked % MISSED == MISSED - 1:
            beat.heard()
        if asked > 5 * MISSED:
            enough.set()

    beat = Heartbeat(ask, given_up.set, MOMENT)
    beat.start()
    assert enough.wait(10)
    beat.stop()

    assert not given_up.is_set()
