"""What the processes of one server share: a directory of counters and accounts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COUNTERS = "PROMETHEUS_MULTIPROC_DIR"  # the variable that names the directory to prometheus_client


@contextmanager
def shared() -> Iterator[Path]:
    """Make the directory for the life of a server; gives the file of the accounts in it."""
    with tempfile.TemporaryDirectory(prefix="churo-", ignore_cleanup_errors=True) as directory:
        accounts = Path(directory, "accounts")
        accounts.touch(0o600)
        os.environ[COUNTERS] = directory
        try:
            yield accounts
        finally:
            del os.environ[COUNTERS]
