"""An export stands on its own: nginx and Apache answer from its files as churo does."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urldefrag, urljoin

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from churo.errors import InputError
from churo.static_site import exporting
from churo.static_site.addresses import file_of
from tests.reserving import port_of, reserve_port
from tests.waiting import await_true

from . import hosts

HOUSE = Path(__file__).resolve().parents[2]
WEB = HOUSE / "tests/server/web"
BASE = "https://w3id.org/churo/"
GENID = ".well-known/genid/"
HOSTS = {"nginx": hosts.nginx, "apache": hosts.apache}
# Exports for a URL: everything, or a sample of documents and all that leads elsewhere.
EXPORT = """
import sys
from hashlib import sha256
from pathlib import Path
from churo.languages import LANGUAGES
from churo.publication import catalogue
from churo.settings import read
from churo.static_site import exporting, rules

url, release, target, server, whole = sys.argv[1:]
settings, found = read({}, {"public_url": url}), catalogue.read_release(Path(release).resolve())
told = settings, found, catalogue.prefixes()

def sampled(address):
    name = address.removeprefix("/")
    for start in (*(f"{tag}/doc/" for tag in LANGUAGES), "doc/", "linkset/"):
        name = name.removeprefix(start)
    for end in (".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"):
        name = name.removesuffix(end)
    fixed = "genid" in address or address.startswith(("/graph/", "/ontology", "/code", "/evidence", "/dataset"))
    if "?" in address:
        return "genid" in address
    return (fixed or sha256(name.encode()).digest()[0] < 3)

if whole:
    exporting.export(*told, Path(target), server, lambda step, done, known: None)
else:
    copied = exporting.copy(*told, Path(target) / "www", server, lambda step, done, known: None, sampled)
    rules.write(Path(target), rules.Site(url, server, found.id, copied))
"""
LINK = re.compile(r'\b(?:href|src|action)="([^"]*+)"')
FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "html": "text/html",
}


def run_export(
    url: str, release: Path, target: Path, server: str = "", whole: bool = True, seed: str = "1"
) -> None:
    """Export in a process of its own, as the command does."""
    told = [url, str(release), str(target), server, "whole" if whole else ""]
    environ = os.environ | {"PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", EXPORT, *told], check=True, env=environ)
    if not whole:
        _fill(target / "www", names(release.resolve()) - withdrawn(release.resolve()))


def _fill(root: Path, found: frozenset[str]) -> None:
    """Put a file with nothing in it where the document of each name would be in Turtle."""
    for name in found:
        if GENID not in name:
            path = root / file_of(f"/doc/{quote(name)}", "ttl")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small release, in which more points at one thing than a page has room for."""
    sys.path.insert(0, str(WEB))
    from running import MAKE

    place = tmp_path_factory.mktemp("things")
    points = place / "points.nq"
    told = (
        f"<{BASE}id/shore> <https://example.org/p{n:03}> <{BASE}id/lake> <{BASE}graph/points> .\n"
        for n in range(101)
    )
    points.write_text("".join(told))
    files = [str(WEB / "things.trig"), str(points)]
    subprocess.run([sys.executable, "-c", MAKE, str(place / "data"), *files], check=True)
    return place / "data" / "current"


