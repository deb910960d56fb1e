"""Has whoever goes through much stop now and then: for others, for the deadline, for a client that has gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self, TypeVar

from ...http.context import never

STEP = 256  # items between two stops
Item = TypeVar("Item")
GoOn = Callable[[], object]


def paced(items: Iterable[Item], go_on: GoOn = never) -> Iterator[Item]:
    """The items, with a stop now and then. Raises what ``go_on`` raises."""
    for number, item in enumerate(items, 1):
        if not number % STEP:
            go_on()
        yield item


class Paced(tuple[Item, ...]):
    """Items that stop whoever goes through them now and then, as a template does."""

    go_on: GoOn

    @classmethod
    def of(cls, items: Iterable[Item], go_on: GoOn) -> Self:
        """The items with what is to be done when they stop; so they stop while they are gathered, too."""
        made = cls(paced(items, go_on))
        made.go_on = go_on
        return made

    def __iter__(self) -> Iterator[Item]:
        return paced(super().__iter__(), self.go_on)
