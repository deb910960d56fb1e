"""nginx gives dumps as the configuration says, and leaves to churo what is not a file."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.reserving import port_of, reserve_port
from tests.waiting import await_true

DEPLOY = Path(__file__).resolve().parents[2] / "server/deploy/nginx"
CONFIG = """
daemon off; pid {place}/pid; error_log {place}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi; uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
    server {{
        listen 127.0.0.1:{port};
        include {place}/churo-dumps.conf;
        location @churo {{ return 418; }}
        location / {{ return 418; }}
    }}
}}
"""
ASKED_OF_CHURO = 418


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of nginx with our configuration, over a directory with one release."""
    place = tmp_path_factory.mktemp("nginx")
    place.parent.chmod(0o755)
    place.chmod(0o755)
    dumps = place / "releases" / "2026-11-24-0123456789ab" / "dumps"
    dumps.mkdir(parents=True)
    for name in ("dataset.nq", "dataset.nq.gz", "dataset.ttl", "SHA256SUMS"):
        (dumps / name).write_bytes(b"0123456789")
    (dumps.parent / "release.json").write_text("{}")
    (place / "releases" / "current").symlink_to(dumps.parent.name)
    text = (DEPLOY / "churo-dumps.conf").read_text()
    assert text.count("/var/lib/churo/releases") == 1
    (place / "churo-dumps.conf").write_text(
        text.replace("/var/lib/churo/releases", str(place / "releases"))
    )
    held = reserve_port()
    port = port_of(held)
    config = "user root;" + CONFIG.format(place=place, port=port)
    (place / "nginx.conf").write_text(config)
    process = subprocess.Popen(["nginx", "-p", str(place), "-c", str(place / "nginx.conf")])
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        await_true(lambda: _answers(client))
        yield client
    process.terminate()
    process.wait(10)
    held.close()


def _answers(client: httpx.Client) -> bool:
    try:
        client.get("/")
        return True
    except httpx.TransportError:
        return False


def test_a_file_comes_with_the_fields_that_churo_gives(nginx: httpx.Client) -> None:
    """For everyone, for ever, with its release and its description."""
    reply = nginx.get("/dumps/2026-11-24-0123456789ab/dataset.nq")

    assert (reply.status_code, reply.content) == (200, b"0123456789")
    assert reply.headers["content-type"] == "application/n-quads"
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["x-release"] == "2026-11-24-0123456789ab"
    assert 'rel="describedby"' in reply.headers["link"]
    assert reply.headers["etag"] and reply.headers["last-modified"]


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("dataset.nq.gz", "application/gzip"),
        ("dataset.ttl", "text/turtle; charset=utf-8"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_types(nginx: httpx.Client, name: str, type: str) -> None:
    """A compressed file is not a content coding."""
    reply = nginx.get(f"/dumps/2026-11-24-0123456789ab/{name}")

    assert reply.headers["content-type"] == type
    assert "content-encoding" not in reply.headers


def test_ranges_are_answered(nginx: httpx.Client) -> None:
    """In part, and 416 outside."""
    path = "/dumps/2026-11-24-0123456789ab/dataset.nq"
    part = nginx.get(path, headers={"range": "bytes=2-4"})

    assert (part.status_code, part.content) == (206, b"234")
    assert nginx.get(path, headers={"range": "bytes=99-"}).status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/",
        "/dumps/latest/dataset.nq",
        "/dumps/current/dataset.nq",
        "/dumps/2026-11-24-0123456789ab/",
        "/dumps/2026-11-24-0123456789ab/nothing.nq",
        "/dumps/2026-11-24-0123456789ab/..%2frelease.json",
        "/dumps/.hidden/dataset.nq",
        "/sparql",
    ],
)
def test_everything_else_is_churos(nginx: httpx.Client, path: str) -> None:
    """Indexes, redirects, what moves and what is not there."""
    assert nginx.get(path).status_code == ASKED_OF_CHURO
