"""A reply that waits for the engine while the event loop goes on."""

from __future__ import annotations

from collections.abc import Callable

from ...model import Answer, PendingAnswer
from .response import Reply

Settle = Callable[[], Answer]


class PendingReply:
    """A pending answer with what makes a reply of it; settled once."""

    def __init__(self, pending: PendingAnswer, reply: Callable[[Settle], Reply]) -> None:
        self._pending, self._reply = pending, reply
        self.fileno = pending.fileno
        self.ready, self.give_way = pending.ready, pending.give_way

    def finish(self) -> Reply:
        """The reply. Raises what the query ended in."""
        return self._reply(self._pending.finish)

    def stop(self, cause: str) -> Reply:
        """End it because of ``cause``; raises what that means."""
        return self._reply(lambda: self._pending.stop(cause))
