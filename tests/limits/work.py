"""Counts what a call does, so that a test can bound it without a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

Event = Callable[[FrameType, str, object], object]


def steps(call: Callable[[], object]) -> int:
    """How many lines of Python a call runs, and how many functions of C."""
    counted = 0

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
