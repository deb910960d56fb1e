"""The query page: a form, and under it the answer as a table with labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from ...errors import QueryError
from ...formats import HTML
from ...model import Answer, Limits, Query, Release
from ...negotiation import choose_language, of_family
from ...protocol import Operation
from ...publication.identifiers import LANGUAGES
from ...rdf import shorten
from .. import query_files
from ..releases.served_release import ServedRelease
from ..replies.notice_kinds import NOTICES
from ..store.results import JSON
from ..templates import Templates
from . import result_table
from .result_table import Table
from .service_description import limits_in_words

SHOWN = 1000  # rows, and labels asked for
READ = 8 << 20  # bytes of an answer that the page is willing to read


class QueryPage:
    """Writes the page empty, or filled with a query and its answer."""

    def __init__(
        self, templates: Templates, limits: Limits, prefixes: Mapping[str, str], endpoint: str
    ) -> None:
        self._templates, self._limits = templates, limits
        self._prefixes, self._endpoint = prefixes, endpoint
        queries = query_files.read(__package__)
        self.example, self._label_query = queries["example"].text, queries["labels"]

    def empty(self, release: Release) -> bytes:
        """The form with an example, and what the service is."""
        return self._write(release, self.example, None)

    def filled(
        self, operation: Operation, answer: Answer, served: ServedRelease, language: str | None
    ) -> bytes:
        """The form with the query, and what it gave."""
        result = {
            "rows": answer.rows,
            "seconds": answer.seconds,
            "kind": answer.kind,
            "links": self._links(operation, answer),
            "shown": SHOWN,
            "table": None,
            "text": None,
            "notices": [(row, NOTICES[row.kind]) for row in answer.notices],
            "unknown": [shorten(iri, self._prefixes) for iri in answer.unknown],
        }
        if answer.body.size > READ:
            return self._write(served.release, operation.text, result)
        document = b"".join(answer.body.open())
        if answer.kind == "graph":
            return self._write(
                served.release, operation.text, result | {"text": document.decode("utf-8")}
            )
        table = result_table.read(document, SHOWN)
        return self._write(
            served.release,
            operation.text,
            result | {"table": table, "labels": self._labels(table, served, language)},
        )

    def _write(self, release: Release, text: str, result: Mapping[str, Any] | None) -> bytes:
        return self._templates.write(
            "sparql/query.html",
            release=release,
            text=text,
            result=result,
            limits=limits_in_words(self._limits),
            shorten=self._shorten,
            formats=list(of_family("solutions")),
            graph_formats=[row for row in of_family("graph") if row.media_type != HTML],
        )

    def _shorten(self, iri: str) -> str:
        return shorten(iri, self._prefixes)

    def _links(self, operation: Operation, answer: Answer) -> list[tuple[str, str]]:
        pairs = [("query", operation.text)]
        pairs += [("default-graph-uri", iri) for iri in operation.default_graphs or ()]
        pairs += [("named-graph-uri", iri) for iri in operation.named_graphs or ()]
        rows = of_family("graph" if answer.kind == "graph" else "solutions")
        return [
            (
                row.title,
                f"{urlsplit(self._endpoint).path}?{urlencode([*pairs, ('format', row.names[0])])}",
            )
            for row in rows
            if row.media_type != HTML
        ]

    def _labels(self, table: Table, served: ServedRelease, language: str | None) -> dict[str, str]:
        iris = table.iris()[:SHOWN]
        if not iris:
            return {}
        text = self._label_query.bind(iris=iris)
        try:
            answer, _ = served.ask(Query(text, self._endpoint, JSON, None, noticed=False), None)
        except QueryError:
            return {}  # names help, but an answer without them is still the answer
        found = result_table.read(b"".join(answer.body.open()), 10 * SHOWN)
        first = choose_language(language, LANGUAGES)
        return result_table.labels(found, (first, *LANGUAGES, ""))
