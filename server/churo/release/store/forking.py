"""Computes something in a process of its own, which has what this one has open."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from functools import cache
from typing import Any


def forked(compute: Callable[[], Any]) -> Callable[[], Any]:
    """Begin to compute what JSON can hold; gives what waits for it, the same each time.

    That raises ValueError when nothing came of it. Call this where no thread reads a store: it might
    hold a lock then, for ever in the other process.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115  it is read later
    child = os.fork()
    if child == 0:
        try:
            file.write(json.dumps(compute()).encode())
            file.flush()
        finally:
            os._exit(0)

    @cache
    def result() -> Any:
        os.waitpid(child, 0)
        with file:
            file.seek(0)
            return json.load(file)

    return result
