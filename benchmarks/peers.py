"""Starts the servers under measurement, each over the same triples, and stops them again.

The native Oxigraph server and rdflib-endpoint are of PyPI, Virtuoso is Debian's virtuoso-opensource-7, Comunica's
endpoint is comunica-sparql-file-http of the npm package @comunica/query-sparql-file. Without their
paths they are left out. Everything stays on 127.0.0.1.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

GRAPH = "http://example.org/g"  # where Virtuoso has the triples: it has no default graph of its own
PROCESSES, IN_MEMORY = 2, "The default graph is in memory."  # what each of them logs
JSON, TURTLE = "application/sparql-results+json", "text/turtle"
NGINX = """
daemon off; pid {work}/nginx.pid; error_log stderr warn; worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f;
  uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  upstream churo {{ server 127.0.0.1:{churo}; keepalive 64; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://churo; proxy_http_version 1.1; proxy_set_header Connection ""; }}
  }}
}}
"""
VIRTUOSO = """
[Database]
DatabaseFile = {work}/virtuoso.db
ErrorLogFile = {work}/virtuoso.err
LockFile = {work}/virtuoso.lck
TransactionFile = {work}/virtuoso.trx
xa_persistent_file = {work}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {work}/virtuoso-temp.db
TransactionFile = {work}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {work}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxClientConnections = 40
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


@dataclass
class Peer:
    """A server under measurement: its name, its endpoint's address, what an address ends in, its processes."""

    name: str
    url: str
    processes: list[subprocess.Popen[bytes]]
    more: str = ""

    def address(self, query: str) -> str:
        """The address that asks a query."""
        return f"{self.url}?query={quote(query)}{self.more}"

    def ask(self, query: str, accept: str = JSON, timeout: float = 120) -> tuple[str, bytes]:
        """The media type and the bytes of an answer. Raises OSError where there is none."""
        request = Request(self.address(query), headers={"Accept": accept})
        with urlopen(request, timeout=timeout) as answer:
            return answer.headers.get_content_type(), answer.read()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def run(name: str, url: str, command: list[str], log: Path, more: str = "") -> Peer:
    """Start a server and wait until it answers."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    peer = Peer(name, url, [process], more)
    for _ in range(1200):
        try:
            peer.ask("ASK {}", timeout=5)
            print(f"{name} is there", file=sys.stderr)
            return peer
        except OSError:
            time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    raise SystemExit(f"{name} did not start:\n{log.read_text()[-2000:]}")


def _churo(options: argparse.Namespace, data: Path, work: Path) -> Peer:
    port = free_port()
    os.environ.setdefault("CHURO_RELEASES", str(work / "releases"))
    command = [sys.executable, "-m", "churo", "serve", "--port", str(port)]
    if not options.releases:
        command += ["--data", str(data)]
    log = work / "churo.log"
    peer = run("churo", f"http://127.0.0.1:{port}/sparql", command, log)
    while options.in_memory and log.read_text().count(IN_MEMORY) < PROCESSES:
        time.sleep(0.1)
    return peer


def _nginx(options: argparse.Namespace, churo: Peer, work: Path) -> Peer:
    port, upstream = free_port(), int(churo.url.split(":")[2].split("/")[0])
    configuration = work / "nginx.conf"
    configuration.write_text(NGINX.format(work=work, port=port, churo=upstream))
    command = [options.nginx, "-p", str(work), "-c", str(configuration)]
    peer = run("behind nginx", f"http://127.0.0.1:{port}/sparql", command, work / "nginx.log")
    return Peer(peer.name, peer.url, [*peer.processes, *churo.processes])


def _oxigraph(options: argparse.Namespace, data: Path, work: Path) -> Peer:
    port, store = free_port(), str(work / "store")
    load = [options.oxigraph, "load", "-l", store, "-f", str(data)]
    subprocess.run(load, check=True, capture_output=True)
    command = [options.oxigraph, "serve-read-only", "-l", store, "-b", f"127.0.0.1:{port}"]
    return run("oxigraph", f"http://127.0.0.1:{port}/query", command, work / "oxigraph.log")


def _virtuoso(options: argparse.Namespace, data: Path, work: Path) -> Peer:
    port, sql = free_port(), free_port()
    configuration = work / "virtuoso.ini"
    configuration.write_text(VIRTUOSO.format(work=work, port=port, sql=sql))
    command = [options.virtuoso, "+foreground", "+configfile", str(configuration)]
    more = f"&default-graph-uri={quote(GRAPH, safe='')}"
    peer = run("virtuoso", f"http://127.0.0.1:{port}/sparql", command, work / "virtuoso.log", more)
    load = f"ld_dir ('{data.parent}', '{data.name}', '{GRAPH}'); rdf_loader_run (); checkpoint;"
    isql = [options.isql, str(sql), "dba", "dba", f"exec={load}"]
    subprocess.run(isql, check=True, capture_output=True)
    return peer


def _rdflib(options: argparse.Namespace, data: Path, work: Path) -> Peer:
    port = free_port()
    command = [options.rdflib_endpoint, "serve", "--store", "Oxigraph", "--host", "127.0.0.1"]
    command += ["--port", str(port), str(data)]
    return run("rdflib-endpoint", f"http://127.0.0.1:{port}/", command, work / "rdflib.log")


def _comunica(options: argparse.Namespace, data: Path, work: Path) -> Peer:
    port = free_port()
    command = [options.comunica, "-p", str(port), "-w", "2", "-t", "60", str(data)]
    return run("comunica", f"http://127.0.0.1:{port}/sparql", command, work / "comunica.log")


Start = Callable[[argparse.Namespace, Path, Path], Peer]
OTHERS: dict[str, Start] = {
    "oxigraph": _oxigraph,
    "virtuoso": _virtuoso,
    "rdflib_endpoint": _rdflib,
    "comunica": _comunica,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The paths of the peers."""
    for name in (*OTHERS, "nginx"):
        parser.add_argument(f"--{name.replace('_', '-')}", default="", metavar="PATH")
    parser.add_argument("--isql", default="isql-vt", help="what loads into Virtuoso")
    parser.add_argument(
        "--in-memory", action="store_true", help="begin when churo has read its store into memory"
    )
    parser.add_argument("--releases", action="store_true", help="serve the release that is current")


def started(options: argparse.Namespace, data: Path, work: Path) -> Iterator[Peer]:
    """Start those servers that there are over one file of RDF."""
    churo = _churo(options, data, work)
    yield churo
    if options.nginx:
        yield _nginx(options, churo, work)
    for name, start in OTHERS.items():
        if getattr(options, name):
            yield start(options, data, work)


def in_turn(running: list[Peer]) -> Iterator[Peer]:
    """Each server while the others are stopped."""
    processes = {process.pid for peer in running for process in peer.processes}
    try:
        for peer in running:
            own = {process.pid for process in peer.processes}
            for pid in processes:
                os.killpg(pid, signal.SIGCONT if pid in own else signal.SIGSTOP)
            yield peer
    finally:
        for pid in processes:
            os.killpg(pid, signal.SIGCONT)


def stop(running: list[Peer]) -> None:
    """End every server."""
    processes = {process.pid: process for peer in running for process in peer.processes}
    for pid, process in processes.items():
        for number in (signal.SIGTERM, signal.SIGCONT):
            try:
                os.killpg(pid, number)
            except ProcessLookupError:
                break
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(pid, signal.SIGKILL)
            process.wait()
