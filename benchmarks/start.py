"""How long until the first answer: of data that are new, and of a release that is there; and in how much memory.

Called as ``python benchmarks/start.py --oxigraph PATH --triples 10000 100000 1000000``. For each number it loads
the same file with the native ``oxigraph load`` and with ``churo serve --data`` in an empty directory, then
starts churo again. Memory is the proportional share (PSS) of all processes; the largest is looked for every
second. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import workload

HEAD = (
    "| triples | `oxigraph load` (s) | first answer (s) | × | making it, memory (MB) "
    "| start (s) | ready, memory (MB) | after questions, memory (MB) | on disk (MB) |\n"
    "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)
PATIENCE = 3600.0
LOOK = 0.05
SELDOM = 1.0  # seconds between looks at memory, each of which takes processor time
QUESTION = f"SELECT ?p ?o WHERE {{ <{workload.P}5> ?p ?o }}"


@dataclass(frozen=True)
class Run:
    """A server that has answered: after how many seconds, and the most megabytes until then."""

    seconds: float
    most: float
    process: subprocess.Popen[bytes]


def shares(root: int) -> float:
    """Megabytes of a process and of all that it has started."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(path.parent.name))
    tree = [root]
    for process in tree:
        tree += parents.get(process, [])
    return sum(map(share, tree)) / 1000


def share(process: int) -> float:
    """Kilobytes of one process, its part of what it shares."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    return 0.0


def ask(port: int, query: str) -> bool:
    """Whether a query is answered."""
    address = f"http://127.0.0.1:{port}/sparql?query={urllib.parse.quote(query)}"
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status == 200 and bool(answer.read())
    except OSError:
        return False


@contextmanager
def serving(file: Path, releases: Path, port: int) -> Iterator[Run]:
    """A server of a file, from its start to its first answer and on."""
    environ: Mapping[str, str] = {
        **os.environ,
        "CHURO_RELEASES": str(releases),
        "CHURO_PORT": str(port),
        "CHURO_LOG_LEVEL": "warning",
        "CHURO_BUDGET_SECONDS": "0",
    }
    begun, most = time.monotonic(), 0.0
    process = subprocess.Popen(
        [sys.executable, "-m", "churo", "serve", "--data", str(file)], env=environ
    )
    try:
        looked = begun
        while not ask(port, QUESTION):
            if time.monotonic() - looked > SELDOM:
                most, looked = max(most, shares(process.pid)), time.monotonic()
            if process.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise SystemExit("churo does not answer")
            time.sleep(LOOK)
        yield Run(time.monotonic() - begun, most, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def load(oxigraph: Path, file: Path, place: Path) -> float:
    """Seconds that the native loader takes."""
    begun = time.monotonic()
    command = [str(oxigraph), "load", "--location", str(place), "--file", str(file)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - begun


def size(place: Path) -> float:
    """Megabytes on the disk below a directory, one file with several names counted once."""
    found = {path.stat().st_ino: path.stat().st_size for path in place.rglob("*") if path.is_file()}
    return sum(found.values()) / 1e6


def row(number: int, oxigraph: Path, port: int, place: Path) -> str:
    """What was measured with a number of triples."""
    file, releases = place / "data.nt", place / "releases"
    with file.open("w") as out:
        out.writelines(workload.triples(number))
    native = load(oxigraph, file, place / "native")
    shutil.rmtree(place / "native")
    with serving(file, releases, port) as new:
        pass
    with serving(file, releases, port) as again:
        ready = shares(again.process.pid)
        for query in {**workload.REPEATED, **workload.HEAVY}.values():
            ask(port, query)
        used = shares(again.process.pid)
    numbers = (
        f"{native:.1f} | {new.seconds:.1f} | {new.seconds / native:.1f} | {new.most:,.0f} | "
        f"{again.seconds:.1f} | {ready:,.0f} | {used:,.0f} | {size(releases):,.0f}"
    )
    return f"| {number:,} | {numbers} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--oxigraph", type=Path, required=True)
    parser.add_argument("--triples", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--port", type=int, default=8300)
    given = parser.parse_args()
    print(HEAD, flush=True)
    for number in given.triples:
        with tempfile.TemporaryDirectory() as place:
            print(row(number, given.oxigraph, given.port, Path(place)), flush=True)


if __name__ == "__main__":
    main()
