"""Waits for what comes true, in place of sleeping for as long as it may take."""

from __future__ import annotations

import time
from collections.abc import Callable

SOON = 10.0  # seconds that a busy machine may take for what takes a moment, or ends a moment later


def await_true(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds; what does not hold in time fails the test."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.02)
