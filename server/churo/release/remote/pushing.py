"""Loads a release into an external store (SPARQL 1.1 Graph Store HTTP Protocol §5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

import httpx
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, parse, serialize

from ...errors import InputError
from ..source import loading
from . import fetching, origins
from .fetching import Deadline

SECONDS = 300.0  # that a store may take for one graph, and a second more for each 64 KiB
SHOWN = 200  # characters of what a store says
SWELLING = 8  # times the size of our N-Triples that a store's may have
SLACK = 64 << 10  # bytes that an answer may have beyond
N_TRIPLES = "application/n-triples"
HELP = "Run the same command again: what is there already is left out."
State = Literal["loaded", "there already", "loaded, which the store does not let one prove"]


@dataclass(frozen=True)
class Loaded:
    """A graph, its IRI empty for the default graph, and how it came to be in the store."""

    graph: str
    triples: int
    state: State

    @property
    def name(self) -> str:
        """The graph in words."""
        return self.graph or "the default graph"


def push(files: Iterable[Path], endpoint: str) -> Iterator[Loaded]:
    """Bring every graph of ``files`` into the store at ``endpoint``; give each as it is there.

    What the store has already is left out, so that a load that ended early is gone on with; what
    it takes is read again, where it may be. Raises InputError, which says how much is done, when
    the store cannot be reached, refuses, or has something else afterwards.
    """
    store = GraphStore(endpoint)
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in (quad for file in files for quad in loading.read(file)):
        graph = quad.graph_name
        graphs["" if isinstance(graph, DefaultGraph) else graph.value].append(quad.triple)
    for done, (iri, triples) in enumerate(sorted(graphs.items())):
        try:
            yield Loaded(iri, len(triples), _brought(store, iri, triples))
        except InputError as error:
            told = f"{error.what.rstrip('.')}. {done} of {len(graphs)} graphs are in the store."
            raise InputError(told, error.where, error.mend or HELP) from error


def _brought(store: GraphStore, iri: str, triples: list[Triple]) -> State:
    body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    due = _values(triples)
    if store.held(iri, len(body)) == due:
        return "there already"
    store.put(iri, body)
    held = store.held(iri, len(body))
    if held is None:
        return "loaded, which the store does not let one prove"
    if held != due:
        raise InputError(
            f"took {iri or 'the default graph'} but has {len(held):,} triples of it, "
            f"{len(held & due):,} of them ours, instead of {len(due):,}",
            store.shown,
        )
    return "loaded"


def _values(triples: Iterable[Triple]) -> set[Quad]:
    """Triples as a store that keeps values has them: "01" and "1" are one integer."""
    store = Store()
    store.bulk_extend(Quad(row.subject, row.predicate, row.object) for row in triples)
    return set(store)


class GraphStore:
    """A Graph Store at an address, whose user, password and parameters go with every request."""

    def __init__(self, endpoint: str) -> None:
        self.shown = origins.shown(endpoint)
        try:
            origins.of(endpoint)
            self._url = httpx.URL(endpoint)
        except (ValueError, httpx.InvalidURL) as error:
            raise InputError("is no http or https address.", self.shown) from error

    def put(self, iri: str, body: bytes) -> None:
        """Replace a graph. Raises InputError unless the store says that it did."""
        url, fields = self._of(iri), {"content-type": N_TRIPLES}
        try:
            reply = httpx.put(url, content=body, headers=fields, timeout=SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            told = origins.reason(error, str(url))
            raise InputError(f"cannot be reached: {told}.", self.shown) from error
        name = iri or "the default graph"
        if reply.is_redirect:
            target = origins.shown(urljoin(str(url), reply.headers["location"]))
            told = f"did not take {name}, but answers {reply.status_code}: see {target}."
            raise InputError(told, self.shown, "Give the address of the store itself.")
        if reply.status_code not in (200, 201, 204):
            words = " ".join(reply.text[: SHOWN * 4].split())[:SHOWN]
            said = f"{reply.status_code} {origins.reason(ValueError(words), str(url))}"
            raise InputError(f"refused {name}: {said if words else reply.status_code}.", self.shown)

    def held(self, iri: str, size: int) -> set[Quad] | None:
        """What the store has of a graph as N-Triples of about ``size`` bytes; ``None`` if it does not tell."""
        most = size * SWELLING + SLACK
        deadline = Deadline(SECONDS + fetching.seconds_for(most))
        try:
            with fetching.opened(
                str(self._of(iri)), most, deadline, str(self._url), {"accept": N_TRIPLES}
            ) as stream:
                body = b"".join(stream.chunks)
        except fetching.NotThere:
            return set()
        except InputError:
            return None
        if len(body) > most or stream.media_type != N_TRIPLES:
            return None
        try:
            return _values(quad.triple for quad in parse(body, RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError):
            return None

    def _of(self, iri: str) -> httpx.URL:
        """The address of a graph (§4.2); the parameters of the store's stay."""
        return self._url.copy_merge_params({"graph": iri} if iri else {"default": ""})
