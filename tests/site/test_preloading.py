"""Pages are asked for before a reader asks, and nobody waits for that."""

from __future__ import annotations

import threading
from pathlib import Path

from churo.http.context import Context
from churo.http.requests.request import Request
from churo.http.responses.response import Reply
from churo.site.preloading import Preloading


def test_each_page_is_asked_for_once() -> None:
    """As a browser asks, in their order, in a thread that keeps no process from ending."""
    asked: list[tuple[str, str, str]] = []

    def answer(request: Request, context: Context) -> Reply:
        asked.append((request.path, request.query, request.headers["accept"]))
        return Reply(200, [], b"", context)

    thread = Preloading(answer, (("/en/", ""), ("/en/search", "q=a"))).begin()
    thread.join(20)

    assert asked == [("/en/", "", "text/html"), ("/en/search", "q=a", "text/html")]
    assert thread.daemon and not thread.is_alive()


def test_nobody_waits_for_it() -> None:
    """What begins it goes on while a page takes its time."""
    done = threading.Event()

    def answer(_: Request, context: Context) -> Reply:
        done.wait(20)
        return Reply(200, [], b"", context)

    thread = Preloading(answer, (("/", ""),)).begin()

    assert thread.is_alive()
    done.set()
    thread.join(20)


def test_another_release_is_asked_for_its_pages() -> None:
    """After it was noted, since it may be long until they are read."""
    told: list[str] = []
    asked = threading.Event()

    def answer(_: Request, context: Context) -> Reply:
        told.append("asked")
        asked.set()
        return Reply(200, [], b"", context)

    Preloading(answer, (("/", ""),)).after(lambda directory: told.append(directory.name))(
        Path("r-2")
    )

    assert asked.wait(20)
    assert told == ["r-2", "asked"]
