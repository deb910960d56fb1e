"""Measures what churo adds to the latency of an engine that it is put over, beside that engine.

    python benchmarks/remote_overhead.py --engine URL --front URL [--default-graph IRI] [--queries 400]

Both must be running: the engine, and `churo serve --engine URL` over it. Each query is put once to one
and once to the other, in turn, over a connection each that stays open; no two are equal, so that no
cache answers. Both are asked as churo asks an engine: by a form, for the format told by --accept.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import time
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SUBJECTS = f"SELECT DISTINCT ?s WHERE {{ ?s <{LABEL}> ?l }} ORDER BY ?s LIMIT 1000"
LOOKUP = "SELECT ?p ?o WHERE {{ <{subject}> ?p ?o }} # {number}"
WARM = 40  # queries before those that count


class Asker:
    """One connection to an endpoint."""

    def __init__(self, url: str, accept: str, default_graph: str = "") -> None:
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        self._path, self._accept, self._graph = parts.path, accept, default_graph

    def ask(self, query: str, accept: str = "") -> tuple[float, bytes]:
        """The milliseconds that an answer takes, and the answer."""
        form = [("query", query)]
        if self._graph:
            form.append(("default-graph-uri", self._graph))
        fields = {
            "content-type": "application/x-www-form-urlencoded",
            "accept": accept or self._accept,
        }
        began = time.perf_counter()
        self._connection.request("POST", self._path, urlencode(form), fields)
        reply = self._connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise SystemExit(f"{reply.status}: {body[:300]!r}")
        return (time.perf_counter() - began) * 1000, body


def lookups(front: Asker, count: int) -> Iterator[str]:
    """Lookups of the things that have a label, no two alike."""
    _, body = front.ask(SUBJECTS, "text/csv")
    subjects = body.decode().split("\r\n")[1:-1]
    for number in range(count):
        yield LOOKUP.format(subject=subjects[number % len(subjects)], number=number)


def main() -> None:
    """Ask, and print the minimum, median and maximum of each, and of the difference of each pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--front", required=True)
    parser.add_argument("--default-graph", default="")
    parser.add_argument("--accept", default="application/sparql-results+json")
    parser.add_argument("--queries", type=int, default=400)
    given = parser.parse_args()
    engine = Asker(given.engine, given.accept, given.default_graph)
    front = Asker(given.front, given.accept)
    pairs = []
    for number, query in enumerate(lookups(front, given.queries + WARM)):
        both = (engine, front) if number % 2 else (front, engine)
        times = {asker: asker.ask(query)[0] for asker in both}
        if number >= WARM:
            pairs.append((times[engine], times[front]))
    columns = {
        "engine": [pair[0] for pair in pairs],
        "churo over it": [pair[1] for pair in pairs],
        "added": [pair[1] - pair[0] for pair in pairs],
    }
    print("| milliseconds | min | median | p90 | max |\n|---|---|---|---|---|")
    for name, values in columns.items():
        p90 = statistics.quantiles(values, n=10)[-1]
        print(
            f"| {name} | {min(values):.2f} | {statistics.median(values):.2f} "
            f"| {p90:.2f} | {max(values):.2f} |"
        )


if __name__ == "__main__":
    main()
