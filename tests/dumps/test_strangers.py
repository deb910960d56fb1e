"""churo verify reads what strangers serve: bounded, from one origin, and never more than was said."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from churo.errors import InputError
from churo.release.remote import fetching, origins, verifying
from churo.release.remote.fetching import Deadline
from churo.release.remote.verifying import Verdict, verify

LINE = b"<urn:a> <urn:p> <urn:b> .\n"
GZIP = "; dcat:compressFormat <https://www.iana.org/assignments/media-types/application/gzip>"
Give = Callable[[http.server.BaseHTTPRequestHandler], None]


def description(
    url: str, body: bytes = LINE, size: int | None = None, more: str = "", type: str = "n-quads"
) -> bytes:
    """A description of one file."""
    return f"""@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix spdx: <http://spdx.org/rdf/terms#> . @prefix void: <http://rdfs.org/ns/void#> .
<#r> dcat:isVersionOf <#d> ; dct:identifier "x" ; void:triples 1 ; dcat:distribution <#f> .
<#f> dcat:downloadURL <{url}> ; dcat:byteSize {len(body) if size is None else size} ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/application/{type}> ;
  spdx:checksum <#c> {more} .
<#c> spdx:checksumValue "{hashlib.sha256(body).hexdigest()}" .
""".encode()


def gives(body: bytes, status: int = 200, **fields: str) -> Give:
    """An answer of some bytes."""

    def give(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in fields.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return give


def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
    """An answer without an end, as fast as it is taken."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"#" * (1 << 20))


def dripping(handler: http.server.BaseHTTPRequestHandler) -> None:
    """An answer of a byte now and then."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"#")
        handler.wfile.flush()
        time.sleep(0.1)


class Stranger:
    """A server whose answers are given by path, and which knows what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Give] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                outer.asked.append(self.path)
                try:
                    outer.answers.get(self.path, gives(b"", 404))(self)
                except OSError:
                    self.close_connection = True

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    """A server of a test's own."""
    found = Stranger()
    yield found
    found.server.shutdown()
    found.server.server_close()


def alone(stranger: Stranger) -> Verdict:
    """The verdict on the one file that a stranger describes."""
    (verdict,) = verify(f"{stranger.url}/")
    return verdict


def test_a_file_beside_its_description_is_right(stranger: Stranger) -> None:
    """Bytes, digest and triples."""
    stranger.answers = {"/description.ttl": gives(description("a.nq")), "/a.nq": gives(LINE)}

    verdict = alone(stranger)

    assert not verdict.wrong and "triples: 1" in verdict.right


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "file:///dev/zero", "ftp://example.org/a", "urn:a", "http://[/"]
)
def test_a_description_leads_to_no_other_scheme(stranger: Stranger, url: str) -> None:
    """Nothing of this machine is read for a stranger."""
    stranger.answers = {"/description.ttl": gives(description(url))}

    with pytest.raises(InputError):
        alone(stranger)


def test_a_description_leads_to_no_other_server(stranger: Stranger) -> None:
    """Not even to another port of the same machine, by itself or by a redirection."""
    other = Stranger()
    stranger.answers = {"/description.ttl": gives(description(f"{other.url}/secret"))}
    with pytest.raises(InputError, match="not on the server"):
        alone(stranger)
    away = gives(b"", 302, Location=f"{other.url}/secret")
    stranger.answers = {"/description.ttl": gives(description("a.nq")), "/a.nq": away}

    verdict = alone(stranger)

    assert verdict.wrong == ("is redirected to another origin",)
    assert other.asked == []
    other.server.shutdown()
    other.server.server_close()


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("file:///etc/passwd", "no web address"),
        ("/description.ttl", "more than 5 times"),
    ],
)
def test_a_redirection_has_its_bounds(stranger: Stranger, location: str, told: str) -> None:
    """Another scheme, a circle."""
    stranger.answers = {"/description.ttl": gives(b"", 302, Location=location)}

    with pytest.raises(InputError, match=told):
        alone(stranger)


def test_a_public_server_does_not_lead_into_a_private_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor from https to http."""
    monkeypatch.setattr(origins, "is_public", lambda host: host == "public.example")

    with pytest.raises(InputError, match="private network"):
        fetching.redirected("http://public.example/", "http://10.0.0.1/", "")
    with pytest.raises(InputError, match="https to http"):
        fetching.redirected("https://public.example/", "http://public.example/", "")
    assert fetching.redirected("http://10.0.0.1/", "http://127.0.0.1/", "")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.1.2.3", "::ffff:127.0.0.1", "169.254.169.254"]
)
def test_private_addresses_are_known(address: str) -> None:
    """Loopback, private and link-local ones, also written as IPv6."""
    assert not origins.is_public(address)
    assert origins.is_public("8.8.8.8")


def test_a_file_is_read_no_further_than_was_said(stranger: Stranger) -> None:
    """A body without an end is ended, and judged."""
    stranger.answers = {"/description.ttl": gives(description("a.nq")), "/a.nq": endless}

    verdict = alone(stranger)

    assert verdict.wrong[0] == f"bytes: over {len(LINE)} instead of {len(LINE)}"


def test_a_description_has_a_size(stranger: Stranger) -> None:
    """The one thing that nobody has bounded before."""
    stranger.answers = {"/description.ttl": endless}

    with pytest.raises(InputError, match="more than"):
        alone(stranger)


def test_a_dripping_server_is_left(stranger: Stranger, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of a body must come in time; that some comes is not enough."""
    monkeypatch.setattr(fetching, "FIRST_SECONDS", 0.5)
    stranger.answers = {"/description.ttl": dripping}
    with pytest.raises(InputError, match="did not come within"):
        alone(stranger)
    # The description comes at once, which on a busy machine may be later than at once.
    monkeypatch.setattr(fetching, "FIRST_SECONDS", 4.0)
    stranger.answers = {"/description.ttl": gives(description("a.nq", size=99)), "/a.nq": dripping}

    verdict = alone(stranger)

    assert "did not come within" in verdict.wrong[0]


