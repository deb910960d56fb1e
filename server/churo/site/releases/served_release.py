"""The release being served, swapped while requests go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from ... import protocol
from ...errors import LimitExceeded
from ...http.limits.turns import aside
from ...model import Answer, Engine, Query, Release
from ...publication import index
from ...publication.index import Index, Standing
from .. import query_files
from ..query_files import QueryFile

JSON = "application/sparql-results+json"


class ServedRelease:
    """A release with the engine that answers from it; ``prefixes`` shorten names in answers.

    ``index`` is what is known of it without asking.
    """

    def __init__(self, engine: Engine, release: Release, prefixes: Mapping[str, str]) -> None:
        self.index = index.read(release.directory)
        engine.load(release, prefixes)
        self._prefixes = prefixes
        self._license_query = query_files.read(__package__)["license"]
        self.license = license_of(engine, self._license_query, self.index)
        self.engine = engine
        self.release = release
        self._swaps = 0

    def swap(self, release: Release) -> None:
        """Serve another release; queries under way finish on the one they began with.

        Only one thread may swap.
        """
        self._swaps += 1
        try:
            known = index.read(release.directory)
            self.engine.load(release, self._prefixes)
            self.license = license_of(self.engine, self._license_query, known)
            self.release, self.index = release, known
        finally:
            self._swaps += 1

    def known(self, query: str) -> bytes | None:
        """The answer in SPARQL JSON that is known of the release without asking, if one is.

        Raises LimitExceeded for what is known to take too long.
        """
        answers = self.index.answers
        if not answers:
            return None
        answer = answers.get(index.key(query), "")
        if answer is None:
            raise LimitExceeded("seconds", index.SECONDS)
        return answer.encode() or None

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


def standing() -> Iterator[Standing]:
    """What is asked of every release."""
    yield Standing(query_files.read(__package__)["license"].text)


def license_of(engine: Engine, query: QueryFile, known: Index) -> str:
    """The licence that the data states of the dataset that it is; empty when it states none."""
    body = (known.answers.get(index.key(query.text)) or "").encode()
    if not body:
        answer = engine.ask(Query(query.text, "urn:churo:license", JSON, None, own=True))
        body = b"".join(answer.body.open())
    licenses = [row["license"]["value"] for row in json.loads(body)["results"]["bindings"]]
    return licenses[0] if len(licenses) == 1 and protocol.is_absolute(licenses[0]) else ""
