"""Sums the metrics of the processes of one server, each of which keeps its own in a file.

The files of prometheus_client are mapped into memory and have holes: where the disk is full, writing
into one ends the process (SIGBUS). These are written whole and renamed; if that fails, the sums are
of what was written before.
"""

# Why: docs/decisions/2026-11-26-nothing-is-mapped-that-has-holes.md

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

PREFIX = "metrics-"
Family = dict[str, Any]  # as JSON has it: name, help, type, and samples of name, labels, value


@dataclass
class ServerMetrics:
    """The metrics of the processes whose files are in ``directory``; this one's are ``own``.

    Counts of processes that have ended stay in the sums, but not what ``living`` names.
    """

    own: CollectorRegistry
    directory: Path
    living: Collection[str]
    _written: str = field(default="", init=False)

    def write(self) -> None:
        """Tell the other processes of this one's metrics, unless nothing has changed."""
        text = json.dumps(list(_families(self.own)))
        if text == self._written:
            return
        place = self.directory / f"{PREFIX}{os.getpid()}"
        new = place.with_name(f".{place.name}")
        try:
            new.write_text(text, "utf-8")
            new.replace(place)
            self._written = text
        except OSError:  # no room: what was told before stays
            with suppress(OSError):
                new.unlink()

    def text(self) -> bytes:
        """The exposition of all processes."""
        everyone = CollectorRegistry()
        everyone.register(_Sums(self._all()))
        return generate_latest(everyone)

    def _all(self) -> Iterator[Family]:
        yield from _families(self.own)
        for path in self.directory.glob(f"{PREFIX}*"):
            process = int(path.name.removeprefix(PREFIX))
            if process == os.getpid():
                continue
            lives = Path(f"/proc/{process}").exists()
            with suppress(OSError, ValueError):
                for family in json.loads(path.read_text("utf-8")):
                    if lives or family["name"] not in self.living:
                        yield family


class _Sums(Collector):
    """Families, those of one name summed sample by sample."""

    def __init__(self, families: Iterable[Family]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        sums: dict[str, Metric] = {}
        values: dict[tuple[str, str, tuple[tuple[str, str], ...]], float] = {}
        for family in self._families:
            name = family["name"]
            sums.setdefault(name, Metric(name, family["help"], family["type"]))
            for sample, labels, value in family["samples"]:
                key = (name, sample, tuple(sorted(labels.items())))
                values[key] = values.get(key, 0.0) + value
        for (name, sample, labels_), value in values.items():
            sums[name].add_sample(sample, dict(labels_), value)
        yield from sums.values()


def _families(registry: CollectorRegistry) -> Iterator[Family]:
    for metric in registry.collect():
        # When a counter was made is no number to be summed.
        rows = [row for row in metric.samples if not row.name.endswith("_created")]
        samples = [(row.name, row.labels, row.value) for row in rows]
        yield {
            "name": metric.name,
            "help": metric.documentation,
            "type": metric.type,
            "samples": samples,
        }
