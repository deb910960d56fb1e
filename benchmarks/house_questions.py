"""Asks churo and the native Oxigraph server the published questions, over the release that is current.

    CHURO_RELEASES=DIR python benchmarks/house_questions.py --oxigraph PATH

Each question is asked of both in turn, in a text that is new each time; answers are compared. Oxigraph has
what churo's endpoint shows: the merge of the layers as the default graph, and each graph by its name.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import comparing
import loads
import peers
import pyoxigraph
from peers import JSON, TURTLE, Peer, in_turn

from churo.publication import catalogue

QUESTIONS = Path(__file__).parents[1] / "queries" / "questions"
FILES = ("dataset.nq", "assertions.nq")


def dataset(release: Path, into: Path) -> None:
    """The quads of a release, those of its layers in the default graph too, as one file of N-Quads."""
    with into.open("wb") as out:
        for name in FILES:
            if not (release / name).exists():
                continue
            quads = list(pyoxigraph.parse(path=release / name, format=pyoxigraph.RdfFormat.N_QUADS))
            if name == FILES[0]:
                merged = {pyoxigraph.Quad(*quad.triple) for quad in quads}
                pyoxigraph.serialize(merged, out, format=pyoxigraph.RdfFormat.N_QUADS)
            pyoxigraph.serialize(quads, out, format=pyoxigraph.RdfFormat.N_QUADS)


def is_graph(query: str) -> bool:
    """Whether a query gives a graph and no solutions, by its first keyword at a line's beginning."""
    return any(line.startswith(("CONSTRUCT", "DESCRIBE")) for line in query.splitlines())


def measured(
    running: list[Peer], options: argparse.Namespace
) -> Iterator[tuple[str, list[float], str]]:
    """Each question with the milliseconds that each server takes, and how the answers agree."""
    names = catalogue.prefixes()
    head = "".join(f"PREFIX {name}: <{space}>\n" for name, space in names.items())
    for path in sorted(QUESTIONS.glob("*.rq")):
        query = head + path.read_text(encoding="utf-8")
        graph = is_graph(query)
        answers = [comparing.answer(peer, query, graph) for peer in running]
        took = [
            loads.latency(peer, f"{query}\n", options.times, 0, TURTLE if graph else JSON)
            for peer in in_turn(running)
        ]
        yield path.stem, took, comparing.verdict(*answers)


def main() -> None:
    """Print how the two compare, and each question where one is slower or answers another way."""
    parser = argparse.ArgumentParser(description=__doc__)
    peers.add_arguments(parser)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    options.releases = True
    release = Path(os.environ["CHURO_RELEASES"]) / "current"
    running: list[Peer] = []
    with tempfile.TemporaryDirectory() as directory:
        work = Path(directory)
        dataset(release.resolve(), work / "data.nq")
        try:
            running.extend(peers.started(options, work / "data.nq", work))
            rows = list(measured(running, options))
        finally:
            peers.stop(running)
    print(
        "| question | churo (ms) | oxigraph (ms) | churo / oxigraph | answers |\n|---|---:|---:|---:|---|"
    )
    for name, (ours, theirs), said in sorted(rows, key=lambda row: -row[1][0] / row[1][1]):
        print(f"| {name} | {ours:.1f} | {theirs:.1f} | {ours / theirs:.2f} | {said} |")
    shares = [ours / theirs for _, (ours, theirs), _ in rows]
    same = sum(said == "the same" for _, _, said in rows)
    mean = statistics.geometric_mean(shares)
    print(
        f"{len(rows)} questions, {same} with the same answer; in the mean {mean:.2f}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
