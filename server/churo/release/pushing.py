"""Loads a release into an external store (SPARQL 1.1 Graph Store HTTP Protocol §5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx
from pyoxigraph import DefaultGraph, RdfFormat, Triple, serialize

from ..errors import InputError
from . import loading

SECONDS = 300.0


def push(files: Iterable[Path], endpoint: str) -> Iterator[tuple[str, int]]:
    """PUT every graph of ``files`` to ``endpoint``; give each graph's IRI and its triples.

    Raises InputError when the store cannot be reached or refuses.
    """
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in (quad for file in files for quad in loading.read(file)):
        graph = quad.graph_name
        graphs["" if isinstance(graph, DefaultGraph) else graph.value].append(quad.triple)
    for iri, triples in sorted(graphs.items()):
        body = serialize(triples, format=RdfFormat.N_TRIPLES)
        try:
            reply = httpx.put(
                endpoint,
                params={"graph": iri} if iri else {"default": ""},
                content=body,
                headers={"content-type": "application/n-triples"},
                timeout=SECONDS,
            )
        except httpx.HTTPError as error:
            raise InputError(f"cannot be reached: {error}.", endpoint) from error
        if reply.is_error:
            raise InputError(
                f"refused {iri or 'the default graph'}: {reply.status_code} {reply.text[:200]}",
                endpoint,
            )
        yield iri, len(triples)
