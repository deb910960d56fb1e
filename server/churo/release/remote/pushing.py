"""Loads a release into an external store (SPARQL 1.1 Graph Store HTTP Protocol §5.3)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urljoin

import httpx
from pyoxigraph import RdfFormat, parse

from ...credentials import Credentials
from ...errors import InputError
from . import fetching, graph_files, origins, proof
from .fetching import Deadline
from .graph_files import GraphFile
from .proof import Proof

SECONDS = 300.0  # that a store may take for one part of a graph, and a second more for each 64 KiB
PART = 16 << 20  # bytes of a graph that are sent at a time
SHOWN = 200  # characters of what a store says
SWELLING = 8  # times the size of our N-Triples that a store's may have
SLACK = 64 << 10  # bytes that an answer may have beyond
N_TRIPLES = "application/n-triples"
HELP = "Run the same command again: what is there already is left out."
UNNAMED = "A store without a default graph of its own takes it under a name: --default-graph IRI."
ADDRESS = "Is this the address of its Graph Store? Oxigraph's ends in /store, Virtuoso's in /sparql-graph-crud-auth."
NOT_SUPPORTED = (404, 405, 501)  # what servers answer who take no graph at an address
NOTHING = Proof(0, 0)
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


def push(
    files: Iterable[Path],
    endpoint: str,
    default_graph: str = "",
    credentials: Credentials | None = None,
) -> Iterator[Loaded]:
    """Bring every graph of ``files`` into the store at ``endpoint``; give each as it is there.

    The merge of the graphs of the first file is the store's default graph, or the graph that
    ``default_graph`` names. What the store has already is left out, so that a load that ended early is
    gone on with; what it takes is read again, where it may be. Raises InputError, which says how much
    is done, when the store cannot be reached, refuses, or has something else afterwards.
    """
    with GraphStore(endpoint, credentials) as store, tempfile.TemporaryDirectory() as place:
        graphs = graph_files.of(files, Path(place))
        if any(graph.iri == default_graph for graph in graphs if graph.iri):
            raise InputError(f"names a graph of the release, <{default_graph}>.", "--default-graph")
        for done, graph in enumerate(graphs):
            name = graph.iri or default_graph
            try:
                yield Loaded(name, graph.triples, _brought(store, name, graph))
            except InputError as error:
                told = f"{error.what.rstrip('.')}. {done} of {len(graphs)} graphs are in the store."
                mend = error.mend or (HELP if name else UNNAMED)
                raise InputError(told, error.where, mend) from error


def address_of(endpoint: str) -> httpx.URL:
    """The address of a store. Raises InputError for what is none of the web."""
    try:
        origins.split(endpoint)
        return httpx.URL(endpoint)
    except (ValueError, httpx.InvalidURL) as error:
        raise InputError("is no http or https address.", origins.shown(endpoint)) from error


def _brought(store: GraphStore, name: str, graph: GraphFile) -> State:
    size = graph.path.stat().st_size
    due = proof.of(quad.triple for quad in parse(path=str(graph.path), format=RdfFormat.N_TRIPLES))
    if store.held(name, size) == due:
        return "there already"
    for number, part in enumerate(graph.parts(PART)):
        store.send("PUT" if number == 0 else "POST", name, part)
    held = store.held(name, size)
    if held is None:
        return "loaded, which the store does not let one prove"
    if held != due:
        differ = f"{held.triples:,} triples of it instead of {due.triples:,}"
        if held.triples == due.triples:
            differ = f"other triples of it, {held.triples:,} as they should be"
        raise InputError(f"took {name or 'the default graph'} but has {differ}", store.shown)
    return "loaded"


class GraphStore:
    """A Graph Store at an address, whose parameters go with every request.

    Who asks is in the address, or else in ``credentials``.
    """

    def __init__(self, endpoint: str, credentials: Credentials | None = None) -> None:
        self.shown = origins.shown(endpoint)
        url = address_of(endpoint)
        parts = origins.split(endpoint)
        if parts.username:
            credentials = Credentials(unquote(parts.username), unquote(parts.password or ""))
        self._secret, self._url = endpoint, url.copy_with(username=None, password=None)
        self._auth = credentials.auth() if credentials else None
        self._client = httpx.Client(auth=self._auth, timeout=SECONDS, trust_env=False)

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(self, method: Literal["PUT", "POST"], iri: str, body: bytes) -> None:
        """Replace a graph, or add to it. Raises InputError unless the store says that it did."""
        url, fields = self._of(iri), {"content-type": N_TRIPLES}
        try:
            reply = self._client.request(method, url, content=body, headers=fields)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            told = origins.reason(error, self._secret)
            raise InputError(f"cannot be reached: {told}.", self.shown) from error
        name = iri or "the default graph"
        if reply.is_redirect:
            target = origins.shown(urljoin(str(url), reply.headers["location"]))
            told = f"did not take {name}, but answers {reply.status_code}: see {target}."
            raise InputError(told, self.shown, "Give the address of the store itself.")
        if reply.status_code not in (200, 201, 204):
            words = " ".join(reply.text[: SHOWN * 4].split())[:SHOWN]
            said = f"{reply.status_code} {origins.reason(ValueError(words), self._secret)}"
            told = f"refused {name}: {(said if words else str(reply.status_code)).rstrip('.')}."
            mend = ADDRESS if reply.status_code in NOT_SUPPORTED else ""
            raise InputError(told, self.shown, mend)

    def held(self, iri: str, size: int) -> Proof | None:
        """What the store has of a graph of about ``size`` bytes; ``None`` if it does not tell."""
        most = size * SWELLING + SLACK
        deadline = Deadline(SECONDS + fetching.seconds_for(most))
        fields = {"accept": N_TRIPLES, "accept-encoding": "identity"}
        try:
            with self._client.stream("GET", self._of(iri), headers=fields) as reply:
                if reply.status_code in (404, 410):
                    return NOTHING
                kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
                if reply.status_code != 200 or kind != N_TRIPLES:
                    return None
                return _proof(reply.iter_raw(), most, deadline, self.shown)
        except (httpx.HTTPError, InputError, SyntaxError, ValueError):
            return None

    def _of(self, iri: str) -> httpx.URL:
        """The address of a graph (§4.2); the parameters of the store's stay."""
        return self._url.copy_merge_params({"graph": iri} if iri else {"default": ""})


def _proof(chunks: Iterable[bytes], most: int, deadline: Deadline, where: str) -> Proof | None:
    """The proof of N-Triples as they come; ``None`` for more than ``most`` bytes."""
    with tempfile.TemporaryFile() as file:
        for chunk in chunks:
            deadline.check(where)
            file.write(chunk)
            if file.tell() > most:
                return None
        file.seek(0)
        return proof.of(quad.triple for quad in parse(file, RdfFormat.N_TRIPLES))
