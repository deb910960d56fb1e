"""What hostile clients send, as a table; used by hostile.py."""

from __future__ import annotations

import http.client
import re
import socket
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

KNOWS = "<http://example.org/knows>"
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
JSON = "application/sparql-results+json"
NUMBERS = count()
STALLED: deque[socket.socket] = deque()


@dataclass
class Target:
    """The server under attack."""

    host: str
    port: int
    pid: int

    def request(self, method: str, text: str) -> int:
        """Send a query; give the status."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            if method == "GET":
                connection.request("GET", f"/sparql?query={quote(text)}", headers={"Accept": JSON})
            else:
                headers = {"Content-Type": "application/sparql-query", "Accept": JSON}
                connection.request("POST", "/sparql", text.encode(), headers)
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()

    def processes(self) -> list[int]:
        """The server's process and all that descend from it."""
        found, todo = [], [self.pid]
        while todo:
            one = todo.pop()
            found.append(one)
            todo += [int(x) for x in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
        return found

    def memory(self) -> float:
        """Megabytes that the processes have to themselves or share in proportion."""
        rows = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.processes())
        return sum(int(re.search(r"^Pss:\s+(\d+)", row, re.M)[1]) for row in rows) / 1024  # type: ignore[index]


def query(text: str, method: str = "GET") -> Callable[[Target], int]:
    """Ask a query, give the status."""

    def ask(target: Target) -> int:
        return target.request(method, text)

    return ask


def garbage(raw: bytes, wait: float) -> Callable[[Target], int]:
    """Send bytes, wait so many seconds, go; the status is 0 when nothing came by then."""

    def attack(target: Target) -> int:
        with socket.create_connection((target.host, target.port), timeout=10) as connection:
            connection.sendall(raw)
            connection.settimeout(wait)
            try:
                found = re.match(rb"HTTP/1.1 (\d+)", connection.recv(64))
            except TimeoutError:
                return 0
        return int(found[1]) if found else 0

    return attack


def stall(target: Target) -> int:
    """Ask for megabytes and take nothing of them, with the last hundred connections still open."""
    text = f"SELECT * {{ ?a ?b ?c }} LIMIT 40000 #{next(NUMBERS)}"
    connection = socket.create_connection((target.host, target.port), timeout=10)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.sendall(get(urlencode({"query": text})))
    STALLED.append(connection)
    if len(STALLED) > 100:
        STALLED.popleft().close()
    return 0


def long_question(target: Target) -> int:
    """Ask at length for little, something else each time, twenty times."""
    texts = (f"ASK {{}} #{next(NUMBERS)}{'x' * 60_000}" for _ in range(20))
    return max(target.request("POST", text) for text in texts)


def get(query_string: str) -> bytes:
    """The bytes of a GET request with a raw query string."""
    return f"GET /sparql?{query_string} HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin-1")


ATTACKS: dict[str, Callable[[Target], int]] = {
    "5,000 parentheses": query(f"SELECT * {{ FILTER({'(' * 5000}1{')' * 5000}) }}", "POST"),
    "5,000 braces": query("SELECT * " + "{" * 5000 + "}" * 5000, "POST"),
    "95 braces with OPTIONAL": query("SELECT * {" + "OPTIONAL { ?s ?p ?o " * 95 + "}" * 96),
    "a list of 2,000": query(f"SELECT * {{ ?s ?p ({' 1' * 2000}) }}", "POST"),
    "95 lists in one another": query(f"SELECT * {{ ?s ?p {'(' * 95}1{')' * 95} }}"),
    "a cross product": query(f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"),
    "a cross product, sorted": query(f"SELECT * {{ {PRODUCT} }} ORDER BY ?f ?c"),
    "a cross product, all of it": query("SELECT * { ?a ?b ?c . ?d ?e ?f }"),
    "a long literal": query(f'ASK {{ ?s ?p "{"x" * 60_000}" }}', "POST"),
    "a regular expression": query(
        f'SELECT * {{ ?s ?p ?o FILTER REGEX(STR(?o), "{"(a*)*" * 400}b") }}'
    ),
    "a repeated repetition": query(
        'SELECT * { ?s ?p ?o FILTER REGEX(STR(?o), "((a{900}){900}){9}") }'
    ),
    "a property path": query(f"SELECT (COUNT(*) AS ?n) {{ ?a ({KNOWS}*/{KNOWS}*)* ?b }}"),
    "GROUP_CONCAT": query(f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {PRODUCT} }}"),
    "doubled strings": query(
        "SELECT ?z { BIND('x' AS ?v0) "
        + "".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1}) " for n in range(40))
        + "BIND(?v40 AS ?z) }"
    ),
    "SERVICE": query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
    "an update": query("DELETE WHERE { ?s ?p ?o }", "POST"),
    "2 MB": query("#" * 2_000_000, "POST"),
    "half an escape": garbage(get("query=%E4%B8"), 5),
    "a bare percent": garbage(get("query=%zz%"), 5),
    "bytes that are no UTF-8": garbage(get("query=%ff%fe"), 5),
    "no HTTP": garbage(b"\x16\x03\x01\x00\xff" * 20 + b"\r\n\r\n", 5),
    "a body that never ends": garbage(
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 500\r\n\r\nASK",
        0.2,
    ),
    "a client that takes nothing": stall,
    "20 long questions": long_question,
    "a client that goes": garbage(
        get(urlencode({"query": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"})), 0.05
    ),
}
