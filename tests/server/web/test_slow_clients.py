"""Clients that take their answers slowly, or not at all, cost little and not for ever."""

from __future__ import annotations

import csv
import io
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from clauses.asking import COUNT, count
from running import Server
from tests.waiting import await_true

from churo.errors import Busy
from churo.http.context import Context
from churo.http.process import sockets
from churo.http.responses import spool as spooling
from churo.http.responses.cache import Entry
from churo.http.responses.spool import SPOOL_FROM, Spool

Start = Callable[..., Server]

# 28,561 rows, some megabytes in any format.
LARGE = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def _entry(body: bytes) -> Entry:
    return Entry(200, [], "", body, Context())


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Spool]:
    """A spool for 100 kB."""
    made = Spool(100_000, str(tmp_path))
    yield made
    made.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the spool sees, in seconds; a test sets it."""
    now = [1000.0]
    monkeypatch.setattr(spooling, "monotonic", lambda: now[0])
    return now


def _given(box: Spool, size: int) -> int:
    """A descriptor of a file that was given to be sent, is read by a client, and is kept by nobody."""
    file = box.store(_entry(b"x" * size)).file
    assert file is not None
    return os.open(box.give(file), os.O_RDONLY)


def test_a_short_answer_stays_in_memory_and_a_long_one_does_not(box: Spool) -> None:
    """Only what is longer than SPOOL_FROM goes to a file, whole."""
    short, long = box.store(_entry(b"s" * SPOOL_FROM)), box.store(_entry(b"l" * (SPOOL_FROM + 1)))

    assert (short.file, len(short.body)) == (None, SPOOL_FROM)
    assert long.file is not None
    assert (long.body, long.size) == (b"", SPOOL_FROM + 1)
    assert Path(long.file.path).read_bytes() == b"l" * (SPOOL_FROM + 1)


def test_a_file_lasts_as_long_as_it_may_be_asked_for(box: Spool, clock: list[float]) -> None:
    """While the entry is kept, or the file was just given to be sent; then it is deleted."""
    entry = box.store(_entry(b"x" * 70_000))
    assert entry.file is not None
    path = Path(box.give(entry.file))
    del entry
    box.relieve()
    assert path.exists()

    clock[0] += spooling.OPENING + 1
    box.relieve()

    assert not path.exists()


def test_who_stands_still_is_given_up_when_room_is_needed(box: Spool, clock: list[float]) -> None:
    """The one that took nothing for longest finds the end of its file; the one that reads goes on."""
    stalled, reading = _given(box, 70_000), _given(box, 70_000)
    for _ in range(4):
        clock[0] += 3
        os.read(reading, 1000)
        box.relieve()

    assert os.read(stalled, 10) == b""
    assert os.read(reading, 10) == b"x" * 10
    assert box.size == 70_000
    os.close(stalled)
    os.close(reading)


def test_nobody_is_given_up_while_there_is_room(box: Spool, clock: list[float]) -> None:
    """A client may take as long as it likes over what nobody else needs the room for."""
    stalled = _given(box, 90_000)
    for _ in range(10):
        clock[0] += 100
        box.relieve()

    assert os.read(stalled, 10) == b"x" * 10
    os.close(stalled)


def test_a_file_with_a_name_is_never_cut(tmp_path: Path) -> None:
    """A descriptor that is a release's file by now, or another deleted one's, is left alone."""
    named, unnamed = tmp_path / "dataset.nq", tmp_path / "spool"
    for path in (named, unnamed):
        path.write_bytes(b"x" * 10)
    with named.open("rb") as one, unnamed.open("rb") as other:
        unnamed.unlink()
        inode = os.fstat(other.fileno()).st_ino
        spooling._cut(one.fileno(), os.fstat(one.fileno()).st_ino)
        spooling._cut(other.fileno(), inode + 1)
        left = [os.fstat(file.fileno()).st_size for file in (one, other)]
        spooling._cut(other.fileno(), inode)

        assert left == [10, 10]
        assert os.fstat(other.fileno()).st_size == 0


def test_no_more_is_taken_when_all_is_held_by_those_who_read(
    box: Spool, clock: list[float]
) -> None:
    """Then a long answer is refused, and a short one is not."""
    readers = [_given(box, 70_000) for _ in range(2)]
    for _ in range(4):
        clock[0] += 3
        for reader in readers:
            os.read(reader, 1000)
        box.relieve()

    with pytest.raises(Busy):
        box.store(_entry(b"x" * 70_000))
    assert box.store(_entry(b"short")).body == b"short"
    for reader in readers:
        os.close(reader)


def test_only_the_socket_that_listens_is_bound() -> None:
    """It has the timeout then; whatever else is open is left alone, and nothing more is open."""
    with socket.socket() as listener, socket.socket() as other:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        inside, outside = os.pipe()
        before = set(os.listdir("/proc/self/fd"))
        found = [
            sockets._set_limits(descriptor, 7000)
            for descriptor in (inside, outside, other.fileno(), listener.fileno())
        ]
        after = set(os.listdir("/proc/self/fd"))
        waits = [
            one.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) for one in (other, listener)
        ]
        os.close(inside)
        os.close(outside)

    assert found == [False, False, False, True]
    assert waits == [0, 7000]
    assert before == after


def _connect(server: Server) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(60)
    connection.connect((host, int(port)))
    return connection


def _is_held(connection: socket.socket) -> bool:
    """Whether the server's end of a client's connection is still there."""
    ends = (connection.getpeername()[1], connection.getsockname()[1])
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return any(
        tuple(int(address.rpartition(":")[2], 16) for address in row.split()[1:3]) == ends
        for row in rows
    )


def test_a_client_that_takes_nothing_is_ended(own_server: Start) -> None:
    """Its connection ends long before its answer is whole; others are served meanwhile."""
    server = own_server(send_timeout_seconds=1)
    with _connect(server) as stalled:
        stalled.sendall(f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        stalled.recv(1, socket.MSG_PEEK)  # the answer has begun, and nothing of it is taken

        assert count(httpx.get(f"{server.url}/sparql", params={"query": COUNT})) == 13
        await_true(lambda: not _is_held(stalled))
        taken = bytearray()
        with suppress(ConnectionResetError):
            while part := stalled.recv(1 << 16):
                taken += part
    length = re.search(rb"content-length: (\d+)", taken)
    assert length
    assert len(taken) < int(length[1]) / 2


def test_a_long_answer_is_kept_sent_again_and_told_of(own_server: Start) -> None:
    """GET, HEAD and a condition agree on an answer that lies in a file."""
    server = own_server(max_cache_entry_bytes="16M")
    address, asked = f"{server.url}/sparql", {"query": LARGE}
    plain = {"Accept": "text/csv", "Accept-Encoding": "identity"}

    first = httpx.get(address, params=asked, headers=plain, timeout=60)
    again = httpx.get(address, params=asked, headers=plain)
    head = httpx.head(address, params=asked, headers=plain)
    etag = first.headers["etag"]
    unchanged = httpx.get(address, params=asked, headers={**plain, "If-None-Match": etag})

    assert sum(1 for _ in csv.reader(io.StringIO(first.text))) == 1 + 13**4
    assert again.content == first.content
    assert "cache;desc=hit" in again.headers["server-timing"]
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(first.content))
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def _memory(server: Server) -> float:
    """Megabytes that the server's own processes have written, shared ones in part."""
    todo, sum = [server.process.pid], 0.0
    while todo:
        pid = todo.pop()
        todo += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        if b"churo.engine.worker.supervisor" not in Path(f"/proc/{pid}/cmdline").read_bytes():
            found = re.search(
                r"^Pss_Anon:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M
            )
            sum += int(found[1]) / 1024 if found else 0.0
    return sum


def test_what_was_answered_is_forgotten(
    own_server: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long answers over one connection that stays leave neither memory nor files behind."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    server = own_server(cache_bytes="1M")

    def ask(client: httpx.Client, number: int) -> int:
        text = f"{LARGE} LIMIT 12000 # {number}"
        return len(client.get("/sparql", params={"query": text}).content)

    with httpx.Client(base_url=server.url, timeout=60) as client:
        size = [ask(client, number) for number in range(3)][0] / 1e6
        before = _memory(server)
        for number in range(3, 33):
            ask(client, number)
        await_true(lambda: _memory(server) < before + 5 * size)
        await_true(lambda: not list(tmp_path.glob("churo-*/spool-*/*")))
