"""Asks churo 1,000 hostile things in a row while polite clients go on, and says who suffered.

    python benchmarks/hostile.py --triples 100000 --requests 1000

The polite ask questions whose answers are known. The run fails when one of them is answered
wrongly or not at all, when a hostile request is answered with a fault or later than the deadline
and half a second, or when workers or memory are not back at their level afterwards. Everything
stays on 127.0.0.1.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from attacks import ATTACKS, Target
from http_side_by_side import free_port, run
from workload import LABEL, P, triples


@dataclass
class Polite:
    """What the polite clients saw: seconds of right answers, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    failed: Counter[str] = field(default_factory=Counter)

    def ask(self, target: Target, chance: random.Random, people: int) -> None:
        """Ask for the label of one person, in a text that no cache has."""
        one, began = chance.randrange(people), time.perf_counter()
        text = f"SELECT ?l {{ <{P}{one}> <{LABEL}> ?l }} #{chance.random()}"
        connection = http.client.HTTPConnection(target.host, target.port, timeout=60)
        try:
            connection.request(
                "GET", f"/sparql?query={quote(text)}", headers={"Accept": "text/csv"}
            )
            response = connection.getresponse()
            body = response.read()
        except OSError as error:
            self.failed[type(error).__name__] += 1
            return
        finally:
            connection.close()
        if response.status != 200:
            self.failed[str(response.status)] += 1
        elif body != f"l\r\nperson {one}\r\n".encode():
            self.wrong += 1
        else:
            self.seconds.append(time.perf_counter() - began)


def go_on(
    target: Target, polite: Polite, people: int, over: threading.Event
) -> list[threading.Thread]:
    """Eight clients that ask until it is over."""

    def client(seed: int) -> None:
        chance = random.Random(seed)
        while not over.is_set():
            polite.ask(target, chance, people)

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    return threads


def attack(target: Target, requests: int) -> tuple[Counter[tuple[str, int]], dict[str, float]]:
    """Every attack in turn, so many in all; statuses by attack, and the longest seconds of each."""
    statuses: Counter[tuple[str, int]] = Counter()
    longest: dict[str, float] = {}
    names = list(ATTACKS)
    for number in range(requests):
        name, began = names[number % len(names)], time.perf_counter()
        statuses[name, ATTACKS[name](target)] += 1
        longest[name] = max(longest.get(name, 0), time.perf_counter() - began)
    return statuses, longest


def report(
    polite: Polite, calm: Polite, statuses: Counter[tuple[str, int]], longest: dict[str, float]
) -> None:
    """Print what happened."""
    print("| attack | answers | longest (s) |\n|---|---|---|")
    for name in ATTACKS:
        told = ", ".join(
            f"{n} × {status or 'none'}" for (of, status), n in statuses.items() if of == name
        )
        print(f"| {name} | {told} | {longest.get(name, 0):.2f} |")
    for name, who in (("calm", calm), ("under attack", polite)):
        p50, p99 = statistics.median(who.seconds), statistics.quantiles(who.seconds, n=100)[98]
        print(f"polite, {name}: {len(who.seconds)} right, {who.wrong} wrong, {sum(who.failed.values())} failed "
              f"{dict(who.failed)}, p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms")  # fmt: skip


def main() -> None:
    """Run it; exit code 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--deadline", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        work, port = Path(directory), free_port()
        (work / "data.nt").write_text("".join(triples(options.triples)))
        os.environ |= {"CHURO_RELEASES": str(work / "releases"), "CHURO_QUERY_TIMEOUT_SECONDS": str(options.deadline),
                       "CHURO_QUERY_MEMORY_BYTES": "512M", "CHURO_REQUEST_BODY_TIMEOUT_SECONDS": "2"}  # fmt: skip
        command = [
            sys.executable,
            "-m",
            "churo",
            "serve",
            "--data",
            str(work / "data.nt"),
            "--port",
            str(port),
        ]
        peer = run("churo", f"http://127.0.0.1:{port}/sparql", command, work / "log")
        try:
            broken = trial(Target("127.0.0.1", port, peer.process.pid), options)
        finally:
            os.killpg(peer.process.pid, signal.SIGTERM)
            try:
                peer.process.wait(20)
            except subprocess.TimeoutExpired:
                broken = ["the server did not stop"]
    print("\n".join(broken) or "every promise was kept")
    sys.exit(bool(broken))


def trial(target: Target, options: argparse.Namespace) -> list[str]:
    """Measure calm, attack, calm again; give the promises that were broken."""
    people, calm, polite, over = options.triples // 5, Polite(), Polite(), threading.Event()
    clients = go_on(target, calm, people, over)
    time.sleep(10)
    over.set()
    [client.join() for client in clients]
    before, memory = len(target.processes()), target.memory()
    over = threading.Event()
    clients = go_on(target, polite, people, over)
    try:
        statuses, longest = attack(target, options.requests)
    finally:
        over.set()
    [client.join() for client in clients]
    time.sleep(options.deadline + 3)
    after, now = len(target.processes()), target.memory()
    report(polite, calm, statuses, longest)
    print(f"processes {before} → {after}, memory {memory:.0f} → {now:.0f} MB")
    promises = {
        "a polite client got a wrong answer": not polite.wrong,
        "a polite client got no answer": not polite.failed,
        "a hostile request met a fault": not any(status in (500, 502) for _, status in statuses),
        "a hostile request outlived the deadline": max(longest.values()) < options.deadline + 0.5,
        "workers were lost or leaked": before == after,
        "memory is not back at its level": now < memory * 1.25 + 50,
    }
    return [told for told, kept in promises.items() if not kept]


if __name__ == "__main__":
    main()
