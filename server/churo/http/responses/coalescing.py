"""Equal requests that arrive together are one computation, stopped when all have gone."""

from __future__ import annotations

from asyncio import Future, ensure_future
from collections.abc import Callable, Hashable
from typing import Any

from ..context import Context
from .cache import Entry
from .pending_reply import PendingReply


class SharedComputation:
    """One computation, how many clients wait for it, and what to do when all have gone.

    ``pending`` is what the engine already does for it; ``context`` belongs to who began it.
    """

    def __init__(
        self, entry: Future[Entry], context: Context, pending: PendingReply | None
    ) -> None:
        self.entry, self.context, self.pending = entry, context, pending
        self.waiting = 0
        self.on_abandoned: Callable[[], None] | None = None

    def finish(self, entry: Entry) -> None:
        """Give everyone who waits the entry."""
        self.entry.set_result(entry)

    def abandoned(self) -> bool:
        """Whether nobody waits any more; may be asked from any thread."""
        return self.waiting <= 0


class Coalescer:
    """The computations under way, each under the key of its request."""

    def __init__(self) -> None:
        self._computations: dict[Hashable, SharedComputation] = {}

    def get(self, key: Hashable) -> SharedComputation | None:
        """The computation that a new equal request may join."""
        return self._computations.get(key)

    def start(self, key: Hashable, computation: SharedComputation) -> None:
        """Let others join until it ends."""
        self._computations[key] = computation
        computation.entry.add_done_callback(lambda _: self._forget(key, computation))

    def leave(self, key: Hashable, computation: SharedComputation) -> None:
        """One client waits no more; what nobody waits for is joined no more."""
        computation.waiting -= 1
        if computation.abandoned():
            self._forget(key, computation)
            if computation.on_abandoned is not None:
                computation.on_abandoned()

    def _forget(self, key: Hashable, computation: SharedComputation) -> None:
        if self._computations.get(key) is computation:
            del self._computations[key]

    def __len__(self) -> int:
        return len(self._computations)


class DisconnectWatch:
    """Notices that the client of one request goes away, and then calls ``leave`` once."""

    def __init__(self, proto: Any, leave: Callable[[], None]) -> None:
        self._proto, self._leave = proto, leave
        self._task: Future[None] | None = None

    def watch(self) -> None:
        """Begin to watch; call it in the event loop's thread."""
        self._task = ensure_future(self._proto.client_disconnect())
        self._task.add_done_callback(self._done)

    def stop(self) -> bool:
        """Watch no more; whether the client has gone.

        The server's future holds us where the garbage collector cannot see it, so we let go of it.
        """
        task, self._task = self._task, None
        if task is None:
            return False
        gone = task.done()
        task.cancel()
        return gone

    def _done(self, task: Future[None]) -> None:
        if not task.cancelled():
            self._leave()
