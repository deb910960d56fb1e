"""A request may run in the thread that brought it, and none is lost by an error."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from churo.http.process.eager_loop import EagerLoop, hand_over


def _schedule(request: Callable[[], Coroutine[Any, Any, None]]) -> list[str]:
    """Schedule a request as granian does and run the loop for a moment; what the loop was told of."""
    loop = EagerLoop()
    told: list[str] = []
    loop.set_exception_handler(lambda _, context: told.append(str(context["exception"])))
    try:
        loop.call_soon_threadsafe(loop.create_task, request())
        loop.run_until_complete(asyncio.sleep(0))
    finally:
        loop.close()
    return told


def test_what_suspends_goes_on_in_the_loop() -> None:
    """After hand_over."""
    steps = []

    async def request() -> None:
        steps.append("before")
        await hand_over()
        steps.append("after")

    told = _schedule(request)

    assert (steps, told) == (["before", "after"], [])


def test_an_error_in_the_first_step_is_the_loops_business() -> None:
    """It does not reach the thread that brought the request, as that of a task does not."""

    async def request() -> None:
        raise ValueError("at once")

    assert _schedule(request) == ["at once"]
