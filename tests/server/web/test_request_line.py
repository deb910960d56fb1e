"""Methods and Host are taken by the letter: RFC 9110 §9.1, RFC 9112 §3.2."""

from __future__ import annotations

import json
from socket import create_connection
from urllib.parse import urlsplit

import pytest
from running import Server


def sent(server: Server, head: str) -> tuple[int, str, str]:
    """The status, the head and the body that answer a request sent as it is, after which all ends."""
    to = urlsplit(server.url)
    with create_connection((to.hostname or "", to.port or 0), 10) as wire:
        wire.sendall(f"{head}Connection: close\r\n\r\n".encode())
        answer = wire.makefile("rb").read().decode()
    top, _, body = answer.partition("\r\n\r\n")
    return int(top.split(" ")[1]), top.lower(), body


@pytest.mark.parametrize("path", ["/", "/static/style.css", "/sparql?query=ASK%7B%7D", "/healthz"])
@pytest.mark.parametrize("method", ["get", "Get", "head", "options"])
def test_a_method_in_small_letters_is_another(server: Server, path: str, method: str) -> None:
    """Which nothing knows; in large letters it is answered."""
    status, head, body = sent(server, f"{method} {path} HTTP/1.1\r\nHost: a\r\n")
    assert (status, json.loads(body)["type"].rpartition("/")[2]) == (405, "method")
    assert "get" in head.partition("allow: ")[2].partition("\r\n")[0]

    assert sent(server, f"{method.upper()} {path} HTTP/1.1\r\nHost: a\r\n")[0] in (200, 204)


@pytest.mark.parametrize(
    ("version", "hosts", "status"),
    [("1.1", ["a"], 200), ("1.1", [], 400), ("1.1", ["a", "a"], 400), ("1.0", [], 200)],
)
def test_a_request_names_one_host(
    server: Server, version: str, hosts: list[str], status: int
) -> None:
    """Since HTTP/1.1, which a proxy and a server must read alike."""
    fields = "".join(f"Host: {host}\r\n" for host in hosts)

    assert sent(server, f"GET /healthz HTTP/{version}\r\n{fields}")[0] == status
