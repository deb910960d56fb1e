"""What the server and a view tell each other about one request under way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import thread_time

from ..errors import Abandoned, LimitExceeded
from ..model import Body
from .problem import Problem


def never() -> bool:
    """That somebody waits for the answer, whoever asks."""
    return False


@dataclass(frozen=True)
class StoredFile:
    """A file that answers: its size in bytes, and the HTTP date of its last change, if known."""

    path: Path
    size: int
    modified: str


@dataclass
class Context:
    """One request under way: the gateway fills the first fields, the view the others.

    ``client`` is who pays, empty for whoever is not limited. ``seconds`` is the engine's computing to
    charge, ``python_seconds`` our own, of which a view may have ``python_limit``; ``release`` is empty
    when the answer must not be kept; ``query`` is the text of the query that the request asks, as
    soon as it is known.
    """

    id: str = "-"
    gone: Callable[[], bool] = never
    client: str = ""
    python_seconds: float = 0.0
    python_limit: float = math.inf
    python_since: float = 0.0
    kind: str = ""
    rows: int = 0
    seconds: float = 0.0
    release: str = ""
    query: str = ""
    body: Body | None = None
    file: StoredFile | None = None
    problem: Problem | None = None

    def go_on(self) -> None:
        """To be called now and then by a view that computes, in the thread that runs it.

        Raises LimitExceeded when it has computed as long as a query may, Abandoned when nobody waits.
        """
        if thread_time() - self.python_since > self.python_limit:
            raise LimitExceeded("seconds", self.python_limit)
        if self.gone():
            raise Abandoned

    def begin_counting(self) -> None:
        """Count the time that this thread computes from now on as ours on behalf of the client."""
        self.python_since = thread_time()

    def end_counting(self) -> None:
        """Count no more; in the thread that began."""
        self.python_seconds += thread_time() - self.python_since
