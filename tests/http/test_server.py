"""What the server relies on of granian is said, not left to defaults."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from churo.http import server
from churo.settings import Settings


def test_one_thread_brings_all_requests_of_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are joined without a lock, which more threads would need."""
    given: dict[str, Any] = {}

    class Recorded:
        def __init__(self, target: str, **options: Any) -> None:
            given.update(options)

        def serve(self, **options: Any) -> None:
            pass

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setattr(server, "Server", Recorded)

    server.serve(Settings(port=port), lambda accounts: pytest.fail("made in no process"))

    assert (given["runtime_threads"], given["websockets"]) == (1, False)
