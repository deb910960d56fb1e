"""churo push loads a release into a store, goes on where it ended, and believes no store its word."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import RdfFormat, parse

from churo.errors import InputError
from churo.release.remote import proof, pushing
from churo.release.remote.pushing import Loaded, push

A, B = "urn:graph:a", "urn:graph:b"
QUADS = f"""<urn:s> <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> <{A}> .
<urn:s> <urn:p> "x"@en-GB <{A}> .
<urn:t> <urn:p> <urn:o> <{B}> .
"""


class GraphStore:
    """A store of graphs; ``refuse`` maps graphs to statuses, ``forgetful`` takes and keeps nothing."""

    def __init__(self) -> None:
        self.graphs: dict[str, bytes] = {}
        self.puts: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.refuse: dict[str, int] = {}
        self.forgetful = self.secretive = False
        store = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                pass

            def _graph(self) -> str:
                given = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
                store.asked.append((self.path, self.headers.get("authorization", "")))
                return given["graph"][0] if "graph" in given else given["default"][0]

            def _answer(self, status: int, body: bytes = b"", **fields: str) -> None:
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                graph = self._graph()
                if store.secretive:
                    self._answer(405)
                elif graph in store.graphs:
                    kind = {"content-type": "application/n-triples"}
                    self._answer(200, store.graphs[graph], **kind)
                else:
                    self._answer(404)

            def do_POST(self) -> None:
                self.do_PUT()

            def do_PUT(self) -> None:
                graph = self._graph()
                body = self.rfile.read(int(self.headers["content-length"]))
                status = store.refuse.get(graph, 204)
                if status < 300 and not store.forgetful:
                    # As stores do that keep values and not their spelling.
                    before = store.graphs.get(graph, b"") if self.command == "POST" else b""
                    store.graphs[graph] = before + body.replace(b'"01"', b'"1"')
                    store.puts.append(graph)
                self._answer(status, location="https://elsewhere.example/?token=abcdef")

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://me:s3cret@127.0.0.1:{self.server.server_port}/store?token=abcdef"


@pytest.fixture
def store() -> Iterator[GraphStore]:
    """A store of a test's own."""
    found = GraphStore()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two graphs."""
    (tmp_path / "dataset.nq").write_text(QUADS)
    return [tmp_path / "dataset.nq"]


def test_every_graph_is_loaded_and_proved(store: GraphStore, files: list[Path]) -> None:
    """Also in a store that writes numbers in its own way."""
    assert list(push(files, store.url)) == [
        Loaded("", 3, "loaded"),
        Loaded(A, 2, "loaded"),
        Loaded(B, 1, "loaded"),
    ]


def test_the_default_graph_is_the_merge_of_the_parts(
    store: GraphStore, files: list[Path], tmp_path: Path
) -> None:
    """Each triple once; graphs of the files after the first are not in it."""
    files[0].write_text(QUADS + f"<urn:t> <urn:p> <urn:o> <{A}> .\n")
    (tmp_path / "assertions.nq").write_text("<urn:t> <urn:p> <urn:said> <urn:n> .\n")

    list(push([*files, tmp_path / "assertions.nq"], store.url))

    assert store.graphs[""].count(b"<urn:t>") == 1 and b"<urn:said>" not in store.graphs[""]
    assert b"<urn:said>" in store.graphs["urn:n"]


@pytest.mark.parametrize("status", [404, 405, 501])
def test_an_address_that_takes_no_graph_is_asked_about(
    store: GraphStore, files: list[Path], status: int
) -> None:
    """What is most often wrong: the address of the store's page, or of its queries."""
    store.refuse[""] = status

    with pytest.raises(InputError, match="Is this the address of its Graph Store"):
        list(push(files, store.url))


def test_the_default_graph_may_have_a_name(store: GraphStore, files: list[Path]) -> None:
    """For stores whose own is the union of all; it is none of the release's."""
    list(push(files, store.url, "urn:all"))

    assert sorted(store.graphs) == ["urn:all", A, B]
    with pytest.raises(InputError, match="names a graph of the release"):
        list(push(files, store.url, A))


