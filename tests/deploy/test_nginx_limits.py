"""nginx, configured as we ship it, ends floods client by client and says so in words."""

from __future__ import annotations

import http.server
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest

from tests.waiting import SOON

DEPLOY = Path(__file__).resolve().parents[2] / "server/deploy/nginx"
HEADER_WAIT = 1  # seconds, instead of what we ship
MAIN = """
user root; daemon off; pid {place}/pid; error_log {place}/error.log; worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi; uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
    include {place}/churo.conf;
}}
"""
Client = Callable[..., httpx.Client]


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Behind(http.server.BaseHTTPRequestHandler):
    """Stands for churo: answers at once, or at /slow in a second."""

    def do_GET(self) -> None:
        """Answer what is asked."""
        if self.path.startswith("/slow"):
            time.sleep(1)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:
        """Keep silent."""


def configured(place: Path, port: int, behind: int, more: Mapping[str, str]) -> str:
    """Our configuration with the paths and ports of a test, and ``more`` put for something else."""
    text = (DEPLOY / "churo.conf").read_text("utf-8")
    for old, new in (
        *more.items(),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("    listen [::]:80;\n", ""),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;"),
        ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        ("/etc/ssl/churo/", f"{place}/"),
        ("/var/cache/nginx/churo", f"{place}/cache"),
        ("client_header_timeout 15s", f"client_header_timeout {HEADER_WAIT}s"),
        ("include churo-dumps.conf", f"include {DEPLOY}/churo-dumps.conf"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def start(
    place: Path, behind: int, more: Mapping[str, str] = MappingProxyType({})
) -> tuple[subprocess.Popen[bytes], int]:
    """Start nginx with a certificate of its own; give its process and port."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj"]
        + ["/CN=data.example.org", "-keyout", place / "key.pem", "-out", place / "fullchain.pem"],
        check=True,
        capture_output=True,
    )
    port = free_port()
    (place / "churo.conf").write_text(configured(place, port, behind, more))
    (place / "nginx.conf").write_text(MAIN.format(place=place))
    process = subprocess.Popen(["nginx", "-p", str(place), "-c", str(place / "nginx.conf")])
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    return process, port


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """nginx in front of a server that stands for churo."""
    behind = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    thread = threading.Thread(target=behind.serve_forever, daemon=True)
    thread.start()
    process, port = start(tmp_path_factory.mktemp("nginx"), behind.server_port)
    yield port
    process.terminate()
    process.wait(10)
    behind.shutdown()
    behind.server_close()
    thread.join(5)


@pytest.fixture
def client(port: int) -> Iterator[Client]:
    """Makes a client of an address of its own."""
    made: list[httpx.Client] = []

    def make(address: str) -> httpx.Client:
        transport = httpx.HTTPTransport(verify=False, local_address=address)
        made.append(
            httpx.Client(transport=transport, base_url=f"https://127.0.0.1:{port}", timeout=10)
        )
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_flood_is_refused_in_words_and_others_are_not(client: Client) -> None:
    """429 as a problem document that a script of any origin may read, with the time to wait."""
    flood, other = client("127.0.0.2"), client("127.0.0.3")
    answers = [flood.get(f"/{number}") for number in range(400)]
    refused = [answer for answer in answers if answer.status_code == 429]
    elsewhere = other.get("/")

    assert [answer.status_code for answer in answers[:200]] == [200] * 200
    assert refused
    assert refused[0].headers["content-type"] == "application/problem+json"
    assert refused[0].headers["retry-after"] == "1"
    assert refused[0].headers["access-control-allow-origin"] == "*"
    assert refused[0].json()["status"] == 429
    assert elsewhere.status_code == 200


def test_more_requests_under_way_than_one_client_may_have_are_refused(client: Client) -> None:
    """64 are answered, however slowly; another client is not touched."""
    many, other = client("127.0.0.4"), client("127.0.0.5")
    with ThreadPoolExecutor(80) as threads:
        answers = list(threads.map(lambda n: many.get(f"/slow/{n}").status_code, range(80)))
        elsewhere = other.get("/")

    assert answers.count(200) >= 64
    assert answers.count(429) == 80 - answers.count(200) > 0
    assert elsewhere.status_code == 200


def test_half_a_request_does_not_hold_a_connection(port: int) -> None:
    """The connection ends after the time for a head."""
    context = ssl._create_unverified_context()
    began = time.monotonic()
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as raw,
        context.wrap_socket(raw) as half,
    ):
        half.sendall(b"GET / HTTP/1.1\r\nHost: data.exa")
        got = b""
        with suppress(ConnectionResetError):
            got = half.recv(100)

    assert got == b"" or b"408" in got
    assert time.monotonic() - began < HEADER_WAIT + SOON


def test_a_server_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    """503 with the time to wait, while churo starts."""
    process, port = start(tmp_path, free_port())
    answer = httpx.get(f"https://127.0.0.1:{port}/sparql", verify=False)
    process.terminate()
    process.wait(10)

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["status"] == 503
