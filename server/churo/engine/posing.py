"""Puts a question to a worker, in the words in which a worker is told it."""

from __future__ import annotations

import socket
from functools import lru_cache

from ..model import Question
from . import wire


def put(connection: socket.socket, question: Question, answer: int) -> None:
    """Send a question whose answer may have ``answer`` bytes."""
    head = _head(
        question.base,
        question.default_graphs,
        question.named_graphs,
        question.solutions_type,
        question.graph_type,
        answer,
    )
    wire.send(connection, head, question.text.encode("utf-8", "replace"))


@lru_cache(256)
def _head(
    base: str,
    default: tuple[str, ...] | None,
    named: tuple[str, ...] | None,
    solutions: str | None,
    graph: str | None,
    answer: int,
) -> bytes:
    """What is told of a question besides its text: much the same again and again."""
    return wire.head(
        {
            "base": base,
            "default": default,
            "named": named,
            "solutions": solutions,
            "graph": graph,
            "answer": answer,
        }
    )