def test_a_large_graph_goes_in_parts(
    store: GraphStore, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first replaces what was there, the others are added."""
    monkeypatch.setattr(pushing, "PART", 10)
    store.graphs[A] = b"<urn:old> <urn:p> <urn:o> .\n"

    states = {graph.state for graph in push(files, store.url)}

    assert states == {"loaded"} and store.puts.count(A) == 2
    assert store.graphs[A].count(b"\n") == 2


def test_a_graph_with_blank_nodes_goes_whole(
    store: GraphStore, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another part a label would be another node."""
    monkeypatch.setattr(pushing, "PART", 10)
    files[0].write_text(f"_:b <urn:p> <urn:o> <{A}> .\n_:b <urn:q> <urn:o> <{A}> .\n")

    list(push(files, store.url))

    assert store.puts == ["", A]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"01"^^xsd:integer', '"1"^^xsd:integer'),
        ('"30000000000"^^xsd:integer', '"30000000000"^^xsd:decimal'),
        ("_:a", "_:b"),
    ],
)
def test_what_stores_write_in_their_own_way_is_the_same(one: str, other: str) -> None:
    """Values, large integers as Virtuoso has them, labels of blank nodes."""
    assert _proof(one) == _proof(other)


@pytest.mark.parametrize("other", ['"2"', '"1"@en', "<urn:1>", '"1", "2"'])
def test_what_says_something_else_is_another(other: str) -> None:
    """Also when there is as much of it."""
    assert _proof('"1"') != _proof(other)


def _proof(value: str) -> proof.Proof:
    text = f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> <urn:s> <urn:p> {value} ."
    return proof.of(quad.triple for quad in parse(text, RdfFormat.TURTLE))


def test_parameters_and_credentials_go_with_every_request(
    store: GraphStore, files: list[Path]
) -> None:
    """What the address has besides the graph is the store's."""
    list(push(files, store.url))

    assert all("token=abcdef" in path for path, _ in store.asked)
    assert all("graph=urn" in path or "default=" in path for path, _ in store.asked)
    assert all(field.startswith("Basic ") for _, field in store.asked)


def test_what_is_there_is_left_out(store: GraphStore, files: list[Path]) -> None:
    """So that a load goes on where it ended."""
    list(push(files, store.url))
    del store.graphs[B]
    store.puts.clear()

    states = [graph.state for graph in push(files, store.url)]

    assert states == ["there already", "there already", "loaded"]
    assert store.puts == [B]


@pytest.mark.parametrize("status", [202, 301, 302, 303, 307, 400, 401, 413, 500])
def test_only_success_is_success(store: GraphStore, files: list[Path], status: int) -> None:
    """A redirection is none; what is half done is told, and how to go on; secrets are not."""
    store.refuse = {B: status}

    with pytest.raises(InputError) as caught:
        list(push(files, store.url))
    told = str(caught.value)

    assert str(status) in told and B in told and "2 of 3 graphs are in the store" in told
    assert "s3cret" not in told and "abcdef" not in told


def test_a_store_that_keeps_nothing_is_found_out(store: GraphStore, files: list[Path]) -> None:
    """Its 204 is not believed."""
    store.forgetful = True

    with pytest.raises(InputError, match="has 0 triples of it"):
        list(push(files, store.url))


def test_a_store_that_lets_nothing_be_read_is_loaded_all_the_same(
    store: GraphStore, files: list[Path]
) -> None:
    """And it is said that nothing is proved."""
    store.secretive = True

    assert {graph.state for graph in push(files, store.url)} == {
        "loaded, which the store does not let one prove"
    }


@pytest.mark.parametrize(
    ("endpoint", "told"),
    [
        ("http://me:s3cret@127.0.0.1:1/store", "cannot be reached"),
        ("file:///tmp/store", "no http or https"),
        ("s3cret", "no http or https"),
    ],
)
def test_a_store_that_cannot_be_reached_is_told(
    files: list[Path], endpoint: str, told: str
) -> None:
    """In one sentence, without its password."""
    with pytest.raises(InputError, match=told) as caught:
        list(push(files, endpoint))

    assert "me:s3cret" not in str(caught.value)
