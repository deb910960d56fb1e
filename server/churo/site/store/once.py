"""Computes a value once for all threads that want it, without a lock held meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from ...errors import Abandoned
from ...http.context import never

LOOK = 0.05  # seconds between looks whether somebody still waits
Value = TypeVar("Value")


class Once(Generic[Value]):
    """The value of the last key; the first to want another computes it, the others wait for that."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[Hashable, Future[Value]] | None = None

    def get(
        self, key: Hashable, compute: Callable[[], Value], gone: Callable[[], bool] = never
    ) -> Value:
        """The value of a key. Raises what ``compute`` raises, or Abandoned when nobody waits.

        When it fails for the thread that computes, another that waits computes it again.
        """
        while True:
            with self._lock:
                held = self._held
                leads = held is None or held[0] != key
                if leads or held is None:
                    held = self._held = (key, Future())
            future = held[1]
            if leads:
                return self._compute(held, compute)
            if _comes(future, gone) and future.exception() is None:
                return future.result()

    def _compute(self, held: tuple[Hashable, Future[Value]], compute: Callable[[], Value]) -> Value:
        try:
            value = compute()
        except BaseException as error:
            with self._lock:
                if self._held is held:
                    self._held = None
            held[1].set_exception(error)
            raise
        held[1].set_result(value)
        return value


def _comes(future: Future[Value], gone: Callable[[], bool]) -> bool:
    while not future.done():
        try:
            future.exception(LOOK)
        except TimeoutError:
            if gone():
                raise Abandoned from None
    return True
