"""What the server relies on of granian is said, not left to defaults."""

from __future__ import annotations

from typing import Any

import pytest

from churo.http.process import server
from churo.settings import Settings
from tests.reserving import port_of, reserve_port


def test_one_thread_brings_all_requests_of_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are joined without a lock, which more threads would need."""
    given: dict[str, Any] = {}

    class Recorded:
        def __init__(self, target: str, **options: Any) -> None:
            given.update(options)

        def serve(self, **options: Any) -> None:
            pass

    monkeypatch.setattr(server, "Server", Recorded)

    with reserve_port() as held:
        server.serve(
            Settings(port=port_of(held)), lambda accounts: pytest.fail("made in no process")
        )

    assert (given["runtime_threads"], given["websockets"]) == (1, False)
