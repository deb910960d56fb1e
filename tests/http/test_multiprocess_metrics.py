"""The counts of a server are the sums of its processes', whatever becomes of them and of the disk."""

from __future__ import annotations

import json
import os
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from churo.http.monitoring.metrics import Metrics
from churo.http.monitoring.multiprocess_metrics import PREFIX
from churo.model import EngineStatus

STATUS = EngineStatus("r", workers=2, busy=1, kills={"seconds": 3})


def counted(directory: Path, rows: int) -> Metrics:
    """The metrics of a process that has counted so many rows."""
    metrics = Metrics(str(directory))
    metrics.rows.inc(rows)
    metrics.flush(STATUS, {"cache": 5, "spool": 7}, [])
    return metrics


def value(metrics: Metrics, name: str, **labels: str) -> float:
    """A sample of the exposition."""
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return float(sample.value)
    raise AssertionError(name)


def as_process(directory: Path, process: int) -> None:
    """Let what was written be another process's."""
    (directory / f"{PREFIX}{os.getpid()}").rename(directory / f"{PREFIX}{process}")


def test_a_living_process_is_summed(tmp_path: Path) -> None:
    """Counters and gauges."""
    counted(tmp_path, 10)
    as_process(tmp_path, os.getppid())
    metrics = counted(tmp_path, 1)

    assert value(metrics, "churo_rows_total") == 11
    assert value(metrics, "churo_workers", state="busy") == 2
    assert value(metrics, "churo_cache_bytes") == 10


def test_of_a_process_that_has_ended_only_its_counts_stay(tmp_path: Path) -> None:
    """Nothing counted is lost, and nothing is said to be there that is not."""
    counted(tmp_path, 10)
    as_process(tmp_path, 1 << 22)
    metrics = counted(tmp_path, 1)

    assert value(metrics, "churo_rows_total") == 11
    assert value(metrics, "churo_worker_kills", cause="seconds") == 6
    assert value(metrics, "churo_workers", state="busy") == 1
    assert value(metrics, "churo_spool_bytes") == 7


def test_a_file_cut_short_is_left_out(tmp_path: Path) -> None:
    """The sums are of what can be read."""
    (tmp_path / f"{PREFIX}{os.getppid()}").write_text(json.dumps([])[:1])

    assert value(counted(tmp_path, 1), "churo_rows_total") == 1


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    """A process tells its own counts at least."""
    metrics = counted(tmp_path / "nowhere", 4)

    assert value(metrics, "churo_rows_total") == 4
