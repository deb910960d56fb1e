"""What Prometheus reads, right over several processes."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    values,
)

from ...model import EngineStatus
from ..context import Context
from .access_log import LogEntry
from .multiprocess_metrics import ServerMetrics

BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
PROBLEMS = "Problems told instead of answers, by kind: what is refused among them."
HELD = {"cache": "Bytes of answers kept.", "spool": "Bytes of long answers under way."}


class Metrics:
    """Counts of one process; those of all are summed where a ``directory`` of theirs is."""

    def __init__(self, directory: str = "") -> None:
        # In memory, whatever the environment says to the library: see multiprocess_metrics.
        values.ValueClass = values.MutexValue
        self.registry = CollectorRegistry()
        labels = ("status", "kind", "cache")
        self.requests = self._counter("requests", "Requests answered.", labels)
        self.problems = self._counter("problems", PROBLEMS, ("kind",))
        self.bytes = self._counter("response_bytes", "Bytes of response bodies.")
        self.rows = self._counter("rows", "Rows or triples computed.")
        self.seconds = Histogram(
            "churo_query_seconds",
            "Seconds of answering what was not in the cache.",
            ("kind",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._seconds_of = cache(self.seconds.labels)  # the label is looked up with each query
        self.held = {
            place: Gauge(f"churo_{place}_bytes", what, registry=self.registry)
            for place, what in HELD.items()
        }
        self.workers = Gauge(
            "churo_workers",
            "Query workers by state.",
            ("state",),
            registry=self.registry,
        )
        self.kills = Gauge(
            "churo_worker_kills",
            "Workers killed since the start, by cause.",
            ("cause",),
            registry=self.registry,
        )
        living = {"churo_workers", *(f"churo_{place}_bytes" for place in HELD)}
        self._server = ServerMetrics(self.registry, Path(directory), living) if directory else None

    def _counter(self, name: str, what: str, labels: Sequence[str] = ()) -> Counter:
        return Counter(f"churo_{name}", what, labels, registry=self.registry)

    def observe(self, context: Context) -> None:
        """Count an answer that was computed."""
        if context.kind:
            self._seconds_of(context.kind).observe(context.seconds)
            self.rows.inc(context.rows)

    def flush(
        self, status: EngineStatus | None, held: Mapping[str, int], entries: Sequence[LogEntry]
    ) -> None:
        """Count requests noted since the last time; hand on the engine's state and the bytes held."""
        tally = Tally((entry.status, entry.kind, entry.cache) for entry in entries)
        for labels, count in tally.items():
            self.requests.labels(*map(str, labels)).inc(count)
        for kind, count in Tally(entry.problem for entry in entries if entry.problem).items():
            self.problems.labels(kind).inc(count)
        self.bytes.inc(sum(entry.size for entry in entries))
        for place, size in held.items():
            self.held[place].set(size)
        if status is not None:
            self.workers.labels("busy").set(status.busy)
            self.workers.labels("idle").set(max(0, status.workers - status.busy))
            for cause, count in status.kills.items():
                self.kills.labels(cause).set(count)
        if self._server:
            self._server.write()

    def text(self) -> bytes:
        """The exposition of all processes."""
        return self._server.text() if self._server else generate_latest(self.registry)
