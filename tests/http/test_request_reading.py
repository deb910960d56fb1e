"""Bodies are gathered within bounds, and no client's take the room of all others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest

from churo.http.problem import Problem
from churo.http.requests import request_reading
from churo.http.requests.request_reading import REPEATED, BodyReader, RequestReader

CHUNK = b"x" * 10


class Sending:
    """A client that sends so many chunks, and then waits, or has sent all."""

    def __init__(self, chunks: int, waits: bool = False) -> None:
        self._chunks, self._waits = chunks, waits

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self._chunks):
            yield CHUNK
            await asyncio.sleep(0)
        if self._waits:
            await asyncio.sleep(60)


def read(*requests: tuple[str, Sending]) -> list[bytes | Problem]:
    """What comes of requests by clients that send at the same time."""

    async def all_of_them() -> list[bytes | Problem]:
        reader = BodyReader(longest=100, seconds=0.3)
        found = await asyncio.gather(*(reader.read(sent, {}, client) for client, sent in requests))
        assert reader._all == 0 and not reader._held
        return found

    return asyncio.run(all_of_them())


def kinds(found: list[bytes | Problem]) -> list[str]:
    """The kinds of problems, empty for bodies."""
    return [one.kind if isinstance(one, Problem) else "" for one in found]


@pytest.mark.parametrize(
    ("sent", "kind"),
    [(Sending(10), ""), (Sending(11), "length"), (Sending(1, waits=True), "slow-request")],
)
def test_a_body_is_bounded(sent: Sending, kind: str) -> None:
    """In bytes and in time."""
    assert kinds(read(("a", sent))) == [kind]


def test_one_client_does_not_take_all_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lets bodies drip is refused more room before others are."""
    monkeypatch.setattr(request_reading, "ARRIVING", 200)
    greedy = [("greedy", Sending(9, waits=True)) for _ in range(5)]

    found = kinds(read(*greedy, ("polite", Sending(5))))
    assert found[-1] == ""
    assert "busy" in found[:-1]


def test_who_is_not_limited_has_all_the_room_but_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than the half that one client gets."""
    monkeypatch.setattr(request_reading, "ARRIVING", 200)
    own, many = [("", Sending(8)) for _ in range(2)], [("", Sending(9, waits=True))] * 3

    assert kinds(read(*own)) == ["", ""]
    assert kinds(read(*[("greedy", sent) for _, sent in own])) != ["", ""]
    assert "busy" in kinds(read(*many))


def key(body: bytes, **fields: str) -> tuple[object, ...]:
    """What requests have in common that get one answer."""
    scope = SimpleNamespace(
        method="POST", path="/x", query_string="", client="127.0.0.1:1", headers={}
    )
    headers = {name.replace("_", "-"): value for name, value in fields.items()}
    reader = RequestReader(lambda: "release", hops=0, fixed=("/x",))
    return reader.read(scope, None, headers, body, 0.0).key


@pytest.mark.parametrize("name", REPEATED)
def test_equal_messages_of_different_headers_are_two(name: str) -> None:
    """Each gets its own answer, which may be that the two differ."""
    field = {name.replace("-", "_"): "2025-06-18"}

    assert key(b"{}", **field) != key(b"{}")
    assert key(b"{}", **field) == key(b"{}", **field, range="bytes=0-9")
    assert key(b"", **field) == key(b"")
