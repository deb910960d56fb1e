"""An event loop that lets a request answer at once, in the thread that brought it.

granian brings each request from a thread of its own and wakes the loop for it: two system calls
and two changes of thread, which cost more than a hit of the cache. Here the request's coroutine
runs at once up to its first suspension. If it ends there, the loop is never woken; else it must
have suspended in ``hand_over``, which is the only await that may be reached before the loop runs it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from contextvars import Context
from types import CoroutineType, coroutine
from typing import TypeVarTuple

from granian import loops
from granian.constants import Loops

# granian knows no other names than its own, so this one is taken over.
NAME = Loops.asyncio
Ts = TypeVarTuple("Ts")


class EagerLoop(asyncio.SelectorEventLoop):
    """The loop of asyncio, but for coroutines that another thread schedules."""

    def __init__(self) -> None:
        super().__init__()
        self._ended = asyncio.Handle(lambda: None, (), self)  # of what has run already
        self._ended.cancel()

    def call_soon_threadsafe(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Step a coroutine that is the first argument; schedule what it does not finish."""
        if args and isinstance(args[0], CoroutineType):
            try:
                args[0].send(None)
            except StopIteration:
                return self._ended
            except Exception as error:  # noqa: BLE001  as of a task: granian's thread must not have it
                message = "a coroutine failed in its first step"
                self.call_exception_handler({"message": message, "exception": error})
                return self._ended
        return super().call_soon_threadsafe(callback, *args, context=context)


@coroutine
def hand_over() -> Generator[None, None, None]:
    """Suspend once: what follows runs in the loop's thread."""
    yield


@loops.register(NAME)
def build() -> asyncio.AbstractEventLoop:
    """The loop that granian uses under that name."""
    loop = EagerLoop()
    asyncio.set_event_loop(loop)
    return loop
