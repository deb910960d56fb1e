"""Measures churo over HTTP beside the native Oxigraph server and rdflib-endpoint, in one run.

    python benchmarks/http_side_by_side.py --oxigraph PATH --rdflib-endpoint PATH --triples 1000000

Needs wrk. The peers are the programs `oxigraph` and `rdflib-endpoint` of the packages of the same
names; without their paths they are left out. All servers are there at the same time and are asked
in turn, so that whatever else the machine does meets them alike; while one is asked the others are
stopped. Everything stays on 127.0.0.1.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from workload import DISTINCT, HEAVY, REPEATED, RUNAWAY, triples

CONNECTIONS = 8


@dataclass
class Peer:
    """A server under measurement: its name, the address of its endpoint, its process."""

    name: str
    url: str
    process: subprocess.Popen[bytes]


@dataclass
class Load:
    """What wrk saw: requests a second, latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def run(name: str, url: str, command: list[str], log: Path) -> Peer:
    """Start a server and wait until it answers."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    for _ in range(1200):
        try:
            urlopen(f"{url}?query={quote('ASK {}')}", timeout=5).read()
            return Peer(name, url, process)
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{name} did not start:\n{log.read_text()}")


def peers(options: argparse.Namespace, work: Path) -> Iterator[Peer]:
    """Start those servers that there are, each over the same data."""
    data = work / "data.nt"
    with data.open("w") as file:
        file.writelines(triples(options.triples))
    port = free_port()
    os.environ["CHURO_RELEASES"] = str(work / "releases")
    command = [sys.executable, "-m", "churo", "serve", "--data", str(data), "--port", str(port)]
    yield run("churo", f"http://127.0.0.1:{port}/sparql", command, work / "churo.log")
    if options.oxigraph:
        port, store = free_port(), str(work / "store")
        load = [options.oxigraph, "load", "-l", store, "-f", str(data)]
        subprocess.run(load, check=True, capture_output=True)
        command = [options.oxigraph, "serve-read-only", "-l", store, "-b", f"127.0.0.1:{port}"]
        yield run("oxigraph", f"http://127.0.0.1:{port}/query", command, work / "oxigraph.log")
    if options.rdflib_endpoint:
        port = free_port()
        command = [options.rdflib_endpoint, "serve", "--store", "Oxigraph", "--host", "127.0.0.1"]
        command += ["--port", str(port), str(data)]
        yield run("rdflib-endpoint", f"http://127.0.0.1:{port}/", command, work / "rdflib.log")


def wrk(url: str, seconds: float, connections: int, script: Path | None = None) -> Load:
    """Load an address with wrk from one thread."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency", "--timeout", "30s"]
    command += ["-H", "Accept: application/sparql-results+json"]
    command += ["-s", str(script)] if script else []
    out = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(f"{url} did not answer every request:\n{out}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    return Load(float(rate[1]) if rate else 0.0, _latency(out, "50%"), _latency(out, "99%"))


def _latency(out: str, part: str) -> float:
    found = re.search(rf"{part}\s+([\d.]+)(us|ms|s)", out)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]] if found else 0.0


def distinct(peer: Peer, options: argparse.Namespace, work: Path, seed: int) -> Load:
    """One-hop lookups of which no two are equal."""
    script = work / "distinct.lua"
    path = "/" + peer.url.split("/", 3)[3]
    script.write_text(DISTINCT % (seed * 10**7, options.triples // 5, path))
    return wrk(peer.url, options.seconds, CONNECTIONS, script)


def latency(peer: Peer, query: str, times: int, seed: int) -> float:
    """Milliseconds of a query asked alone, in a text that is new each time; the median."""
    took = []
    for number in range(times):
        began = time.perf_counter()
        urlopen(f"{peer.url}?query={quote(f'{query} #{seed}-{number}')}", timeout=120).read()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def beside_runaway(peer: Peer, options: argparse.Namespace, work: Path, seed: int) -> float:
    """p99 in milliseconds of distinct lookups while one query runs that never ends."""
    code = (
        f"from urllib.request import urlopen; urlopen('{peer.url}?query={quote(RUNAWAY)}%23{seed}')"
    )
    runaway = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    try:
        return distinct(peer, options, work, seed).p99
    finally:
        runaway.kill()
        runaway.wait()


def in_turn(running: list[Peer]) -> Iterator[Peer]:
    """Each server while the others are stopped."""
    for peer in running:
        for other in running:
            os.killpg(other.process.pid, signal.SIGCONT if other is peer else signal.SIGSTOP)
        yield peer
    for peer in running:
        os.killpg(peer.process.pid, signal.SIGCONT)


def measure(running: list[Peer], options: argparse.Namespace, work: Path) -> dict[str, list[float]]:
    """Every row of the table, each server in turn, the median of the rounds."""
    found: dict[str, dict[str, list[float]]] = {}

    def note(row: str, peer: Peer, value: float) -> None:
        found.setdefault(row, {}).setdefault(peer.name, []).append(value)
        print(f"{row} | {peer.name} | {value:,.1f}", file=sys.stderr)

    for number in range(options.rounds):
        for row, query in REPEATED.items():
            for peer in in_turn(running):
                load = wrk(f"{peer.url}?query={quote(query)}", options.seconds, CONNECTIONS)
                note(f"{row} (requests/s)", peer, load.rate)
        for peer in in_turn(running):
            load = distinct(peer, options, work, number)
            note("distinct: one-hop lookup (requests/s)", peer, load.rate)
            note("distinct: one-hop lookup, p99 (ms)", peer, load.p99)
        for row, query in HEAVY.items():
            for peer in in_turn(running):
                note(f"{row} (ms)", peer, latency(peer, query, 5, number))
        for peer in in_turn(running[:2]):
            slowest = beside_runaway(peer, options, work, 100 + number)
            note("beside a runaway query, p99 (ms)", peer, slowest)
    names = [peer.name for peer in running]
    rows = {
        row: [statistics.median(values[name]) if name in values else float("nan") for name in names]
        for row, values in found.items()
    }
    heavy = [values for row, values in rows.items() if row.startswith("heavy")]
    means = [statistics.geometric_mean(values) for values in zip(*heavy, strict=True)]
    return rows | {"heavy: geometric mean (ms)": means}


def table(rows: dict[str, list[float]], running: list[Peer]) -> str:
    """The measurements as Markdown, with churo's share of each peer's figure."""
    names = [peer.name for peer in running]
    heads = [*names, *(f"churo / {name}" for name in names[1:])]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for row, values in rows.items():
        shares = [f"{values[0] / value:.2f}" for value in values[1:]]
        lines.append(f"| {row} | {' | '.join([*(f'{value:,.1f}' for value in values), *shares])} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--oxigraph", default="")
    parser.add_argument("--rdflib-endpoint", default="")
    parser.add_argument("--triples", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    running: list[Peer] = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            running.extend(peers(options, Path(directory)))
            print(table(measure(running, options, Path(directory)), running))
        finally:
            for peer in running:
                os.killpg(peer.process.pid, signal.SIGTERM)
                os.killpg(peer.process.pid, signal.SIGCONT)
                peer.process.wait(20)


if __name__ == "__main__":
    main()
