"""What the server does over many requests: keeps, joins, stops, counts, swaps, bounds."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx
import pytest
from clauses.asking import ALL, COUNT, FORM, QUERY, count, post, refused
from running import Server, make_release, sample
from tests.waiting import SOON, await_true

from churo.engine.scheduling.connections import LESS

Start = Callable[..., Server]


def _product(patterns: int) -> str:
    """A query over ``patterns`` unconnected patterns: 13 to that power solutions to count."""
    body = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(patterns))
    return f"SELECT (COUNT(*) AS ?n) WHERE {{ {body} }}"


SLOW, ENDLESS = _product(6), _product(30)


def _ask(server: Server, query: str, **headers: str) -> httpx.Response:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{server.url}/sparql", params={"query": query}, headers=fields, timeout=60)


def _released(server: Server) -> str:
    """The release that the process which happens to answer serves."""
    return str(httpx.get(f"{server.url}/readyz").json()["release"])


def _priorities(server: Server) -> list[int]:
    """The niceness of the threads of the keeper and the workers of a server."""
    listed = subprocess.run(
        ["ps", "-wweLo", "ni=,args="], capture_output=True, text=True, check=True
    )
    mark = str(server.link.parent)
    return [
        int(line.split()[0])
        for line in listed.stdout.splitlines()
        if "churo.engine.worker.supervisor" in line and mark in line
    ]


def _metric(server: Server, name: str) -> float:
    """The sum of a metric over its labels; counts are handed on in batches."""
    text = httpx.get(f"{server.url}/metrics").text
    return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(name))


def test_a_repeated_query_comes_from_the_cache(client: httpx.Client) -> None:
    """The second equal request is a hit with the same bytes; another format is a miss."""
    query = f"{ALL} # repeated"
    first = client.get("/sparql", params={"query": query})
    second = client.get("/sparql", params={"query": query})
    other = client.get("/sparql", params={"query": query, "format": "csv"})

    assert "desc=miss" in first.headers["server-timing"]
    assert "desc=hit" in second.headers["server-timing"]
    assert "desc=miss" in other.headers["server-timing"]
    assert first.content == second.content


def test_a_head_fills_the_cache_for_a_get(client: httpx.Client) -> None:
    """HEAD computes what GET would give, and the GET after it is a hit with content."""
    query = f"{ALL} # head first"
    client.head("/sparql", params={"query": query})

    answer = client.get("/sparql", params={"query": query})

    assert "desc=hit" in answer.headers["server-timing"]
    assert answer.json()["results"]["bindings"]


@pytest.mark.parametrize("path", ["/", "/static/style.css", "/sparql?query=ASK%7B%7D"])
def test_what_is_computed_is_the_whole_answer(client: httpx.Client, path: str) -> None:
    """Others get it, too, who asked at the same time: conditions are for who sends it."""
    whole = client.get(path, headers={"accept-encoding": "identity"})
    tag = whole.headers["etag"]

    def asked(**conditions: str) -> httpx.Response:
        names = {name.replace("_", "-"): value for name, value in conditions.items()}
        return client.get(path, headers=names | {"accept-encoding": "identity"})

    part, unchanged = asked(range="bytes=0-9"), asked(if_none_match=tag)
    assert (part.status_code, part.content) == (200, whole.content)
    assert "accept-ranges" not in part.headers
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["vary"] == whole.headers["vary"]
    refused = asked(if_match='"other"')
    assert refused.status_code == 412
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_problem_is_not_kept(client: httpx.Client) -> None:
    """Errors are made anew, each with its own request id."""
    ids = {client.get("/sparql?query=x").json()["request"] for _ in range(3)}

    assert len(ids) == 3


def test_equal_queries_arriving_together_are_computed_once(own_server: Start) -> None:
    """Eight clients, one computation."""
    server = own_server()
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda _: _ask(server, SLOW), range(8)))

    assert {count(answer) for answer in answers} == {13**6}
    timings = " ".join(answer.headers["server-timing"] for answer in answers)
    assert timings.count("desc=miss") == 1


def test_the_query_of_a_client_that_goes_is_stopped(own_server: Start) -> None:
    """A worker is free again soon after the only client that waited for it has gone."""
    server = own_server(query_timeout_seconds=60, workers_per_process=1)
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
        await_true(lambda: _metric(server, 'churo_workers{state="busy"') == 1)
    began = time.monotonic()

    assert count(_ask(server, COUNT)) == 13
    assert time.monotonic() - began < SOON
    await_true(lambda: 499 in [line["status"] for line in server.lines()])


def test_a_lookup_is_answered_while_every_worker_is_busy(own_server: Start) -> None:
    """It needs none; what is no lookup is refused after its wait."""
    server = own_server(
        query_timeout_seconds=60, workers_per_process=1, processes=1, queue_timeout_seconds=1
    )
    lookup = "SELECT ?depth { <http://example.org/id/lake> <http://example.org/depth> ?depth }"
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
        await_true(lambda: _metric(server, 'churo_workers{state="busy"') == 1)
        found, other = _ask(server, lookup), _ask(server, COUNT)

    assert [row["depth"]["value"] for row in found.json()["results"]["bindings"]] == ["12.5"]
    assert other.status_code == 503


def test_a_deadline_is_a_problem_that_names_the_limit(own_server: Start) -> None:
    """A query past its time is stopped and told so; the next one is answered."""
    server = own_server(query_timeout_seconds=1)

    document = refused(_ask(server, ENDLESS), 422, "deadline")

    assert document["limit"] == 1
    assert count(_ask(server, COUNT)) == 13


def test_an_endless_query_lets_others_go_first(own_server: Start) -> None:
    """Its thread alone has a lower priority, and is gone when the query is."""
    server = own_server(query_timeout_seconds=3)
    usual = os.nice(0)
    with ThreadPoolExecutor(1) as clients:
        answer = clients.submit(_ask, server, ENDLESS)
        await_true(lambda: sorted(_priorities(server))[-2:] == [usual, usual + LESS], 3)

    refused(answer.result(), 422, "deadline")
    await_true(lambda: set(_priorities(server)) == {usual})


def test_a_full_queue_answers_busy(own_server: Start) -> None:
    """More queries than workers and queue hold are refused at once with Retry-After."""
    server = own_server(
        workers_per_process=1, queue_length=1, queue_timeout_seconds=0.2, query_timeout_seconds=3
    )
    with ThreadPoolExecutor(6) as clients:
        answers = list(clients.map(lambda n: _ask(server, f"{ENDLESS} # {n}"), range(6)))

    busy = [answer for answer in answers if answer.status_code == 503]
    assert busy
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in busy)


def test_a_budget_used_up_is_told_with_the_time_to_wait(own_server: Start) -> None:
    """RateLimit and RateLimit-Policy count down; then 429 with Retry-After; hits stay free."""
    server = own_server(budget_seconds=1, budget_window_seconds=600, budget_loopback="yes")
    first = _ask(server, COUNT)
    _ask(server, SLOW)
    _ask(server, f"{SLOW} # again")

    answer = _ask(server, f"{COUNT} # new")

    assert first.headers["ratelimit-policy"].startswith('"compute";q=1;w=600')
    assert re.fullmatch(r'"compute";r=\d+;t=\d+', first.headers["ratelimit"])
    refused(answer, 429, "budget")
    assert int(answer.headers["retry-after"]) > 0
    assert count(_ask(server, COUNT)) == 13


def test_loopback_has_no_budget_by_default(client: httpx.Client) -> None:
    """On one's own machine nothing is counted."""
    assert "ratelimit" not in client.get("/sparql", params={"query": f"{ALL} # free"}).headers


