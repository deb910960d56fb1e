"""Runs the real server on the real wire."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx
from tests.reserving import port_of, reserve_port
from tests.waiting import await_true

from churo.release import building

HERE = Path(__file__).parent
RUN = (
    "import os, sys; from pathlib import Path; from churo.settings import read; "
    "from churo.app import serve; serve(read(os.environ), Path(sys.argv[1]))"
)

# Publishes files in which each graph that is an assertion's is kept out of the default graph.
MAKE = """
import os
import sys
from pathlib import Path
from churo.release.description import describing
from churo.release.dumps.graph_dumps import assertions, whole
from churo.release.publish import publishing
from churo.release.source.loading import read
from churo.release.source.skolem import skolemise
from churo.terms import WELL_KNOWN

base = os.environ.get("BASE", "https://w3id.org/churo/")
releases, files = Path(sys.argv[1]), map(Path, sys.argv[2:])
quads = {quad for file in files for quad in skolemise(read(file), str(file), base)}
named_only = frozenset(q for q in quads if "/assertion/" in str(q.graph_name))
merged = frozenset(quads - named_only)
contents = [*whole(merged, WELL_KNOWN), *assertions(named_only, WELL_KNOWN)]
told = {"version": "data", "title": "Test data", "sources": ""}
made = describing.Made(merged, named_only, told, {}, contents, WELL_KNOWN, ours=False)
with publishing.aside(releases) as directory:
    publishing.publish(directory, releases, publishing.write(directory, made))
"""
PLAIN = """
import os
import sys
from pathlib import Path
from churo import standing_queries
from churo.release import building
from churo.settings import read

queries = list(standing_queries.of(read(os.environ, {})))
building.plain(map(Path, sys.argv[3:]), Path(sys.argv[1]), int(sys.argv[2]), queries)
"""
# Gives a release that is there a store on disk.
STORE = """
import sys
from pathlib import Path
from churo.publication import derived
from churo.release.store import building_store

release = Path(sys.argv[1])
file, work = release / "dataset.nq", release / "work"
store = str(release / "store")
building_store.build(building_store.Job(store, str(file), (), True, str(work), ""))
derived.write(release, {})
"""
MANY = 250  # things that point at the lake


@dataclass
class Server:
    """A server under test: its address, its main process, its log and its link to a release.

    ``held`` keeps its port from being given to anyone else.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    link: Path
    held: socket.socket

    def lines(self) -> list[dict[str, object]]:
        """The access log so far, which is written in batches: wait for what must be in it."""
        texts = self.log.read_text().splitlines(keepends=True)
        whole = [text for text in texts if text.startswith('{"time"') and text.endswith("\n")]
        return [json.loads(text) for text in whole]


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
        "triples": len({line.rsplit(" ", 2)[0] for line in lines}),
        "graphs": dict(sorted(graphs.items())),
        "files": {"dataset.nq": {"sha256": sha256(data).hexdigest(), "bytes": len(data)}},
    }
    (path / "release.json").write_text(json.dumps(document))
    return path


def sample() -> list[str]:
    """The lines of the test graph."""
    return (HERE / "graph.nq").read_text().splitlines()


def start(directory: Path, on_disk: bool = False, **settings: object) -> Server:
    """Start a server of the test graph and wait until it is ready."""
    return start_with(directory, sample(), on_disk, **settings)


def start_with(
    directory: Path, lines: list[str], on_disk: bool = False, **settings: object
) -> Server:
    """Start a server of a graph given as N-Quads lines, whose store may be on disk."""
    release = make_release(directory / "releases", lines)
    if on_disk:
        subprocess.run([sys.executable, "-c", STORE, str(release)], check=True)
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


def start_files(
    directory: Path,
    files: dict[str, str],
    path: str = "",
    memory_triples: int = building.MEMORY_TRIPLES,
    **settings: object,
) -> Server:
    """Start a server of files by name and text, as ``churo serve --data`` does."""
    places = []
    for name, text in files.items():
        places.append(directory / name)
        places[-1].write_text(text, "utf-8")
    told = [str(directory / "data"), str(memory_triples), *map(str, places)]
    command = [sys.executable, "-c", PLAIN, *told]
    named = {f"CHURO_{name.upper()}": str(value) for name, value in settings.items()}
    subprocess.run(command, check=True, env=os.environ | named)
    return start_on(directory / "data" / "current", directory / "log", path, **settings)


def start_on(link: Path, log: Path, path: str = "", **settings: object) -> Server:
    """Start a server of the release that a link points at, whose public URL may have a path."""
    held = reserve_port()
    port = port_of(held)
    chosen = {"port": port, "processes": 1, **settings}
    if path:
        chosen["public_url"] = f"http://127.0.0.1:{port}{path}"
    environ = os.environ | {f"CHURO_{name.upper()}": str(value) for name, value in chosen.items()}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(link)], env=environ, stdout=output, stderr=output
        )
    server = Server(f"http://127.0.0.1:{port}", process, log, link, held)
    try:
        _wait(server)
    except BaseException:
        stop(server)
        raise
    return server


def _wait(server: Server) -> None:
    await_true(lambda: server.process.poll() is not None or _is_ready(server), 60)
    assert server.process.poll() is None, f"the server ended:\n{server.log.read_text()}"


def _is_ready(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/readyz").status_code == 200
    except httpx.TransportError:
        return False


def stop(server: Server) -> None:
    """End a server and see that it ends."""
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(15)
    server.held.close()
