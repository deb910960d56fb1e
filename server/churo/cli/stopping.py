"""Lets a command that is told to stop leave things in order."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class _Stopped(BaseException):
    """The process was told to stop; not an error, so that nobody but ``stoppable`` takes it."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Meanwhile SIGTERM ends the process as an error would: what was begun is cleared away.

    It does not wait for threads that wait for other processes, which end with this one.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise _Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except _Stopped:
        os._exit(128 + signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
