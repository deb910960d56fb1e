"""Runs the real server on the real wire."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx

HERE = Path(__file__).parent
RUN = (
    "import os, sys; from pathlib import Path; from churo.settings import read; "
    "from churo.app import serve; serve(read(os.environ), Path(sys.argv[1]))"
)

# Publishes files in which each graph that is an assertion's is kept out of the default graph.
MAKE = """
import sys
from pathlib import Path
from churo.release import describing, dumps, loading, publishing
from churo.release.skolem import skolemise
from churo.terms import WELL_KNOWN

releases, files = Path(sys.argv[1]), map(Path, sys.argv[2:])
quads = {quad for file in files for quad in skolemise(loading.read(file), str(file))}
named_only = frozenset(q for q in quads if "/assertion/" in str(q.graph_name))
merged = frozenset(quads - named_only)
contents = [*dumps.whole(merged, WELL_KNOWN), *dumps.assertions(named_only, WELL_KNOWN)]
told = {"version": "data", "title": "Test data", "sources": ""}
made = describing.Made(merged, named_only, told, {}, contents, WELL_KNOWN, ours=False)
with publishing.aside(releases) as directory:
    publishing.publish(directory, releases, publishing.write(directory, made))
"""
MANY = 250  # things that point at the lake


@dataclass
class Server:
    """A server under test: its address, its main process, its log and its link to a release."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    link: Path

    def lines(self) -> list[dict[str, object]]:
        """The journal so far."""
        time.sleep(0.4)  # the journal is written in batches
        texts = self.log.read_text().splitlines()
        return [json.loads(text) for text in texts if text.startswith('{"time"')]


def make_release(directory: Path, lines: list[str], version: str = "2026-11-23") -> Path:
    """Write a release of N-Quads lines as the builder does."""
    data = "".join(sorted(f"{line}\n" for line in lines)).encode()
    id = f"{version}-{sha256(data).hexdigest()[:12]}"
    graphs = Counter(line.rsplit(" ", 2)[1].strip("<>") for line in lines)
    path = directory / id
    path.mkdir(parents=True)
    (path / "dataset.nq").write_bytes(data)
    document = {
        "id": id,
        "version": version,
        "title": "Test graph",
        "sources": "",
        "triples": len(lines),
        "graphs": dict(sorted(graphs.items())),
        "files": {"dataset.nq": {"sha256": sha256(data).hexdigest(), "bytes": len(data)}},
    }
    (path / "release.json").write_text(json.dumps(document))
    return path


def sample() -> list[str]:
    """The lines of the test graph."""
    return (HERE / "graph.nq").read_text().splitlines()


def start(directory: Path, **settings: object) -> Server:
    """Start a server of the test graph and wait until it is ready."""
    return start_with(directory, sample(), **settings)


def start_with(directory: Path, lines: list[str], **settings: object) -> Server:
    """Start a server of a graph given as N-Quads lines."""
    release = make_release(directory / "releases", lines)
    link = directory / "releases" / "current"
    link.symlink_to(release.name)
    return start_on(link, directory / "log", **settings)


def start_things(directory: Path) -> Server:
    """Start a server of things.trig, and of many things that point at its lake."""
    base = "https://w3id.org/churo/"
    points = directory / "points.nq"
    points.write_text(
        "".join(
            f"<{base}id/n{n:03}> <{base}words#near> <{base}id/lake> <{base}graph/points> .\n"
            for n in range(MANY)
        )
    )
    files = [str(HERE / "things.trig"), str(points)]
    subprocess.run([sys.executable, "-c", MAKE, str(directory / "data"), *files], check=True)
    return start_on(directory / "data" / "current", directory / "log")


def start_on(link: Path, log: Path, **settings: object) -> Server:
    """Start a server of the release that a link points at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chosen = {"port": port, "processes": 1, **settings}
    environ = os.environ | {f"CHURO_{name.upper()}": str(value) for name, value in chosen.items()}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(link)], env=environ, stdout=output, stderr=output
        )
    server = Server(f"http://127.0.0.1:{port}", process, log, link)
    try:
        _wait(server)
    except BaseException:
        stop(server)
        raise
    return server


def await_true(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something holds; what does not hold in time fails the test."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


def _wait(server: Server) -> None:
    for _ in range(150):
        try:
            if httpx.get(f"{server.url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"the server did not become ready:\n{server.log.read_text()}")


def stop(server: Server) -> None:
    """End a server and see that it ends."""
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(15)
