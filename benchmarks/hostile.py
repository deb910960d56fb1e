"""Attacks churo while polite clients go on, and says who suffered.

    python benchmarks/hostile.py --triples 100000 --attackers 20 --seconds 60
    python benchmarks/hostile.py --triples 100000 --requests 1000

With ``--attackers`` so many attack at once: half of them from one address, the others each from its
own, of which the trusted proxy in front tells; all have budgets, and half-open connections stay. With
``--requests`` one attacks so many times in a row.

The polite ask questions whose answers are known. The run fails when one of them is answered
wrongly or not at all, or at p99 more than four times as late as before; when a hostile request is
answered with a fault, or later than it may run and wait; or when workers or memory are not back at
their level afterwards. Everything stays on 127.0.0.1.
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

from attacks import ATTACKS, IN_A_ROW, VIEWS
from peers import free_port, run
from target import Target
from workload import LABEL, P, triples

WAIT = 13.0  # seconds that an attacker may wait for a worker, and a little
# What a page or tool waits for: its turn to compute, then a worker.
WAITS = 2
ROUNDS = 4  # how often what pages need is asked for, so that each serving process has read it


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
            headers = {"Accept": "text/csv", **target.told()}
            connection.request("GET", f"/sparql?query={quote(text)}", headers=headers)
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
            polite.ask(target.at(f"127.1.0.{seed + 1}"), chance, people)

    threads = [threading.Thread(target=client, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    return threads


class Attack:
    """What came of the attacks: statuses by attack, and the longest seconds of a request of each."""

    def __init__(self) -> None:
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.longest: dict[str, float] = {}
        self._lock = threading.Lock()

    def once(self, target: Target, name: str) -> None:
        """Carry out an attack."""
        began = time.perf_counter()
        try:
            status = ATTACKS[name](target)
        except OSError:
            status = -1  # the connection was ended, or not taken
        seconds = time.perf_counter() - began
        with self._lock:
            self.statuses[name, status] += 1
            self.longest[name] = max(self.longest.get(name, 0), seconds / IN_A_ROW.get(name, 1))

    def in_a_row(self, target: Target, requests: int) -> None:
        """Every attack in turn, so many in all."""
        names = list(ATTACKS)
        for number in range(requests):
            self.once(target, names[number % len(names)])

    def at_once(self, target: Target, attackers: int, seconds: float) -> None:
        """So many attackers for so long, each beginning with another attack."""
        names, end = list(ATTACKS), time.monotonic() + seconds

        def attacker(number: int) -> None:
            address = "127.2.0.1" if number % 2 else f"127.3.0.{number + 1}"
            place = number * len(names) // attackers
            while time.monotonic() < end:
                self.once(target.at(address), names[place % len(names)])
                place += 1

        threads = [threading.Thread(target=attacker, args=(n,)) for n in range(attackers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def p99(who: Polite) -> float:
    """Seconds within which 99 of 100 questions were answered."""
    return statistics.quantiles(who.seconds, n=100)[98]


def report(polite: Polite, calm: Polite, attack: Attack) -> None:
    """Print what happened."""
    print("| attack | answers | longest (s) |\n|---|---|---|")
    for name in ATTACKS:
        told = ", ".join(
            f"{n} × {status or 'none'}" for (of, status), n in attack.statuses.items() if of == name
        )
        print(f"| {name} | {told} | {attack.longest.get(name, 0):.2f} |")
    for name, who in (("calm", calm), ("under attack", polite)):
        p50 = statistics.median(who.seconds)
        print(f"polite, {name}: {len(who.seconds)} right, {who.wrong} wrong, {sum(who.failed.values())} failed "
              f"{dict(who.failed)}, p50 {p50 * 1000:.1f} ms, p99 {p99(who) * 1000:.1f} ms")  # fmt: skip


def main() -> None:
    """Run it; exit code 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--attackers", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--deadline", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        work, port = Path(directory), free_port()
        (work / "data.nt").write_text("".join(triples(options.triples)))
        os.environ |= {"CHURO_RELEASES": str(work / "releases"), "CHURO_QUERY_TIMEOUT_SECONDS": str(options.deadline),
                       "CHURO_QUERY_MEMORY_BYTES": "512M", "CHURO_REQUEST_BODY_TIMEOUT_SECONDS": "2"}  # fmt: skip
        if options.attackers:
            os.environ |= {"CHURO_TRUSTED_PROXIES": "1", "CHURO_LOG_LEVEL": "warning"}
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
            broken = trial(Target("127.0.0.1", port, peer.processes[0].pid), options)
        finally:
            os.killpg(peer.processes[0].pid, signal.SIGTERM)
            try:
                peer.processes[0].wait(20)
            except subprocess.TimeoutExpired:
                broken = ["the server did not stop"]
    print("\n".join(broken) or "every promise was kept")
    sys.exit(bool(broken))


def trial(target: Target, options: argparse.Namespace) -> list[str]:
    """Measure calm, attack, calm again; give the promises that were broken."""
    people, calm, polite, over = options.triples // 5, Polite(), Polite(), threading.Event()
    for name in VIEWS:  # what is read of the data once is no part of what the attacks leave
        for _ in range(ROUNDS):
            ATTACKS[name](target)
    clients = go_on(target, calm, people, over)
    time.sleep(10)
    over.set()
    [client.join() for client in clients]
    before, memory = len(target.processes()), target.memory()
    over = threading.Event()
    clients = go_on(target, polite, people, over)
    attack = Attack()
    try:
        if options.attackers:
            attack.at_once(target, options.attackers, options.seconds)
        else:
            attack.in_a_row(target, options.requests)
    finally:
        over.set()
    [client.join() for client in clients]
    time.sleep(options.deadline + 3)
    after, now = len(target.processes()), target.memory()
    report(polite, calm, attack)
    print(f"processes {before} → {after}, memory {memory:.0f} → {now:.0f} MB")
    patient = WAIT if options.attackers else 0
    promises = {
        "a polite client got a wrong answer": not polite.wrong,
        "a polite client got no answer": not polite.failed,
        "a polite client waited": not options.attackers or p99(polite) <= 4 * p99(calm),
        "a hostile request met a fault": not any(
            status in (500, 502) for _, status in attack.statuses
        ),
        "a hostile request outlived the deadline": (
            all(
                seconds < patient * (WAITS if name in VIEWS else 1) + options.deadline + 0.5
                for name, seconds in attack.longest.items()
            )
        ),
        "workers were lost or leaked": before == after,
        "memory is not back at its level": now < memory * 1.25 + 50,
    }
    return [told for told, kept in promises.items() if not kept]


if __name__ == "__main__":
    main()