def served(release: Path, path: str = "", whole: bool = True) -> Iterator[dict[str, httpx.Client]]:
    """Clients of both web servers over one export; links and redirections lead to nginx."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory()))
        place.chmod(0o755)  # for whom Apache becomes
        ports = {name: port_of(stack.enter_context(reserve_port())) for name in HOSTS}
        run_export(f"http://127.0.0.1:{ports['nginx']}{path}", release, place / "out", whole=whole)
        clients = {}
        for name, host in HOSTS.items():
            (place / name).mkdir()
            rules = hosts.OVERRIDE if whole else hosts.INCLUDE
            stack.enter_context(host(place / "out", place / name, ports[name], rules))
            base = f"http://127.0.0.1:{ports[name]}"
            clients[name] = stack.enter_context(httpx.Client(base_url=base, timeout=30))
            clients[name].headers.clear()
        yield clients


@pytest.fixture(scope="module")
def small(things: Path) -> Iterator[dict[str, httpx.Client]]:
    """The whole of the small release."""
    yield from served(things)


@pytest.fixture(scope="module")
def sampled(house_release: Path) -> Iterator[dict[str, httpx.Client]]:
    """A sample of the house's documents in all forms; of each other there is an empty file in Turtle.

    That churo has a document for each IRI the crawl of the server tells.
    """
    yield from served(house_release, whole=False)


ANSWERS = [
    # path, Accept, Accept-Language → status, type or target, language
    ("/", "", "ru", 200, "text/html", "ru"),
    ("/en/", "", "", 200, "text/html", "en"),
    ("/id/lake", "", "", 303, "/doc/id/lake", ""),
    ("/id/lake/", "", "", 303, "/doc/id/lake", ""),
    ("/id/lake.nt", "", "", 303, "/doc/id/lake.nt", ""),
    ("/id/lake.html", "", "", 303, "/doc/id/lake.html", ""),
    ("/doc/id/lake", "", "", 200, "text/turtle", ""),
    ("/doc/id/lake", "*/*", "", 200, "text/turtle", ""),
    ("/doc/id/lake", "text/html", "ja-JP,en;q=0.5", 200, "text/html", "ja"),
    ("/doc/id/lake", "application/json", "", 200, "application/ld+json", ""),
    ("/doc/id/lake", "image/png", "", 406, "", ""),
    ("/doc/id/lake?page=2", "text/turtle", "", 200, "text/turtle", ""),
    ("/doc/id/lake.rdf?page=2", "", "", 200, "application/rdf+xml", ""),
    ("/en/doc/id/lake?page=2", "", "", 200, "text/html", "en"),
    ("/doc/id/lake?mode=technical", "text/html", "ru", 200, "text/html", "ru"),
    ("/doc/id/lake?mode=technical", "text/turtle", "", 200, "text/turtle", ""),
    ("/doc/id/lake?mode=technical", "*/*", "", 200, "text/turtle", ""),
    ("/doc/id/lake?mode=technical", "image/png", "", 406, "", ""),
    ("/doc/id/lake.nt?mode=technical", "", "", 200, "application/n-triples", ""),
    ("/words", "text/turtle", "", 200, "text/turtle", ""),
    ("/words", "application/n-quads", "", 200, "application/n-quads", ""),
    ("/words", "application/trig", "", 200, "application/trig", ""),
    ("/words", "text/html", "zh", 200, "text/html", "zh"),
    ("/doc/words%23Lake", "application/n-triples", "", 200, "application/n-triples", ""),
    ("/words/1.0.0", "", "", 303, "/words", ""),
    ("/doc/words/1.0.0", "text/turtle", "", 303, "/words", ""),
    ("/graph/points", "text/turtle", "", 200, "text/turtle", ""),
    ("/graph/points", "text/html", "", 303, "/doc/graph/points", ""),
    ("/.well-known/void", "application/n-triples", "", 200, "application/n-triples", ""),
    ("/dumps/", "application/json", "", 200, "application/json", ""),
    ("/changes", "application/atom+xml", "", 200, "application/atom+xml", ""),
    ("/problems/busy", "text/html", "", 200, "text/html", "en"),
    ("/linkset/id/lake", "", "", 200, "application/linkset+json", ""),
    ("/favicon.ico", "", "", 200, "image/svg+xml", ""),
    ("/llms.txt", "", "", 200, "text/plain", ""),
    ("/search?q=x", "text/html", "ja", 200, "text/html", "ja"),
    ("/sparql?query=ASK%7B%7D", "application/sparql-results+json", "", 501, "", ""),
    ("/doc/id/lake?page=99", "text/html", "", 200, "text/html", "en"),
    ("/nothing", "", "", 404, "", ""),
    ("/nothing?page=2", "", "", 404, "", ""),
    ("/id/old", "", "", 410, "", ""),
    ("/.htaccess", "", "", 404, "", ""),
    ("/doc/", "", "", 404, "", ""),
    ("/dumps", "", "", 308, "/dumps/", ""),
]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: f"{row[0]} {row[1]}")
def test_an_address_is_answered_as_by_churo(
    small: dict[str, httpx.Client], host: str, row: tuple[str, str, str, int, str, str]
) -> None:
    """With status, type or target, language, and what the answer depends on."""
    path, accept, language, status, told, spoken = row
    fields = {"Accept": accept, "Accept-Language": language}

    answer = small[host].get(path, headers={name: text for name, text in fields.items() if text})

    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-type"].partition(";")[0] == told
        assert answer.headers.get("content-language", "") == spoken
        assert answer.headers["access-control-allow-origin"] == "*"
    elif told:
        assert answer.headers["location"] == str(small["nginx"].base_url).rstrip("/") + told


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    ("path", "varies"),
    [("/doc/id/lake", True), ("/words", True), ("/doc/id/lake.ttl", False), ("/en/", False)],
)
def test_what_depends_on_the_request_says_so(
    small: dict[str, httpx.Client], host: str, path: str, varies: bool
) -> None:
    """And nothing else does, so that caches keep it for all."""
    vary = small[host].get(path).headers.get("vary", "")

    assert ("accept-language" in vary.lower()) is varies


@pytest.mark.parametrize("host", HOSTS)
def test_a_dump_is_for_ever(small: dict[str, httpx.Client], host: str) -> None:
    """In its type, in parts, and the latest leads to it."""
    latest = small[host].get("/dumps/latest/dataset.nq")
    path = httpx.URL(latest.headers["location"]).path
    part = small[host].get(path, headers={"Range": "bytes=0-9"})

    assert latest.status_code == 302
    assert (part.status_code, len(part.content)) == (206, 10)
    assert part.headers["content-type"] == "application/n-quads"
    assert "immutable" in part.headers["cache-control"]


def test_no_link_is_dead(small: dict[str, httpx.Client]) -> None:
    """Whatever a page of the export leads to on its own site is there, or says that it takes a server."""
    client, url = small["nginx"], str(small["nginx"].base_url).rstrip("/")
    seen, edge, dead = {"/en/"}, ["/en/"], []
    while edge:
        address = edge.pop()
        answer = client.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
        if answer.status_code != 200:
            dead.append((address, answer.status_code))
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for match in LINK.finditer(answer.text):
            link = urldefrag(urljoin(url + address, unescape(match[1]))).url
            if link.startswith(f"{url}/") and (path := link[len(url) :]) not in seen:
                seen.add(path)
                edge.append(path)

    assert dead == []
    assert len(seen) > 300


@pytest.mark.parametrize("host", HOSTS)
def test_every_iri_of_the_release_resolves(
    sampled: dict[str, httpx.Client], host: str, house_release: Path
) -> None:
    """As Turtle, after one hop at most: by nginx each that is in use, by Apache one in eight."""
    client, bad = sampled[host], {}
    for name in sorted(names(house_release) - withdrawn(house_release)):
        if host == "apache" and sha256(name.encode()).digest()[0] >= 32:
            continue
        path = f"/{quote(name, safe='/*')}"
        answer = client.get(path, headers={"Accept": "text/turtle"})
        if answer.status_code == 303:
            path = urldefrag(answer.headers["location"]).url
            path = path.removeprefix(str(sampled["nginx"].base_url).rstrip("/"))
            path = path if GENID in path else path.partition("?")[0]
            answer = client.get(path, headers={"Accept": "text/turtle"})
        type = answer.headers["content-type"].partition(";")[0]
        if (answer.status_code, type) != (200, "text/turtle"):
            bad[name] = answer.status_code

    assert bad == {}


@pytest.mark.parametrize("host", HOSTS)
def test_a_document_has_every_format_and_language(
    sampled: dict[str, httpx.Client], host: str, house_release: Path
) -> None:
    """Of the sample, by Accept and by suffix, each with its own type."""
    client = sampled[host]
    found = names(house_release) - withdrawn(house_release)
    sample = [name for name in sorted(found) if is_sampled(name)]

    assert len(sample) > 20
    for name in sample:
        path = f"/doc/{quote(name, safe='/*')}"
        for suffix, media_type in FORMATS.items():
            by_accept = client.get(path, headers={"Accept": media_type})
            by_suffix = client.get(f"{path}.{suffix}")
            assert by_accept.status_code == 200, (path, media_type)
            assert by_accept.content and by_accept.content == by_suffix.content
            assert by_accept.headers["content-type"].partition(";")[0] == media_type
        for language in ("en", "ja", "zh", "ru"):
            page = client.get(f"/{language}{path}")
            assert f'<html lang="{language}">' in page.text


def test_a_site_below_a_path_has_its_files_there(tmp_path: Path) -> None:
    """With every link and rule."""
    release = publish(tmp_path, "<urn:s> <urn:p> <https://w3id.org/churo/id/a> <urn:g> .\n")
    for clients in served(release, "/kg"):
        for client in clients.values():
            moved = client.get("/kg/id/a")
            page = client.get("/kg/doc/id/a", headers={"Accept": "text/html"})

            assert moved.headers["location"].endswith("/kg/doc/id/a")
            assert page.status_code == 200 and 'href="/kg/en/' in page.text
            assert client.get("/id/a").status_code == 404


def test_equal_releases_give_equal_bytes(tmp_path: Path) -> None:
    """In every file, whatever the seed of hashes; what asks for a server is led to one."""
    release = publish(tmp_path, "<urn:s> <urn:p> <https://w3id.org/churo/id/a> <urn:g> .\n")
    told = []
    for seed in ("1", "2"):
        run_export(
            "https://example.org", release, tmp_path / seed, "https://q.example.org", seed=seed
        )
        files = sorted(path for path in (tmp_path / seed).rglob("*") if path.is_file())
        told.append({str(p.relative_to(tmp_path / seed)): p.read_bytes() for p in files})

    assert told[0] == told[1]
    assert b"return 307 https://q.example.org$churo_asked" in told[0]["nginx/server.conf"]
    assert b"https://q.example.org%{ENV:ASKED} [R=307" in told[0]["www/.htaccess"]


def test_who_is_killed_leaves_nothing_half_done(tmp_path: Path, things: Path) -> None:
    """Nor a process: the directory is not there, and the next export clears what was begun."""
    target = tmp_path / "out"
    command = [
        sys.executable,
        "-c",
        EXPORT,
        "http://127.0.0.1:1",
        str(things),
        str(target),
        "",
        "whole",
    ]
    with subprocess.Popen(command) as process:
        await_true(lambda: any(tmp_path.glob(".out.export-*/made/www/doc")))
        process.send_signal(signal.SIGKILL)
    begun = [path.name for path in tmp_path.glob(".out.export-*")]
    release = publish(tmp_path / "small", "<urn:s> <urn:p> <urn:o> <urn:g> .\n")
    await_true(lambda: not _left(process.pid))
    run_export("http://127.0.0.1:1", release, target)

    assert begun and not any((tmp_path / name).exists() for name in begun)
    assert (target / "www/index.html").exists() is False and (target / "www/en/index.html").exists()


def test_what_is_no_export_is_not_replaced(tmp_path: Path) -> None:
    """Nor is one that is, unless that is said."""
    release = publish(tmp_path / "data", "<urn:s> <urn:p> <urn:o> <urn:g> .\n")
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("Dear Sir")
    run_export("http://127.0.0.1:1", release, tmp_path / "out")
    before = (tmp_path / "out/export.json").stat().st_ino

    with pytest.raises(InputError, match="no export"):
        exporting.require_free(other, True)
    with pytest.raises(InputError, match="--replace"):
        exporting.require_free(tmp_path / "out", False)
    exporting.require_free(tmp_path / "out", True)
    exporting.require_free(tmp_path / "nothing", False)
    assert (tmp_path / "out/export.json").stat().st_ino == before
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def publish(directory: Path, lines: str) -> Path:
    """A release of some N-Quads, by its link."""
    sys.path.insert(0, str(WEB))
    from running import make_release

    made = make_release(directory / "releases", lines.splitlines())
    link = directory / "releases" / "current"
    link.symlink_to(made.name)
    return link


def quads(release: Path) -> Iterator[Quad]:
    """All that a release holds."""
    for file in ("dataset.nq", "assertions.nq"):
        yield from parse((release / file).read_bytes(), format=RdfFormat.N_QUADS)


@cache
def names(release: Path) -> frozenset[str]:
    """The names of all IRIs of a release that are served by path, without fragments."""
    found = set()
    for quad in quads(release):
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        found |= {t.value for t in terms if isinstance(t, NamedNode) and t.value.startswith(BASE)}
    return frozenset(urldefrag(iri.removeprefix(BASE)).url for iri in found) - {"", "sparql"}


@cache
def withdrawn(release: Path) -> frozenset[str]:
    """Those that are no longer in use, but for terms, whose vocabulary tells of them."""
    deprecated = {
        quad.subject.value
        for quad in quads(release)
        if quad.predicate.value == "http://www.w3.org/2002/07/owl#deprecated"
    }
    return frozenset(iri.removeprefix(BASE) for iri in deprecated if "#" not in iri)


def is_sampled(name: str) -> bool:
    """Whether the document of a name is exported in the sample."""
    return GENID not in name and sha256(name.encode()).digest()[0] < 3


def _left(parent: int) -> list[str]:
    """Processes that export and whose parent was ``parent`` or has ended."""
    found = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True)
    return [row for row in found.stdout.splitlines() if row.split()[:1] == [str(parent)]]
