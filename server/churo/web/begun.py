"""A request that the engine is answering while the event loop goes on."""

from __future__ import annotations

from collections.abc import Callable

from ..model import Answer, Pending
from .exchange import Reply

Settle = Callable[[], Answer]


class Begun:
    """A pending answer with what makes a reply of it; settled once."""

    def __init__(self, pending: Pending, reply: Callable[[Settle], Reply]) -> None:
        self._pending, self._reply = pending, reply
        self.fileno = pending.fileno
        self.ready, self.give_way = pending.ready, pending.give_way

    def finish(self) -> Reply:
        """The reply. Raises what the question ended in."""
        return self._reply(self._pending.finish)

    def stop(self, cause: str) -> Reply:
        """End it because of ``cause``; raises what that means."""
        return self._reply(lambda: self._pending.stop(cause))
