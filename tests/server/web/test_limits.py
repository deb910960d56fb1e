"""What a hostile client sends over the wire harms nobody but itself."""

from __future__ import annotations

import gzip
import http.client
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx
import pytest
from running import Server
from tests.limits.attacks import BODIES, FIELDS, FORM, FORMS, PATHS, QUERIES, SPARQL
from tests.waiting import SOON, await_true

# A product of numbers, which takes for ever in a graph of any size.
HUNDRED = " ".join(map(str, range(100)))
KILLER = (
    f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'VALUES ?{v} {{ {HUNDRED} }}' for v in 'abcdef')} }} #"
)
JSON = {"accept": "application/sparql-results+json"}
Sent = tuple[str, str, dict[str, str], bytes]

ATTACKS: dict[str, Sent] = {
    **{f"query: {n}": ("POST", "/sparql", {"content-type": SPARQL}, t.encode()) for n, t in QUERIES.items()},
    **{f"form: {n}": ("POST", "/sparql", {"content-type": FORM}, raw) for n, raw in FORMS.items()},
    **{f"field: {n}": ("GET", "/sparql?query=ASK{}", {k: v}, b"") for n, (k, v) in FIELDS.items()},
    **{f"path: {n}": ("GET", quote(path), {}, b"") for n, path in PATHS.items()},
    **{f"body: {n}": ("POST", "/sparql", {"content-type": SPARQL, "content-encoding": "gzip"}, b) for n, b in BODIES.items()},
}  # fmt: skip


def send(server: Server, sent: Sent, seconds: float = 30) -> tuple[int, bytes]:
    """Send a request as it is; the status and the body."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    method, path, headers, body = sent
    connection = http.client.HTTPConnection(host, int(port), timeout=seconds)
    try:
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


class Polite:
    """A client that asks little, again and again, and notes what came of it."""

    def __init__(self, server: Server, address: str = "198.51.100.1") -> None:
        self.statuses: list[int] = []
        self.longest = 0.0
        self._over = threading.Event()
        self._headers = JSON | {"x-forwarded-for": address}
        self._thread = threading.Thread(target=self._run, args=(server,))
        self._thread.start()

    def _run(self, server: Server) -> None:
        number = 0
        while not self._over.wait(0.02):
            number += 1
            path = "/sparql?query=" + quote(f"ASK {{}} # {id(self)} {number}")
            began = time.monotonic()
            self.statuses.append(send(server, ("GET", path, self._headers, b""))[0])
            self.longest = max(self.longest, time.monotonic() - began)

    def end(self) -> None:
        """Ask no more."""
        self._over.set()
        self._thread.join(30)


@pytest.fixture(scope="module")
def attacked(server: Server) -> tuple[dict[str, tuple[int, bytes, float]], Polite]:
    """The answers to the corpus with the seconds that they took, and what a polite client saw."""
    polite, answers = Polite(server), {}
    for name, sent in ATTACKS.items():
        began = time.monotonic()
        answers[name] = (*send(server, sent), time.monotonic() - began)
    polite.end()
    return answers, polite


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_answered_soon(
    name: str, attacked: tuple[dict[str, tuple[int, bytes, float]], Polite]
) -> None:
    """It is answered or refused in bounded words; no fault is met."""
    status, body, seconds = attacked[0][name]

    assert status < 500
    assert len(body) < 500_000
    assert seconds < SOON


def test_nobody_waits_for_the_attacks(
    attacked: tuple[dict[str, tuple[int, bytes, float]], Polite],
) -> None:
    """A polite client is answered all the time."""
    polite = attacked[1]

    assert set(polite.statuses) == {200}
    assert polite.longest < SOON


@pytest.mark.parametrize(
    ("sent", "status", "kind"),
    [
        (("GET", "/" + "a" * 5000, {}, b""), 414, "address-length"),
        (("GET", "/sparql", {"accept": "a/b," * 2000}, b""), 431, "header-length"),
        (("POST", "/sparql", {"content-type": SPARQL, "content-encoding": "br"}, b"x"), 415, "content-coding"),
        (("POST", "/sparql", {"content-type": SPARQL, "content-encoding": "gzip"}, b"ASK {}"), 400, "request"),
        (("POST", "/sparql", {"content-type": FORM}, b"a&" * 2000), 400, "parameter"),
    ],
)  # fmt: skip
def test_refusals_have_their_words(server: Server, sent: Sent, status: int, kind: str) -> None:
    """Problem documents as of every other problem."""
    got, body = send(server, sent)

    assert got == status
    assert f"/problems/{kind}".encode() in body


def test_a_packed_query_is_unpacked(client: httpx.Client) -> None:
    """As if it had been sent as it is."""
    headers = JSON | {"content-type": SPARQL, "content-encoding": "gzip"}

    assert client.post(
        "/sparql", content=gzip.compress(b"ASK {}", mtime=0), headers=headers
    ).json()["boolean"]


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/sparql?format=html&query=" + quote("SELECT ?x { VALUES ?x { <urn:s> } }"), "*/*"),
        ("/sparql?query=" + quote("SELECT ?x { VALUES ?x { <urn:s> } }"), "Text/HTML"),
    ],
)
def test_a_page_is_kept_for_its_language_alone(
    client: httpx.Client, path: str, accept: str
) -> None:
    """However it was asked for: nobody gets the page of a stranger's language from the cache."""

    def told(language: str) -> str:
        headers = {"accept": accept, "accept-language": language}
        return client.get(path, headers=headers).headers["server-timing"].split(",")[0]

    assert [told("ja"), told("ru"), told("ja")] == [
        "cache;desc=miss",
        "cache;desc=miss",
        "cache;desc=hit",
    ]


