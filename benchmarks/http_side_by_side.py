"""Measures churo over HTTP beside its peers, in one run, and compares their answers.

    python benchmarks/http_side_by_side.py --oxigraph PATH --virtuoso PATH --triples 100000

Needs wrk; the peers that can be named are told in ``peers``. All servers are there at the same time and
are asked in turn, so that whatever else the machine does meets them alike; while one is asked the
others are stopped. ``--only`` measures some of the rows.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import comparing
import loads
import peers
from peers import Peer, in_turn
from workload import GRAPH, HEAVY, LARGE, OPEN, REPEATED, triples

Note = Callable[[str, Peer, float], None]
Measure = Callable[[list[Peer], argparse.Namespace, Path, int, Note], None]


def _repeated(
    running: list[Peer], options: argparse.Namespace, work: Path, number: int, note: Note
) -> None:
    for row, query in REPEATED.items():
        for peer in in_turn(running):
            note(f"{row} (requests/s)", peer, loads.wrk(peer.address(query), options.seconds).rate)


def _distinct(
    running: list[Peer], options: argparse.Namespace, work: Path, number: int, note: Note
) -> None:
    for peer in in_turn(running):
        load = loads.distinct(peer, options.triples, options.seconds, work, number)
        note("distinct: one-hop lookup (requests/s)", peer, load.rate)
        note("distinct: one-hop lookup, p99 (ms)", peer, load.p99)


def _conditional(
    running: list[Peer], options: argparse.Namespace, work: Path, number: int, note: Note
) -> None:
    query = REPEATED["repeated: 200 rows"]
    for peer in in_turn(running):
        load = loads.conditional(peer, query, options.seconds)
        note("conditional: 200 rows that one has (requests/s)", peer, load.rate)


def _heavy(
    running: list[Peer], options: argparse.Namespace, work: Path, number: int, note: Note
) -> None:
    for row, query in HEAVY.items():
        for peer in in_turn(running):
            note(f"{row} (ms)", peer, loads.latency(peer, query, options.times, number))


def _graph(
    running: list[Peer], options: argparse.Namespace, work: Path, number: int, note: Note
) -> None:
    for row, query in GRAPH.items():
        for peer in in_turn(running):
            took = loads.latency(peer, query, options.times, number, peers.TURTLE)
            note(f"{row} (ms)", peer, took)


def _large(
    running: list[Peer], options: argparse.Namespace, work: Path, number: int, note: Note
) -> None:
    for row, query in LARGE.items():
        for peer in in_turn(running):
            note(f"{row} (ms)", peer, loads.latency(peer, query, options.times, number))


def _runaway(
    running: list[Peer], options: argparse.Namespace, work: Path, number: int, note: Note
) -> None:
    for peer in in_turn([peer for peer in running if peer.name in ("churo", "oxigraph")]):
        slowest = loads.beside_runaway(peer, options.triples, options.seconds, work, 100 + number)
        note("beside a runaway query, p99 (ms)", peer, slowest)


PARTS: dict[str, Measure] = {
    "repeated": _repeated,
    "distinct": _distinct,
    "conditional": _conditional,
    "heavy": _heavy,
    "graph": _graph,
    "large": _large,
    "runaway": _runaway,
}


def measured(
    running: list[Peer], options: argparse.Namespace, work: Path
) -> dict[str, dict[str, float]]:
    """Each row's figure by peer: the median of the rounds."""
    found: dict[str, dict[str, list[float]]] = {}

    def note(row: str, peer: Peer, value: float) -> None:
        found.setdefault(row, {}).setdefault(peer.name, []).append(value)
        print(f"{row} | {peer.name} | {value:,.1f}", file=sys.stderr)

    for number in range(options.rounds):
        for part in options.only.split(",") if options.only else PARTS:
            PARTS[part](running, options, work, number, note)
    rows = {
        row: {name: statistics.median(values) for name, values in by_name.items()}
        for row, by_name in found.items()
    }
    heavy = [by_name for row, by_name in rows.items() if row.startswith("heavy")]
    if heavy:
        rows["heavy: geometric mean (ms)"] = {
            peer.name: statistics.geometric_mean(by_name[peer.name] for by_name in heavy)
            for peer in running
        }
    return rows


def compared(running: list[Peer]) -> Iterator[str]:
    """One line for each question and peer whose answer is not churo's."""
    for row, query in (REPEATED | HEAVY | LARGE | GRAPH).items():
        answers = [comparing.answer(peer, query, row in GRAPH) for peer in running]
        for peer, answer in zip(running[1:], answers[1:], strict=True):
            said = comparing.verdict(answers[0], answer, row in OPEN)
            if said != "the same":
                yield f"{row} | {peer.name} | {said}"


def table(rows: dict[str, dict[str, float]], running: list[Peer]) -> str:
    """The measurements as Markdown, with churo's share of each peer's figure."""
    names = [peer.name for peer in running]
    heads = [*names, *(f"churo / {name}" for name in names[1:])]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for row, by_name in rows.items():
        ours = by_name["churo"]
        cells = [f"{by_name[name]:,.1f}" if name in by_name else "–" for name in names]
        shares = [f"{ours / by_name[n]:.2f}" if by_name.get(n) else "–" for n in names[1:]]
        lines.append(f"| {row} | {' | '.join([*cells, *shares])} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and before it where answers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    peers.add_arguments(parser)
    parser.add_argument("--triples", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--times", type=int, default=5, help="how often a heavy query is asked")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help=", ".join(PARTS))
    options = parser.parse_args()
    running: list[Peer] = []
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        data = work / "data.nt"
        with data.open("w") as file:
            file.writelines(triples(options.triples))
        try:
            running.extend(peers.started(options, data, work))
            differences = list(compared(running))
            print("\n".join(differences) or "Every answer is the same.", "\n")
            print(table(measured(running, options, work), running))
        finally:
            peers.stop(running)


if __name__ == "__main__":
    main()
