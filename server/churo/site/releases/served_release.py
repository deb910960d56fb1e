"""The release being served, swapped while requests go on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from ... import protocol
from ...http.limits.turns import aside
from ...model import Answer, Engine, Query, Release
from .. import query_files
from ..query_files import QueryFile


class ServedRelease:
    """A release with the engine that answers from it; ``prefixes`` shorten names in answers."""

    def __init__(self, engine: Engine, release: Release, prefixes: Mapping[str, str]) -> None:
        engine.load(release, prefixes)
        self._prefixes = prefixes
        self._license_query = query_files.read(__package__)["license"]
        self.license = license_of(engine, self._license_query)
        self.engine = engine
        self.release = release
        self._swaps = 0

    def swap(self, release: Release) -> None:
        """Serve another release; queries under way finish on the one they began with.

        Only one thread may swap.
        """
        self._swaps += 1
        try:
            self.engine.load(release, self._prefixes)
            self.license = license_of(self.engine, self._license_query)
            self.release = release
        finally:
            self._swaps += 1

    def ask(self, query: Query, gone: Callable[[], bool] | None) -> tuple[Answer, str]:
        """Answer a query, with the id of the release that answered.

        The id is empty when a swap was under way, for then either release may have answered.
        """
        answered_by = self.watched()
        with aside(gone):
            answer = self.engine.ask(query, gone)
        return answer, answered_by()

    def watched(self) -> Callable[[], str]:
        """What tells, after an answer, the id of the release that was served since now."""
        swaps, release = self._swaps, self.release

        def answered_by() -> str:
            steady = swaps % 2 == 0 and swaps == self._swaps
            return release.id if steady else ""

        return answered_by


def license_of(engine: Engine, query: QueryFile) -> str:
    """The licence that the data states of the dataset that it is; empty when it states none."""
    answer = engine.ask(Query(query.text, "urn:churo:license", "text/csv", None, own=True))
    rows = list(csv.reader(io.StringIO(b"".join(answer.body.open()).decode(), newline="")))[1:]
    return rows[0][0] if len(rows) == 1 and protocol.is_absolute(rows[0][0]) else ""