def test_long_unknown_names_do_not_fill_the_head(client: httpx.Client) -> None:
    """Proxies take a head of a few thousand bytes: names that do not fit are left out."""
    text = f"SELECT * {{ <urn:{'a' * 9000}> <urn:short> ?o }}"

    reply = client.post("/sparql", content=text, headers=JSON | {"content-type": SPARQL})
    assert reply.headers["x-unknown-terms"] == "<urn:short>"


def test_one_client_does_not_take_everything(own_server: Callable[..., Server]) -> None:
    """One that floods the endpoint is refused what is others'; they wait for nothing, and metrics tell it."""
    server = own_server(
        trusted_proxies=1, query_timeout_seconds=2, workers_per_process=2, queue_timeout_seconds=3
    )
    polite = [Polite(server, f"198.51.100.{n}") for n in (1, 2)]
    time.sleep(0.5)
    statuses: list[int] = []

    def flood(number: int) -> None:
        headers = JSON | {"content-type": SPARQL, "x-forwarded-for": "203.0.113.6"}
        sent = ("POST", "/sparql", headers, f"{KILLER}{number}".encode())
        statuses.append(send(server, sent)[0])

    threads = [threading.Thread(target=flood, args=(number,)) for number in range(60)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    probe = httpx.get(f"{server.url}/readyz")
    for one in polite:
        one.end()
    for thread in threads:
        thread.join(30)

    assert probe.status_code == 200
    assert {status for one in polite for status in one.statuses} == {200}
    assert max(one.longest for one in polite) < 1.5
    assert 429 in statuses and set(statuses) <= {422, 429, 503}
    time.sleep(0.5)
    assert 'churo_problems_total{kind="concurrency"}' in httpx.get(f"{server.url}/metrics").text


def test_nobody_waits_behind_what_else_another_has_asked(own_server: Callable[..., Server]) -> None:
    """Who asks what another asks, too, does not wait until that one's other queries are over."""
    server = own_server(trusted_proxies=1, query_timeout_seconds=3, workers_per_process=2)
    sent = JSON | {"content-type": SPARQL}

    def ask(text: str, address: str) -> int:
        headers = sent | {"x-forwarded-for": address}
        return send(server, ("POST", "/sparql", headers, text.encode()))[0]

    with ThreadPoolExecutor(4) as threads:
        slow = [threads.submit(ask, f"{KILLER}{n}", "203.0.113.6") for n in range(3)]
        await_true(lambda: httpx.get(f"{server.url}/readyz").json()["busy"] == 1)
        waiting = threads.submit(ask, "ASK {} # the same", "203.0.113.6")
        time.sleep(0.2)
        began = time.monotonic()
        status = ask("ASK {} # the same", "198.51.100.1")
        took = time.monotonic() - began

        assert not waiting.done()
        assert status == 200 and took < 1.5
        assert {job.result() for job in slow} == {422}


def test_what_is_refused_to_who_asked_first_is_answered_to_who_joined(
    own_server: Callable[..., Server],
) -> None:
    """A client whose queries take long waits for a worker that others may have."""
    server = own_server(
        trusted_proxies=1, query_timeout_seconds=2, workers_per_process=2, queue_timeout_seconds=1
    )

    def ask(text: str, address: str) -> int:
        headers = JSON | {"content-type": SPARQL, "x-forwarded-for": address}
        return send(server, ("POST", "/sparql", headers, text.encode()))[0]

    with ThreadPoolExecutor(3) as threads:
        before = [threads.submit(ask, f"{KILLER}{n}", f"203.0.113.{n}") for n in (1, 2)]
        assert {job.result() for job in before} == {422}
        threads.submit(ask, f"{KILLER} again", "203.0.113.1")
        await_true(lambda: httpx.get(f"{server.url}/readyz").json()["busy"] == 1)
        slow = threads.submit(ask, "ASK {} # the same", "203.0.113.2")
        time.sleep(0.2)
        joined = threads.submit(ask, "ASK {} # the same", "198.51.100.1")

        assert (slow.result(), joined.result()) == (503, 200)


def test_a_burst_does_not_overdraw_a_budget(own_server: Callable[..., Server]) -> None:
    """Time is held from the start: of many queries at once, none runs when the budget is used up."""
    server = own_server(
        trusted_proxies=1, query_timeout_seconds=1, budget_seconds=3, budget_window_seconds=3600
    )
    statuses: list[int] = []

    def ask(number: int) -> None:
        headers = JSON | {"content-type": SPARQL, "x-forwarded-for": "203.0.113.7"}
        statuses.append(send(server, ("POST", "/sparql", headers, f"{KILLER}{number}".encode()))[0])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert 1 <= statuses.count(422) <= 5
    assert set(statuses) == {422, 429}


def test_errors_are_charged(own_server: Callable[..., Server]) -> None:
    """Who sends nothing but mistakes pays for finding them out."""
    server = own_server(trusted_proxies=1, budget_seconds=0.2, budget_window_seconds=3600)
    headers = {"content-type": SPARQL, "x-forwarded-for": "203.0.113.8"}

    statuses = [
        send(server, ("POST", "/sparql", headers, f"{'?a ' * 8000}{number}".encode()))[0]
        for number in range(30)
    ]
    assert (statuses[0], statuses[-1]) == (400, 429)
