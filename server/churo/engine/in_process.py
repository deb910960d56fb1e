"""Answers queries in this process, for a program that asks questions of its own and nobody else's."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping

from ..errors import LimitExceeded
from ..model import Answer, Body, EngineStatus, Limits, Query, Release
from . import wire
from .stores import Stores, loaded, opened
from .worker.evaluation import evaluate

REMEMBERED = 512  # answers
LONGEST = 1 << 20  # bytes of an answer that is remembered


class InProcess:
    """An engine of one thread, with no worker and no deadline; it remembers its last answers.

    Who asks for a document in one format after another puts the same queries again. A process that
    is forked shares the stores with it.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._answers: OrderedDict[Query, Answer] = OrderedDict()
        self._stores: Stores | None = None
        self._prefixes: Mapping[str, str] = {}
        self._release = ""

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Open the store of a release, or read it into memory where it has none."""
        store = release.store
        self._stores = opened(str(store)) if store else loaded(*map(str, release.files))
        self._prefixes, self._release = dict(prefixes or {}), release.id
        self._answers.clear()

    def begin(self, query: Query) -> None:
        """Nothing is begun: what is asked is answered at once."""

    def ask(self, query: Query, gone: Callable[[], bool] | None = None) -> Answer:
        """Answer one query. Raises QueryError as its kind has it."""
        known = self._answers.get(query)
        if known is not None:
            self._answers.move_to_end(query)
            return known
        answer = self._answered(query)
        if answer.body.size <= LONGEST:
            self._answers[query] = answer
            if len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
        return answer

    def _answered(self, query: Query) -> Answer:
        if self._stores is None:
            raise LimitExceeded("seconds", 0.0)
        head = {
            "base": query.base,
            "default": query.default_graphs,
            "named": query.named_graphs,
            "solutions": query.solutions_type,
            "graph": query.graph_type,
            "answer": self._limits.answer,
            "own": True,
        }
        told, body = evaluate(self._stores, head, query.text, self._prefixes)
        if told.get("error") == "syntax":
            told |= {"excerpt": "", "hint": "", "declaration": ""}
        if "error" in told:
            wire.raise_error(told, self._limits)
        return Answer(told["kind"], told["type"], Body.of(body), told["rows"], 0.0)

    def status(self) -> EngineStatus:
        """How the engine is."""
        return EngineStatus(self._release, 1, 0, {})

    def close(self) -> None:
        """There is no process to stop."""
