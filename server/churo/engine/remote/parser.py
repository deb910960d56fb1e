"""Has each query parsed here before it goes to another engine, by workers that may end of it.

Engines differ in what they take for SPARQL: Virtuoso answers some of what is none, fetches files of the
web (DEFINE, OPTION) and calls the functions of its database (bif:, sql:) for whoever may ask. What does
not parse or is not the standard's does not reach them, and is told in the same words everywhere.
"""

# Why: docs/decisions/2026-11-26-another-engine-parses-nothing-unread.md

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ... import errors
from ...model import DATASET, Answer, Limits, Query, Release
from ..embedded import Embedded
from .dialects import JSON, N_TRIPLES

WORKERS = 2
QUEUE = 64  # queries that may wait to be parsed
MEMORY = 256 << 20  # bytes that parsing may add
ANSWER = 1 << 16  # bytes: of no triples there are no long answers
NOTHING = "nothing"


class Parser:
    """An engine of our own over no triples; ``wait`` is how long a query may wait for it.

    ``prefixes`` are offered to whoever did not declare one.
    """

    def __init__(
        self, limits: Limits, wait: float, prefixes: Mapping[str, str], directory: str = ""
    ) -> None:
        bounded = replace(limits, memory=min(MEMORY, limits.memory), answer=ANSWER)
        self._engine = Embedded(bounded, WORKERS, QUEUE, wait, None, directory)
        self._place = Path(tempfile.mkdtemp(prefix="churo-parser-", dir=directory or None))
        try:
            self._engine.load(_empty(self._place), prefixes)
        except BaseException:
            self.close()
            raise

    def parse(self, query: Query, gone: Callable[[], bool] | None) -> Answer | None:
        """What a query gives of no triples, ``None`` if that is too long.

        Raises QuerySyntaxError, QueryRefused, Busy, or LimitExceeded.
        """
        plain = Query(query.text, query.base, JSON, N_TRIPLES)
        try:
            return self._engine.ask(plain, gone)
        except errors.LimitExceeded as error:
            if error.limit != "answer":
                raise
            return None

    def close(self) -> None:
        """End its processes."""
        self._engine.close()
        shutil.rmtree(self._place, ignore_errors=True)


def _empty(place: Path) -> Release:
    """A release of no triples."""
    (place / DATASET).touch()
    digest = {"sha256": sha256().hexdigest(), "bytes": 0}
    told = {"id": NOTHING, "version": "", "title": "", "sources": "", "triples": 0, "graphs": {}}
    (place / "release.json").write_text(json.dumps(told | {"files": {DATASET: digest}}))
    return Release(place, NOTHING, "", "", 0, {})
