"""What the page shows of an answer: the rows with labels, the views, the links, the programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from ...errors import QueryError
from ...formats import HTML
from ...model import Answer, Notice
from ...negotiation import of_family
from ...protocol import Operation
from ...rdf import shorten
from .. import messages
from ..components import claim_states, result_shape, result_table, result_views
from ..components.claims import ReleaseClaims
from ..components.result_shape import VIEWS
from ..components.result_table import Label, Table
from ..messages import Wording
from ..query_files import QueryFile
from ..replies import notice_kinds
from ..store.store_client import StoreClient
from . import code_samples, names

_BRACKETS = re.compile(r"<([a-z][^<>\s]*+)>")
SHOWN = 1000  # rows, and labels asked for
READ = 8 << 20  # bytes of an answer that the page is willing to read
RAW = 256 << 10  # bytes of an answer that the page shows as it is


class AnswerModel:
    """Makes the values that the template shows of an answer."""

    def __init__(
        self,
        labels: QueryFile,
        prefixes: Mapping[str, str],
        endpoint: str,
        claims: ReleaseClaims,
    ) -> None:
        self._labels, self._prefixes, self._endpoint = labels, prefixes, endpoint
        self._claims = claims

    def of(
        self, client: StoreClient, language: str, view: str, operation: Operation, answer: Answer
    ) -> dict[str, Any]:
        """The values for an answer in a language, in the view that is wished if it fits."""
        told: dict[str, Any] = {
            "kind": answer.kind,
            "rows": answer.rows,
            "seconds": answer.seconds,
            "shown": SHOWN,
            "wished": view,
            "notices": [self._notice(row, language) for row in answer.notices],
            "unknown": [shorten(iri, self._prefixes) for iri in answer.unknown],
            "links": self._links(operation, answer),
            "samples": code_samples.samples(self._endpoint, operation.text, answer.kind),
            **{"table": None, "boolean": None, "raw": "", "labels": {}, "picture": None},
            **{"states": {}, "verdicts": {}},
            **{"view": "none", "views": []},
        }
        if answer.body.size > READ:
            return told
        document = b"".join(answer.body.open())
        small = len(document) <= RAW
        if answer.kind == "graph":
            raw = document.decode("utf-8", "replace") if small else ""
            return told | {"raw": raw, "view": "raw"}
        table = result_table.ordered(result_table.read(document, SHOWN), operation.text)
        if table.boolean is not None:
            return told | {"boolean": table.boolean}
        raw = result_table.laid_out(document, table.variables) if small else ""
        return told | self._rows(client, language, view, table, raw)

    def _rows(
        self, client: StoreClient, language: str, view: str, table: Table, raw: str
    ) -> dict[str, Any]:
        shape = result_shape.of_table(table)
        chosen = view if shape.fits(view) else shape.suited
        index = self._claims.get(client.context.gone)
        return {
            "table": table,
            "raw": raw,
            "view": chosen,
            "views": [name for name in VIEWS if shape.fits(name)],
            "numbers": shape.numbers,
            "dates": shape.dates,
            "picture": result_views.picture(chosen, table, shape),
            "labels": self._named(client, language, table),
            # Of what the release carries, so that nothing more is asked of the engine.
            "states": claim_states.of(table.iris(), index),
            "verdicts": index.verdicts,
        }

    def _notice(self, notice: Notice, language: str) -> tuple[str, Wording]:
        """What a notice tells, with the names as the page writes them, and the words of its kind."""
        told = notice_kinds.detail(notice, language)
        readable = _BRACKETS.sub(lambda match: shorten(match[1], self._prefixes), told)
        return readable, messages.notices(language)[notice.kind]

    def _links(self, operation: Operation, answer: Answer) -> list[tuple[str, str]]:
        pairs = [("query", operation.text)]
        pairs += [("default-graph-uri", iri) for iri in operation.default_graphs or ()]
        pairs += [("named-graph-uri", iri) for iri in operation.named_graphs or ()]
        rows = of_family("graph" if answer.kind == "graph" else "solutions")
        path = urlsplit(self._endpoint).path
        return [
            (row.title, f"{path}?{urlencode([*pairs, ('format', row.names[0])])}")
            for row in rows
            if row.media_type != HTML
        ]

    def _named(self, client: StoreClient, language: str, table: Table) -> dict[str, Label]:
        """What the IRIs of a table are called; an answer without that is still the answer."""
        try:
            pairs = list(names.of_iris(client, self._labels, table.iris()[:SHOWN]))
        except (QueryError, ValueError):
            return {}
        return result_table.labels(pairs, names.order_of(language))
