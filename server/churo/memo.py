"""Remembers what pure functions gave, in a bounded number of bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def memoized(entries: int, longest: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As ``lru_cache(entries)``, for arguments whose texts have together ``longest`` characters.

    Others are computed anew each time: whoever sends long ones fills no memory. An entry holds four
    bytes for a character at most. A tuple counts by the texts in it, anything else not at all.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(entries)(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            chosen: Callable[..., R] = kept if _length(args) <= longest else function
            return chosen(*args, **kwargs)

        return call

    return decorate


def _length(args: tuple[object, ...]) -> int:
    size = 0
    for argument in args:
        if isinstance(argument, (str, bytes)):
            size += len(argument)
        elif type(argument) is tuple:
            size += sum(len(part) for part in argument if isinstance(part, (str, bytes)))
    return size
