"""What the border and the views tell each other about one request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flask import request

from ..model import Body
from .problems import Problem

KEY = "churo.exchange"


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
class Exchange:
    """One request under way: the border fills the first fields, the view the others.

    ``seconds`` is the computing to charge; ``release`` is empty when the answer must not be kept.
    """

    id: str = "-"
    gone: Callable[[], bool] = never
    kind: str = ""
    rows: int = 0
    seconds: float = 0.0
    release: str = ""
    body: Body | None = None
    file: StoredFile | None = None
    problem: Problem | None = None


class Request(NamedTuple):
    """A request read whole: ``query`` is the raw query string, header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    client: str


@dataclass(frozen=True)
class Reply:
    """What the application gave: header names in lower case; a spool or file is in ``exchange``."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    exchange: Exchange


def current() -> tuple[Request, Exchange]:
    """The request that the framework is answering, as it came, with its exchange."""
    pair: tuple[Request, Exchange] = request.environ[KEY]
    return pair
