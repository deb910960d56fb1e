"""What the border and the views tell each other about one request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..model import Body
from .problems import Problem

KEY = "churo.exchange"


def _never() -> bool:
    return False


@dataclass
class Exchange:
    """One request under way: the border fills the first fields, the view the others.

    ``seconds`` is the computing to charge; ``release`` is empty when the answer must not be kept.
    """

    id: str = "-"
    gone: Callable[[], bool] = _never
    kind: str = ""
    rows: int = 0
    seconds: float = 0.0
    release: str = ""
    body: Body | None = None
    problem: Problem | None = None


def of(environ: dict[str, Any]) -> Exchange:
    """The exchange that a WSGI environment carries; a new one where no border stands in front."""
    exchange = environ.setdefault(KEY, Exchange())
    assert isinstance(exchange, Exchange)
    return exchange
