"""Puts one server under load and tells what came: requests a second, latencies, bytes."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from peers import JSON, Peer
from workload import DISTINCT, RUNAWAY

CONNECTIONS = 8
WARM = 6  # times that a query is asked before it counts: several processes of a server share the questions


@dataclass
class Load:
    """What wrk saw: requests a second, latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


def wrk(url: str, seconds: float, script: Path | None = None, *fields: str) -> Load:
    """Load an address with wrk from one thread; ``fields`` are further header fields."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--latency"]
    command += ["--timeout", "30s", "-H", f"Accept: {JSON}"]
    for field in fields:
        command += ["-H", field]
    command += ["-s", str(script)] if script else []
    done = subprocess.run([*command, url], capture_output=True, text=True)
    out = done.stdout + done.stderr
    if done.returncode or "Non-2xx" in out:
        raise SystemExit(f"{url} did not answer every request:\n{out}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    return Load(float(rate[1]) if rate else 0.0, _latency(out, "50%"), _latency(out, "99%"))


def _latency(out: str, part: str) -> float:
    found = re.search(rf"{part}\s+([\d.]+)(us|ms|s)", out)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]] if found else 0.0


def distinct(peer: Peer, triples: int, seconds: float, work: Path, seed: int) -> Load:
    """One-hop lookups of which no two are equal."""
    script = work / "distinct.lua"
    path = "/" + peer.url.split("/", 3)[3]
    script.write_text(DISTINCT % (seed * 10**7, triples // 5, path, peer.more))
    return wrk(peer.url, seconds, script)


def conditional(peer: Peer, query: str, seconds: float) -> Load:
    """What is asked again by whoever has the answer: with its entity tag, if the server gives one."""
    request = Request(peer.address(query), headers={"Accept": JSON})
    with urlopen(request, timeout=60) as answer:
        tag = answer.headers.get("etag")
    return wrk(peer.address(query), seconds, None, *([f"If-None-Match: {tag}"] if tag else []))


def latency(peer: Peer, query: str, times: int, seed: int, accept: str = JSON) -> float:
    """Milliseconds of a query asked alone, in a text that is new each time; the median."""
    took = []
    for number in range(WARM):
        peer.ask(f"{query} #{peer.name} {seed}-{number} before", accept)
    for number in range(times):
        began = time.perf_counter()
        peer.ask(f"{query} #{peer.name} {seed}-{number}", accept)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def beside_runaway(peer: Peer, triples: int, seconds: float, work: Path, seed: int) -> float:
    """p99 in milliseconds of distinct lookups while one query runs that never ends."""
    code = f"from urllib.request import urlopen; urlopen({peer.address(f'{RUNAWAY} #{seed}')!r})"
    runaway = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    try:
        return distinct(peer, triples, seconds, work, seed).p99
    finally:
        runaway.kill()
        runaway.wait()
