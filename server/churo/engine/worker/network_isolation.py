"""Proves, at start, that a worker cannot open a connection to anywhere."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from typing import Any

from ...errors import EngineFault

WAIT = 0.05  # seconds in which a connection would have arrived


def prove(ask: Callable[[str], Mapping[str, Any]]) -> None:
    """Have ``ask`` evaluate a SERVICE on a socket of ours. Raises EngineFault if it dials in."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        listening.settimeout(WAIT)
        port = listening.getsockname()[1]
        head = ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        try:
            listening.accept()[0].close()
        except TimeoutError:
            dialled = False
        else:
            dialled = True
    if dialled or "error" not in head:
        raise EngineFault("A worker can reach the network; nothing is served.")
