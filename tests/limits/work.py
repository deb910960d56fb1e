"""Counts what a call does, and tells by a clock only what takes a hundred times too long."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from time import thread_time
from types import FrameType

from churo.engine.syntax.sparql_lexer import lex

Event = Callable[[FrameType, str, object], object]
MOMENT = 1.0  # seconds of one thread: what is in proportion takes tens of milliseconds
TRIES = 3  # a machine may be slow once; what is not in proportion is slow each time


def steps(call: Callable[[], object]) -> int:
    """How many lines of Python a call runs, and how many functions of C.

    What is compiled for the first text beyond ASCII, once a process, is no part of it.
    """
    counted = 0
    list(lex("é"))

    def trace(frame: FrameType, event: str, _: object) -> Event:
        nonlocal counted
        counted += 1
        return trace

    def profile(frame: FrameType, event: str, _: object) -> None:
        nonlocal counted
        counted += event == "c_call"

    before, profiled = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        call()
    except Exception:  # noqa: BLE001  a refusal is as good as an answer
        pass
    finally:
        sys.setprofile(profiled)
        sys.settrace(before)
    return counted


def seconds_of(call: Callable[[], object]) -> float:
    """Seconds of one thread, without what collecting the garbage of other tests takes."""
    gc.disable()
    try:
        began = thread_time()
        call()
        return thread_time() - began
    finally:
        gc.enable()


def takes_a_moment(call: Callable[[], object]) -> bool:
    """Whether a call is in proportion; what is not takes a hundred times that."""
    return any(seconds_of(call) < MOMENT for _ in range(TRIES))