def test_a_new_release_is_swapped_in_without_dropping_a_request(own_server: Start) -> None:
    """On SIGHUP the answers change with their ETag, and no request fails on the way."""
    server = own_server(reload_interval_seconds=0, processes=2)
    before = _ask(server, COUNT)
    extra = "<urn:a> <urn:b> <urn:c> <http://example.org/graph/links> ."
    release = make_release(server.link.parent, [*sample(), extra], "2026-11-24")
    with ThreadPoolExecutor(4) as clients:
        answers = [clients.submit(_ask, server, f"{COUNT} # {n}") for n in range(100)]
        new = server.link.with_name("new")
        new.symlink_to(release.name)
        new.rename(server.link)
        server.process.send_signal(signal.SIGHUP)
        answers += [clients.submit(_ask, server, f"{COUNT} # {n}") for n in range(300)]
        counts = {count(answer.result()) for answer in answers}
    await_true(lambda: {_released(server) for _ in range(20)} == {release.name})
    after = _ask(server, COUNT, If_None_Match=before.headers["etag"])

    assert counts <= {13, 14}
    assert count(after) == 14
    assert after.headers["x-release"] == release.name


def test_names_are_those_of_the_release_that_is_served(own_server: Start) -> None:
    """A name that only one release has is found as long as that one is served, however often it is asked for."""
    server = own_server(reload_interval_seconds=0.1)
    url, old = f"{server.url}/id/lake", server.link.resolve().name
    line = "<https://w3id.org/churo/id/lake> <urn:b> <urn:c> <http://example.org/graph/links> ."
    release = make_release(server.link.parent, [*sample(), line], "2026-11-24")

    def served(name: str) -> list[int]:
        new = server.link.with_name("new")
        new.symlink_to(name)
        new.rename(server.link)
        await_true(lambda: _released(server) == name)
        return [httpx.get(url).status_code for _ in range(2)]

    assert served(release.name) == [303, 303]
    assert served(old) == [404, 404]
    assert served(release.name) == [303, 303]


def test_a_release_that_cannot_be_read_leaves_the_old_one(own_server: Start) -> None:
    """A broken release is logged, and the one before goes on."""
    server = own_server(reload_interval_seconds=0.2)
    broken = server.link.parent / "broken"
    broken.mkdir()
    new = server.link.with_name("new")
    new.symlink_to("broken")
    new.rename(server.link)
    await_true(lambda: "cannot be served" in server.log.read_text())

    assert count(_ask(server, COUNT)) == 13


