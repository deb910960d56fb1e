"""Asks the current release a SELECT of our own and reads its rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..model import Question
from .current import Current
from .exchange import Exchange

JSON = "application/sparql-results+json"
BASE = "urn:churo:own"

Rows = list[Mapping[str, Mapping[str, str]]]


def selecting(current: Current, own: Exchange) -> Callable[[str], Rows]:
    """A function from a SELECT to its rows; what it costs is charged to ``own``. Raises QueryError."""

    def ask(text: str) -> Rows:
        answer, _ = current.ask(Question(text, BASE, JSON, None), own.gone)
        own.seconds += answer.seconds
        document: Any = json.loads(b"".join(answer.body.open()))
        rows: Rows = document["results"]["bindings"]
        return rows

    return ask
