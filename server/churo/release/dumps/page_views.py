"""Makes what the site's pages show of a domain: the answers of the queries in queries/views/pages, in JSON."""

# Why: docs/decisions/2026-11-26-pages-from-views-of-the-release.md

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import QueryResultsFormat, Store

from ...errors import InputError
from ...model import VIEWS
from ..source.merged_store import select

PAGES = Path("queries/views/pages")


def texts(store: Store, root: Path, heading: str) -> Iterator[tuple[str, str]]:
    """The answer of each query by the name of its file, in SPARQL 1.1 Query Results JSON.

    Rows are in the order of their terms, column by column, so that they do not depend on the
    engine's. Raises InputError, naming the query, when it is no SELECT.
    """
    for path in sorted((root / PAGES).glob("*.rq")):
        try:
            solutions = select(store, heading + path.read_text("utf-8"))
        except (SyntaxError, AssertionError) as error:
            raise InputError(f"makes no view: {error}.", str(path)) from error
        written = solutions.serialize(format=QueryResultsFormat.JSON)
        yield f"{VIEWS}/{path.stem}.json", _ordered(json.loads(written or b""))


def _ordered(document: dict[str, Any]) -> str:
    columns, rows = document["head"]["vars"], document["results"]["bindings"]
    rows.sort(key=lambda row: [json.dumps(row.get(name), sort_keys=True) for name in columns])
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    head = json.dumps(columns)
    return f'{{"head":{{"vars":{head}}},"results":{{"bindings":[\n{lines}\n]}}}}\n'
