"""Writes the names that a store on disk holds into tables; run by exec, for memory that is given back.

Called as ``python -m churo.release.store.naming_store STORE QUERIES TARGET`` with ``NameQueries`` in JSON. Writes
nothing where there are no names, or too many.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Store, Triple

from ...publication import name_tables
from ...publication.name_tables import MOST, Name, NameQueries, Rows
from ..foreign import bounds
from .forking import forked

TRUE = ("true", "1")


def write(store: Store, queries: NameQueries, target: Path) -> None:
    """Write the tables. All but the names are asked for while these are written."""
    names = list(islice(_names(store, queries.names), MOST + 1))
    if not 0 < len(names) <= MOST:
        return
    asked = forked(partial(_asked, store, queries))

    def rows(query: str) -> Iterator[tuple[str, str]]:
        yield from asked()[query]

    properties = (row[0] for row in rows("properties"))
    found = Rows(names, rows("types"), properties, rows("terms"), rows("superclasses"))
    name_tables.write(target, queries.space, found)


def _asked(store: Store, queries: NameQueries) -> Mapping[str, list[list[str]]]:
    return {
        name: [[*map(_text, row)] for row in _rows(store, getattr(queries, name))]
        for name in ("types", "properties", "terms", "superclasses")
    }


def _names(store: Store, query: str) -> Iterator[Name]:
    for entity, name, label in _rows(store, query):
        language = (name.language or "") if isinstance(name, Literal) else ""
        yield Name(_text(entity), _text(name), language, _text(label) in TRUE)


def _text(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else ""


def _rows(store: Store, query: str) -> Iterator[QuerySolution]:
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    return rows


def main(directory: str, queries: str, target: str) -> None:
    """Write the tables of the store in a directory."""
    bounds.begin()
    store = Store.read_only(directory)
    for told in json.loads(queries):
        write(store, NameQueries(**told), Path(target))
        if Path(target).exists():
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