def test_a_dripping_head_is_left(stranger: Stranger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a head that never ends waited for."""

    def give(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        while True:
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    monkeypatch.setattr(fetching, "FIRST_SECONDS", 0.5)
    stranger.answers = {"/description.ttl": give}

    with pytest.raises(InputError, match="did not come within"):
        alone(stranger)


def test_all_files_together_have_a_time(stranger: Stranger) -> None:
    """What ``seconds`` says."""
    stranger.answers = {"/description.ttl": gives(description("a.nq", size=99)), "/a.nq": dripping}

    with pytest.raises(InputError, match="did not come within 1 seconds"):
        list(verify(f"{stranger.url}/", seconds=1))


def test_nothing_swells_on_its_way(stranger: Stranger) -> None:
    """Content-Encoding was not asked for."""
    bomb = gzip.compress(b"#" * (1 << 20), mtime=0)
    stranger.answers = {"/description.ttl": gives(bomb, Content_Encoding="gzip")}

    with pytest.raises(InputError, match="coding"):
        alone(stranger)


def test_a_packed_file_is_unpacked_no_further_than_its_size_allows(stranger: Stranger) -> None:
    """A hundred times, where the same file is not described unpacked."""
    bomb = gzip.compress(b"#" * (20 << 20), mtime=0)
    told = description("a.nq.gz", bomb, more=GZIP)
    stranger.answers = {"/description.ttl": gives(told), "/a.nq.gz": gives(bomb)}

    verdict = alone(stranger)

    assert f"it has more than {100 * len(bomb):,} bytes" in verdict.wrong[0]


def test_a_file_that_ends_its_reader_is_told(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that reads it is another than the one that judges."""
    deep = b"[" * 3_000_000
    told = description("a.jsonld", deep, type="ld+json")
    stranger.answers = {"/description.ttl": gives(told), "/a.jsonld": gives(deep)}

    verdict = alone(stranger)

    assert "cannot be read as application/ld+json" in verdict.wrong[0]


def test_what_a_server_fails_to_give_is_wrong(stranger: Stranger) -> None:
    """Who describes a file must have it."""
    stranger.answers = {"/description.ttl": gives(description("a.nq"))}

    assert alone(stranger).wrong == ("is not there",)


def test_a_terminal_obeys_nobody(stranger: Stranger) -> None:
    """Control characters of a stranger's names and reasons are not written."""
    stranger.answers = {"/description.ttl": gives(description("x\u202e31m.nq"))}

    done = subprocess.run(
        [sys.executable, "-m", "churo", "verify", f"{stranger.url}/"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1 and "WRONG" in done.stdout
    assert not {"\u202e", "\u009b", "\x1b"} & set(done.stdout + done.stderr)


def test_secrets_of_an_address_are_not_told() -> None:
    """User, password and query are left out, also of what a library says."""
    url = "https://me:s3cret@example.org:8443/store?token=abcdef"

    assert origins.shown(url) == "https://example.org:8443/store"
    assert origins.reason(ValueError("no s3cret here"), url) == "ValueError"
    assert origins.reason(ValueError("refused."), url) == "refused"
    with pytest.raises(InputError) as caught:
        fetching.read("http://me:s3cret@127.0.0.1:1/?token=abcdef", 1, Deadline(5))
    assert "s3cret" not in str(caught.value) and "abcdef" not in str(caught.value)


def test_a_part_of_a_release_is_checked(tmp_path: Path) -> None:
    """What is there is judged, what is not is told, and one wrong file is found among them."""
    two = description("a.nq").decode() + description("b.nq").decode().replace("<#f>", "<#g>")
    (tmp_path / "description.ttl").write_text(two)
    (tmp_path / "b.nq").write_bytes(LINE)

    found = {verdict.name: verdict for verdict in verify(str(tmp_path))}

    assert found["a.nq"].unread == "not there"
    assert found["b.nq"].right and not found["b.nq"].wrong
    (tmp_path / "b.nq").write_bytes(LINE[:-1])
    assert any(verdict.wrong for verdict in verify(str(tmp_path)))


@pytest.mark.parametrize("name", ["..%2Fsecret.nq", "%2e%2e", "/dev/zero", "file:///dev/zero"])
def test_a_description_here_leads_out_of_no_directory(tmp_path: Path, name: str) -> None:
    """Files are known by their names beside it, whatever it says of their place."""
    (tmp_path / "secret.nq").write_bytes(LINE)
    (tmp_path / "d").mkdir()
    (tmp_path / "d/description.ttl").write_bytes(description(name))

    with pytest.raises(InputError, match="nothing to check"):
        list(verify(str(tmp_path / "d")))


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A device or a pipe has no end."""
    (tmp_path / "description.ttl").write_bytes(description("a.nq"))
    (tmp_path / "a.nq").symlink_to("/dev/zero")

    with pytest.raises(InputError, match="nothing to check: not there"):
        list(verify(str(tmp_path)))


def test_a_size_beyond_reason_is_not_tried(stranger: Stranger) -> None:
    """Whatever a description says, there is an end."""
    size = verifying.MOST_FILE + 1
    stranger.answers = {"/description.ttl": gives(description("a.nq", size=size)), "/a.nq": endless}

    with pytest.raises(InputError, match="is said to have"):
        alone(stranger)
