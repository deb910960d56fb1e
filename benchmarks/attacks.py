"""What hostile clients send, as a table; used by hostile.py."""

from __future__ import annotations

import gzip
import json
import re
import socket
from collections import deque
from collections.abc import Callable, Mapping
from itertools import count
from urllib.parse import quote, urlencode

from target import Target

KNOWS = "<http://example.org/knows>"
PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
AS_JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
NUMBERS = count()
STALLED: deque[socket.socket] = deque()
HALF_OPEN: deque[socket.socket] = deque()


def query(text: str, method: str = "GET") -> Callable[[Target], int]:
    """Ask a query, give the status."""

    def ask(target: Target) -> int:
        return target.request(method, text)

    return ask


def garbage(raw: bytes, wait: float) -> Callable[[Target], int]:
    """Send bytes, wait so many seconds, go; the status is 0 when nothing came by then."""

    def attack(target: Target) -> int:
        with socket.create_connection((target.host, target.port), timeout=10) as connection:
            connection.sendall(raw.replace(b"Host: x\r\n", b"Host: x\r\n" + target.told_raw()))
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
    raw = get(urlencode({"query": text}))
    connection.sendall(raw.replace(b"Host: x\r\n", b"Host: x\r\n" + target.told_raw()))
    STALLED.append(connection)
    if len(STALLED) > 100:
        STALLED.popleft().close()
    return 0


def long_question(target: Target) -> int:
    """Ask at length for little, something else each time, twenty times."""
    texts = (f"ASK {{}} #{next(NUMBERS)}{'x' * 60_000}" for _ in range(20))
    return max(target.request("POST", text) for text in texts)


def half_open(target: Target) -> int:
    """Begin five requests and go on with none, with the last thousand connections still open."""
    for number in range(5):
        connection = socket.create_connection((target.host, target.port), timeout=10)
        connection.sendall(
            (b"", b"GET", b"GET /sparql HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX: ")[
                number % 4
            ]
        )
        HALF_OPEN.append(connection)
        if len(HALF_OPEN) > 1000:
            HALF_OPEN.popleft().close()
    return 0


def field(name: str, value: str) -> Callable[[Target], int]:
    """Send a header field, give the status."""

    def ask(target: Target) -> int:
        return target.send("GET", "/sparql?query=ASK%20%7B%7D", {name: value})

    return ask


def form(body: bytes, coding: str = "") -> Callable[[Target], int]:
    """Send a form, give the status."""

    def ask(target: Target) -> int:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return target.send(
            "POST", "/sparql", headers | ({"Content-Encoding": coding} if coding else {}), body
        )

    return ask


def tool(name: str, arguments: Callable[[int], Mapping[str, object]]) -> Callable[[Target], int]:
    """Call a tool for language models with arguments of its own each time, give the status."""

    def ask(target: Target) -> int:
        number = next(NUMBERS)
        params = {"name": name, "arguments": arguments(number)}
        message = {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}
        return target.send("POST", "/mcp", AS_JSON, json.dumps(message).encode())

    return ask


def message(body: bytes) -> Callable[[Target], int]:
    """Send tools something, give the status."""
    return lambda target: target.send("POST", "/mcp", AS_JSON, body)


def page(path: Callable[[int], str], accept: str = "text/html") -> Callable[[Target], int]:
    """Ask for a page at an address of its own each time, give the status."""
    return lambda target: target.send("GET", path(next(NUMBERS)), {"Accept": accept})


def names(target: Target) -> int:
    """Reconcile a batch of fifty long names, others each time; give the status."""
    number = next(NUMBERS)
    batch = {f"q{n}": {"query": f"x{number} y{n} " * 30} for n in range(50)}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"queries": json.dumps(batch)}).encode()
    return target.send("POST", "/reconcile", form, body)


def many(target: Target) -> int:
    """Ask twenty things at once that take for ever."""
    text = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }} #{next(NUMBERS)}"
    raw = [
        get(urlencode({"query": f"{text}{n}"})).replace(
            b"Host: x\r\n", b"Host: x\r\n" + target.told_raw()
        )
        for n in range(20)
    ]
    connections = [socket.create_connection((target.host, target.port), timeout=60) for _ in raw]
    for connection, bytes in zip(connections, raw, strict=True):
        connection.sendall(bytes)
    found = [re.match(rb"HTTP/1.1 (\d+)", connection.recv(64)) for connection in connections]
    for connection in connections:
        connection.close()
    return max(int(match[1]) if match else 0 for match in found)


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
    "requests half open": half_open,
    "20 cross products at once": many,
    "a wrong query of 24,000 digits": query("LIMIT " + "1" * 24_000, "POST"),
    "a wrong query of 8,000 variables": query("?a " * 8000, "POST"),
    "100,000 parameters": form(b"a&" * 100_000),
    "a packed body of 50 MB": form(gzip.compress(b" " * 50_000_000), "gzip"),
    "100,000 kinds of answers accepted": field("Accept", "a/b," * 37_000),
    "a range beyond everything": field("Range", "bytes=0-" + "9" * 4000),
    "a tool: 250 kB of brackets": message(b"[" * 250_000),
    "a tool: 10,000 messages": message(b"[" + b'{"jsonrpc":"2.0","id":1},' * 9_999 + b"{}]"),
    "a tool: a cross product": tool(
        "sparql", lambda n: {"query": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }} #{n}"}
    ),
    "a tool: all rows": tool("sparql", lambda n: {"query": f"SELECT * {{ ?a ?b ?c }} #{n}"}),
    "a tool: what nobody is called": tool("thing", lambda n: {"id": f"nobody {n} " * 15}),
    "a tool: an event stream": page(lambda n: f"/mcp?{n}", "text/event-stream"),
    "a page: what nobody is called": page(lambda n: f"/en/search?q={n}{quote('ﷺ' * 100)}"),
    "a page: no such address": page(lambda n: f"/en/doc/nobody-{n}-is-called-so"),
    "a page: 5,000 rows": page(
        lambda n: f"/en/sparql?query={quote(f'SELECT * {{ ?a ?b ?c }} LIMIT 5000 #{n}')}"
    ),
    "a page: all of a graph": page(lambda n: f"/rdf-graph-store?default&{n}", "text/turtle"),
    "50 long names to reconcile": names,
    "a client that goes": garbage(
        get(urlencode({"query": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"})), 0.05
    ),
}
# Attacks that send more than one request after the other.
IN_A_ROW = {"20 long questions": 20}
# Attacks that have views computed, which take turns.
VIEWS = frozenset(
    name for name in ATTACKS if name.startswith(("a tool", "a page", "50 long names"))
)
