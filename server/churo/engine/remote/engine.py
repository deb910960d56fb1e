"""Answers queries through any SPARQL 1.1 endpoint, as if they were answered here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from time import monotonic

from ... import errors
from ...model import Accounts, Answer, EngineStatus, Limits, Query, Release
from ..scheduling.scheduler import Scheduler
from ..worker import admission
from . import dataset, dialects, holding, writing
from .address import EngineAddress
from .dialects import Dialect
from .line import Unreachable
from .lines import Lines
from .parser import Parser
from .question import Held, Question

LOADING = 120.0  # seconds in which the engine must have counted what it holds

log = logging.getLogger(__name__)


class Remote:
    """The engine at ``address``, of which ``connections`` queries are asked at a time.

    As with the embedded one, ``queue`` queries may wait ``wait`` seconds each, by turns that are fair
    to clients, whose time is held in ``accounts``. The merge of the release's default graph is in the
    graph ``default_graph`` there, if that is not empty. Sockets of its processes are in ``directory``,
    or where temporary files are.
    """

    def __init__(
        self,
        address: EngineAddress,
        limits: Limits,
        connections: int,
        queue: int,
        wait: float,
        accounts: Accounts | None = None,
        default_graph: str = "",
        directory: str = "",
    ) -> None:
        self._limits, self._connections = limits, connections
        self._default_graph = default_graph
        self._lines = Lines(address, limits)
        self._scheduler = Scheduler(connections, queue, limits.seconds, wait, accounts)
        self._held: Held | None = None
        self._shown = address.shown
        self._parser: Parser | None = None
        self._wait, self._directory = wait, directory

    def load(self, release: Release, prefixes: Mapping[str, str] | None = None) -> None:
        """Answer from a release that the engine holds.

        Raises EngineFault, which names the engine, when it is not to be had there.
        """
        seen: list[Dialect] = []

        def rows(query: str, graphs: tuple[str, ...]) -> list[tuple[str, ...]]:
            reply = self._lines.ask(
                dataset.Asked(query, graphs or None).form,
                dialects.STANDARD.solutions,
                monotonic() + LOADING,
            )
            seen.append(dialects.of_server(reply.fields.get("server", "")))
            if reply.status != 200:
                raise errors.EngineFault(f"it answers {reply.status}, where SPARQL 1.1 has 200.")
            read = writing.rows_of(reply.body, dialects.STANDARD)
            return [tuple(term.value for term in row) for row in read]

        try:
            layout = holding.layout_of(rows, release, self._default_graph)
        except errors.QueryError as error:
            raise errors.EngineFault(f"{self._shown}: {error}") from error
        if self._parser is None:
            self._parser = Parser(self._limits, self._wait, dict(prefixes or {}), self._directory)
        self._held = Held(release.id, dict(prefixes or {}), layout, seen[-1])
        log.info("answers come from %s, which speaks %s", self._shown, seen[-1].name)

    def begin(self, query: Query) -> None:
        """Nothing can be asked there without waiting."""

    def ask(self, query: Query, gone: Callable[[], bool] | None = None) -> Answer:
        """Answer one query. Raises QueryError as its kind has it."""
        admission.measure(query.text, self._limits)
        held, parser = self._held, self._parser
        if held is None or parser is None:
            raise errors.EngineFault("No release is loaded.")
        turn = self._scheduler.in_time(query.client, gone)
        began = monotonic()
        try:
            return Question(held, query, self._lines, parser, self._limits, began, gone).answer()
        except errors.QueryError as error:
            error.spent = monotonic() - began
            if isinstance(error, Unreachable):  # whoever loads is told by the error itself
                log.warning("%s: %s", self._shown, error)
            raise
        finally:
            self._scheduler.end(turn, monotonic() - began)

    def status(self) -> EngineStatus:
        """How the engine is, as far as is known without asking it: no worker while it does not answer."""
        workers = self._connections if self._lines.is_open else 0
        running = min(self._scheduler.running, workers)
        release = self._held.id if self._held else ""
        return EngineStatus(release, workers, running, dict(self._lines.failures))

    def close(self) -> None:
        """End the connections, and what parses."""
        self._lines.close()
        if self._parser is not None:
            self._parser.close()