def test_metrics_are_those_of_all_processes(own_server: Start) -> None:
    """Whichever process is asked, the counts are of every process."""
    server = own_server(processes=2)
    for number in range(20):
        _ask(server, f"{COUNT} # {number % 10}")

    await_true(lambda: _metric(server, 'churo_requests_total{cache="') >= 20)
    await_true(lambda: _metric(server, "churo_query_seconds_count") >= 10)
    await_true(lambda: _metric(server, 'churo_workers{state="') == 4)


def test_the_journal_has_a_line_for_each_request_without_its_query(own_server: Start) -> None:
    """Request id, status, seconds, rows and cache state; never the text of the query."""
    server = own_server()
    _ask(server, f"{ALL} # secret", X_Request_ID="mine-1")
    httpx.get(f"{server.url}/nowhere")

    await_true(lambda: 404 in [line["status"] for line in server.lines()])
    (mine,) = (line for line in server.lines() if line["request"] == "mine-1")
    assert mine["status"] == 200
    assert mine["rows"] == 13
    assert mine["cache"] == "miss"
    assert "secret" not in server.log.read_text()


def test_a_request_id_comes_back_if_it_can_do_no_harm(client: httpx.Client) -> None:
    """A plain id is kept; one that could forge a line of the log is replaced."""

    def id_for(sent: str) -> str:
        return client.get("/healthz", headers={"X-Request-ID": sent}).headers["x-request-id"]

    assert id_for("abc-123") == "abc-123"
    for bad in ('a"b', "a b", "x" * 200, "<script>"):
        assert id_for(bad) != bad


def test_a_body_that_is_too_long_is_refused(client: httpx.Client) -> None:
    """A body beyond what a query can need is not read."""
    refused(post(client, b"query=" + b"a" * 2_000_000, FORM), 413, "length")


def test_a_query_that_is_too_long_is_refused(client: httpx.Client) -> None:
    """A query longer than the limit is refused with the limit."""
    document = refused(post(client, "#" * 70_000 + f"\n{COUNT}", QUERY), 413, "length")

    assert document["limit"] == 64 << 10


def test_a_body_that_does_not_arrive_is_given_up(own_server: Start) -> None:
    """A slow client gets 408, and meanwhile others are served."""
    server = own_server(request_body_timeout_seconds=1)
    host, port = server.url.removeprefix("http://").split(":")
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nContent-Length: 50\r\n\r\n"
    )
    slow = [socket.create_connection((host, int(port))) for _ in range(50)]
    for connection in slow:
        connection.sendall(head.encode() + b"ASK")

    assert count(_ask(server, COUNT)) == 13
    assert b"408" in slow[0].recv(100)
    for connection in slow:
        connection.close()


def test_alive_and_ready_are_two_things(client: httpx.Client) -> None:
    """/healthz says alive; /readyz says which release answers its canary rightly."""
    assert client.get("/healthz").json() == {"alive": True}
    ready = client.get("/readyz").json()
    assert ready["ready"] is True
    assert ready["release"].startswith("2026-11-23-")


def test_a_server_whose_data_is_not_what_the_release_says_is_not_ready(own_server: Start) -> None:
    """The canary counts a graph: a wrong count is 503 with the reason."""
    server = own_server(reload_interval_seconds=0.2)
    release = make_release(server.link.parent, sample(), "2026-11-25")
    stated = release / "release.json"
    stated.write_text(stated.read_text().replace('/graph/direct": 1', '/graph/direct": 0'))
    new = server.link.with_name("new")
    new.symlink_to(release.name)
    new.rename(server.link)
    await_true(lambda: _released(server) == release.name)

    answer = httpx.get(f"{server.url}/readyz")

    assert answer.status_code == 503
    assert answer.json()["because"] == ["the canary counted 1, not 0"]


def test_the_first_page_says_what_this_is(client: httpx.Client) -> None:
    """Title, release, counts and an example that works."""
    page = client.get("/")
    (example,) = re.findall(r'href="(/sparql\?query=[^"]+)"', page.text)

    assert "Test graph" in page.text
    assert "13 triples in 4 graphs" in page.text
    assert client.get(example.replace("&amp;", "&")).status_code == 200


def test_a_licence_that_the_data_does_not_state_is_not_claimed(own_server: Start) -> None:
    """Data without a licence gets none from us."""
    server = own_server(reload_interval_seconds=0.2)
    lines = [line for line in sample() if "license" not in line]
    release = make_release(server.link.parent, lines, "2026-11-26")
    new = server.link.with_name("new")
    new.symlink_to(release.name)
    new.rename(server.link)
    await_true(lambda: _released(server) == release.name)

    description = httpx.get(f"{server.url}/sparql")

    assert description.headers["x-release"].startswith("2026-11-26")
    assert "license" not in description.text
    assert "link" not in description.headers
