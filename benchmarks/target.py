"""The server under attack: what is sent to it, and what its processes take."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

JSON = "application/sparql-results+json"


@dataclass
class Target:
    """The server under attack, as a client at an ``address`` sees it, of whom its proxy tells."""

    host: str
    port: int
    pid: int
    address: str = ""

    def request(self, method: str, text: str) -> int:
        """Send a query; give the status."""
        if method == "GET":
            return self.send("GET", f"/sparql?query={quote(text)}")
        headers = {"Content-Type": "application/sparql-query"}
        return self.send("POST", "/sparql", headers, text.encode())

    def send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> int:
        """Send a request; give the status."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            fields = {"Accept": JSON, **self.told(), **(headers or {})}
            connection.request(method, path, body or None, fields)
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()

    def told(self) -> dict[str, str]:
        """What the proxy in front adds."""
        return {"X-Forwarded-For": self.address} if self.address else {}

    def at(self, address: str) -> Target:
        """The same for a client at another address."""
        return replace(self, address=address)

    def told_raw(self) -> bytes:
        """The same as bytes of a head."""
        return "".join(f"{name}: {value}\r\n" for name, value in self.told().items()).encode()

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
