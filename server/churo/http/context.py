"""What the server and a view tell each other about one request under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..model import Body
from .problems import Problem


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

    ``seconds`` is the computing to charge; ``release`` is empty when the answer must not be kept;
    ``query`` is the text of the query that the request asks, as soon as it is known.
    """

    id: str = "-"
    gone: Callable[[], bool] = never
    kind: str = ""
    rows: int = 0
    seconds: float = 0.0
    release: str = ""
    query: str = ""
    body: Body | None = None
    file: StoredFile | None = None
    problem: Problem | None = None
