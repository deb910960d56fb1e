"""Starts engines of others: Virtuoso as Debian has it, and the server of Oxigraph as PyPI has it."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from tests.needs import program
from tests.reserving import port_of, reserve_port
from tests.waiting import await_true

from churo.credentials import Credentials
from churo.release.remote import graph_files

MERGED = "urn:example:default-graph"
VIRTUOSO = """[Database]
DatabaseFile = {place}/virtuoso.db
ErrorLogFile = {place}/virtuoso.log
LockFile = {place}/virtuoso.lck
TransactionFile = {place}/virtuoso.trx
xa_persistent_file = {place}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {place}/temporary.db
TransactionFile = {place}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {place}
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 100000
"""
READ = "DB.DBA.TTLP (file_to_string_output ('{path}'), '', '{graph}', {flags});\n"
QUADS = 512  # what TTLP calls N-Quads


@dataclass
class Engine:
    """An engine under test: where it is asked and loaded, by whom, and what its default graph is called.

    ``held`` keeps its ports from being given to anyone else.
    """

    name: str
    query: str
    store: str
    process: subprocess.Popen[bytes]
    place: Path
    default_graph: str = ""
    credentials: Credentials = field(default_factory=Credentials)
    held: tuple[socket.socket, ...] = ()

    def settings(self) -> dict[str, str]:
        """The settings with which churo is served over it."""
        return {"engine_url": self.query, "engine_default_graph": self.default_graph}

    def stop(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM if self.name == "oxigraph" else signal.SIGKILL)
        self.process.wait(15)
        for held in self.held:
            held.close()


def start(name: str, place: Path, files: Iterable[Path] = ()) -> Engine:
    """Start an engine, with what the N-Quads ``files`` have, of which the first is its default graph."""
    graphs = graph_files.of(files, place)
    merged = [graph.path for graph in graphs if not graph.iri]
    return {"oxigraph": _oxigraph, "virtuoso": _virtuoso}[name](place, list(files), merged)


def _oxigraph(place: Path, quads: list[Path], merged: list[Path]) -> Engine:
    program, held = str(Path(sys.executable).with_name("oxigraph")), reserve_port()
    where = ["--location", str(place / "store")]
    if quads:
        given = [part for path in (*quads, *merged) for part in ("--file", str(path))]
        subprocess.run([program, "load", *where, *given], check=True, capture_output=True)
    url = f"http://127.0.0.1:{port_of(held)}"
    process = _started([program, "serve", *where, "--bind", url.removeprefix("http://")], place)
    engine = Engine("oxigraph", f"{url}/query", f"{url}/store", process, place, held=(held,))
    await_true(lambda: _answers(engine))
    return engine


def _virtuoso(place: Path, quads: list[Path], merged: list[Path]) -> Engine:
    virtuoso = program("virtuoso-t")
    held = reserve_port(), reserve_port()
    sql, http = map(port_of, held)
    (place / "virtuoso.ini").write_text(VIRTUOSO.format(place=place, sql=sql, http=http))
    process = _started([virtuoso, "+foreground", "+configfile", "virtuoso.ini"], place)
    url = f"http://127.0.0.1:{http}"
    store, who = f"{url}/sparql-graph-crud-auth", Credentials("dba", "dba")
    engine = Engine("virtuoso", f"{url}/sparql", store, process, place, MERGED, who, held)
    await_true(lambda: _answers(engine), 60)
    reads = "".join(
        READ.format(path=_near(path, place), graph=MERGED, flags=QUADS) for path in quads
    )
    reads += "".join(READ.format(path=path, graph=MERGED, flags=0) for path in merged)
    if reads:
        isql = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT"]
        done = subprocess.run(
            isql, input=f"log_enable (2);\n{reads}", capture_output=True, text=True
        )
        assert "Error" not in done.stdout, done.stdout
    return engine


def _near(path: Path, place: Path) -> Path:
    """A file where Virtuoso may read it."""
    return Path(shutil.copy(path, place / path.name))


def _started(command: list[str], place: Path) -> subprocess.Popen[bytes]:
    with (place / "engine.log").open("wb") as log:
        return subprocess.Popen(command, cwd=place, stdout=log, stderr=log)


def _answers(engine: Engine) -> bool:
    ended = engine.process.poll()
    assert ended is None, (engine.place / "engine.log").read_text()
    try:
        return httpx.get(engine.query, params={"query": "ASK {}"}).status_code == 200
    except httpx.TransportError:
        return False
