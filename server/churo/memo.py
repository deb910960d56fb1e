"""Remembers what pure functions gave, in a bounded number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_MISSING: Any = object()


def memoized(entries: int, longest: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remembers the last ``entries`` results for arguments of ``longest`` characters together.

    Others are computed anew each time: whoever sends long ones fills no memory. An entry holds four
    bytes for a character at most. A tuple counts by the texts in it, anything else not at all.
    Arguments are given by position. The oldest goes first: what a hit costs is one look, where the
    order of use would take a step more for each request.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        # An ordinary dictionary looks for its first key past all that were deleted before it.
        kept: OrderedDict[tuple[object, ...], R] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            found: R = kept.get(args, _MISSING)
            if found is not _MISSING:
                return found
            result = function(*args, **kwargs)
            if not kwargs and _length(args) <= longest:
                with lock:
                    if len(kept) >= entries:
                        kept.popitem(last=False)
                    kept[args] = result
            return result

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
