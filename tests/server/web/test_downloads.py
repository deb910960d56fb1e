"""Downloads on the real wire: whole, in part, not again, and what their addresses say."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from rdflib import Graph, URIRef
from running import Server, start_on, stop
from SPARQLWrapper import JSON, SPARQLWrapper
from tests.vocabularies import DCAT, DCAT3, VOID

from churo.publication.distributions import DESCRIPTION
from churo.release import building

HEAD = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix void: <http://rdfs.org/ns/void#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix ex: <https://w3id.org/churo/id/> .
<https://w3id.org/churo/publication/test> a dcat:Dataset , void:Dataset ;
  dct:title "Test <data>"@en ; dct:description "For tests."@en ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dct:publisher ex:publisher ; dct:issued "2026-11-24"^^<http://www.w3.org/2001/XMLSchema#date> .
ex:publisher rdfs:label "Publisher"@en .
"""
FIRST = HEAD + 'ex:lake rdfs:label "Lake"@en ; ex:near <https://w3id.org/churo/id/hill%2F1> .\n'
SECOND = HEAD + 'ex:hill rdfs:label "Hill"@en . ex:köy rdfs:label "Village"@en .\n'


def publish(directory: Path, text: str) -> Path:
    """Publish the test data, or another."""
    (directory / "data.ttl").write_text(text, "utf-8")
    return building.plain([directory / "data.ttl"], directory / "releases")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release that was replaced."""
    return publish(tmp_path_factory.mktemp("downloads"), FIRST)


@pytest.fixture(scope="module")
def release(old: Path) -> Path:
    """The current release."""
    return publish(old.parent.parent, SECOND)


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    """A server of the two."""
    link = release.parent / "current"
    running = start_on(link, release.parent.parent / "log")
    yield running
    stop(running)


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client without header fields of its own."""
    with httpx.Client(base_url=server.url, timeout=30) as session:
        session.headers.clear()
        yield session


@pytest.fixture(scope="module")
def body(release: Path) -> bytes:
    """The file that most tests ask for."""
    return (release / "dumps" / "dataset.nq").read_bytes()


@pytest.fixture
def path(release: Path) -> str:
    """Its path."""
    return f"/dumps/{release.name}/dataset.nq"


def test_every_file_comes_as_it_lies(client: httpx.Client, release: Path) -> None:
    """With length, digest (RFC 9530), strong ETag, type, licence, and for ever."""
    for file in sorted((release / "dumps").iterdir()):
        reply = client.get(f"/dumps/{release.name}/{file.name}")
        content = file.read_bytes()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert reply.status_code == 200, file.name
        assert reply.content == content, file.name
        assert reply.headers["content-length"] == str(len(content))
        assert reply.headers["repr-digest"] == f"sha-256=:{digest}:"
        assert reply.headers["etag"] == f'"sha256-{hashlib.sha256(content).hexdigest()}"'
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert reply.headers["last-modified"] == "Tue, 24 Nov 2026 00:00:00 GMT"
        assert 'rel="license"' in reply.headers["link"] and "describedby" in reply.headers["link"]
        assert "content-encoding" not in reply.headers


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("dataset.nq", "application/n-quads"),
        ("dataset.ttl", "text/turtle; charset=utf-8"),
        ("dataset.rdf", "application/rdf+xml"),
        ("dataset.jsonld", "application/ld+json"),
        ("dataset.nq.gz", "application/gzip"),
        ("dataset.nq.zst", "application/zstd"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
        (DESCRIPTION, "text/turtle; charset=utf-8"),
        ("CITATION.cff", "application/yaml"),
    ],
)
def test_files_have_their_types(client: httpx.Client, release: Path, name: str, type: str) -> None:
    """A compressed file is a thing of its own, not a coding."""
    reply = client.get(f"/dumps/{release.name}/{name}", headers={"accept-encoding": "gzip"})

    assert reply.headers["content-type"] == type


def test_head_tells_without_a_body(client: httpx.Client, path: str, body: bytes) -> None:
    """The length is that of the file."""
    reply = client.head(path)

    assert (reply.status_code, reply.content) == (200, b"")
    assert reply.headers["content-length"] == str(len(body))
    assert reply.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("range", "first", "last"),
    [("0-9", 0, 9), ("10-", 10, None), ("-7", -7, None), ("5-999999", 5, None), ("0-0", 0, 0)],
)
def test_a_range_is_that_part(
    client: httpx.Client, path: str, body: bytes, range: str, first: int, last: int | None
) -> None:
    """RFC 9110 §14: first and last, open, suffix, beyond the end, a single byte; HEAD has no parts (§14.2)."""
    due = body[first:] if last is None else body[first : last + 1]
    start = first % len(body)
    told = f"bytes {start}-{start + len(due) - 1}/{len(body)}"
    reply = client.get(path, headers={"range": f"bytes={range}"})
    head = client.head(path, headers={"range": f"bytes={range}"})

    assert (reply.status_code, reply.content) == (206, due)
    assert (reply.headers["content-range"], reply.headers["content-length"]) == (
        told,
        str(len(due)),
    )
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(body)))
    assert "content-range" not in head.headers


@pytest.mark.parametrize("range", ["bytes=999999-", "bytes=-0", "bytes=999999-1000000"])
def test_a_range_outside_is_refused_with_the_size(
    client: httpx.Client, path: str, body: bytes, range: str
) -> None:
    """416 as a problem document."""
    reply = client.get(path, headers={"range": range})

    assert reply.status_code == 416
    assert reply.headers["content-range"] == f"bytes */{len(body)}"
    assert reply.json()["type"].endswith("/problems/range")
    assert reply.json()["size"] == len(body)


@pytest.mark.parametrize(
    "range", ["bytes=0-1,5-6", "lines=1-2", "bytes=9-2", "bytes=", "bytes=-", "bytes=a-b", "x"]
)
def test_what_is_no_single_range_gets_the_whole(
    client: httpx.Client, path: str, body: bytes, range: str
) -> None:
    """A server may ignore it, and a client can tell."""
    reply = client.get(path, headers={"range": range})

    assert (reply.status_code, reply.content) == (200, body)


def test_if_range_gives_the_part_only_of_the_same_file(
    client: httpx.Client, path: str, body: bytes
) -> None:
    """By ETag or by date; else the whole (RFC 9110 §13.1.5)."""
    known = client.head(path).headers
    part = {"range": "bytes=0-4"}

    for same in (known["etag"], known["last-modified"]):
        assert client.get(path, headers={**part, "if-range": same}).content == body[:5]
    for other in ('"other"', f"W/{known['etag']}", "Mon, 23 Nov 2026 00:00:00 GMT", "yesterday"):
        assert client.get(path, headers={**part, "if-range": other}).content == body, other


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("if-none-match", "ETAG", 304),
        ("if-none-match", "*", 304),
        ("if-none-match", '"other"', 200),
        ("if-match", '"other"', 412),
        ("if-match", "ETAG", 200),
        ("if-modified-since", "Tue, 24 Nov 2026 00:00:00 GMT", 304),
        ("if-modified-since", "Mon, 23 Nov 2026 00:00:00 GMT", 200),
        ("if-modified-since", "some day", 200),
        ("if-unmodified-since", "Mon, 23 Nov 2026 00:00:00 GMT", 412),
        ("if-unmodified-since", "Tue, 24 Nov 2026 00:00:00 GMT", 200),
        ("if-unmodified-since", "some day", 200),
    ],
)
def test_preconditions_hold(
    client: httpx.Client, path: str, field: str, value: str, status: int
) -> None:
    """RFC 9110 §13.2.2; a 304 has no body."""
    etag = client.head(path).headers["etag"]
    reply = client.get(path, headers={field: value.replace("ETAG", etag)})

    assert reply.status_code == status
    if status == 304:
        assert reply.content == b"" and reply.headers["etag"] == etag


def test_an_interrupted_download_goes_on(client: httpx.Client, path: str, body: bytes) -> None:
    """As a downloader does it: the second half, if the file is still the same."""
    half = len(body) // 2
    etag = client.head(path).headers["etag"]
    rest = client.get(path, headers={"range": f"bytes={half}-", "if-range": etag})

    assert body[:half] + rest.content == body


def test_latest_leads_to_the_current_release_in_one_hop(
    client: httpx.Client, release: Path, server: Server, path: str
) -> None:
    """With 302, which every client follows, and not for ever."""
    reply = client.get("/dumps/latest/dataset.nq")
    index = client.get("/dumps/latest/")

    assert (reply.status_code, reply.headers["location"]) == (302, server.url + path)
    assert reply.headers["cache-control"] == "public, max-age=60"
    assert index.headers["location"] == f"{server.url}/dumps/{release.name}/"


def test_the_iri_of_a_release_leads_to_what_describes_it(
    client: httpx.Client, release: Path, server: Server
) -> None:
    """In data or as a page; that of the catalogue to all releases; others are names like any."""
    reply = client.get(f"/dataset/{release.name}")
    catalogue = client.get("/dataset/", follow_redirects=True)

    assert (reply.status_code, reply.headers["location"]) == (
        303,
        f"{server.url}/dumps/{release.name}/",
    )
    turtle = client.get(reply.headers["location"], headers={"accept": "text/turtle"})
    assert "dcat:Distribution" in turtle.text
    assert catalogue.status_code == 200 and release.name in catalogue.text
    assert client.get("/dataset/nothing").status_code == 404


def test_a_name_that_only_an_earlier_release_knew_is_gone(client: httpx.Client) -> None:
    """410 in every spelling; what no release knew is 404, what this one knows is there."""
    told = client.get("/id/lake")

    assert (told.status_code, told.json()["type"].rsplit("/", 1)[-1]) == (410, "gone")
    assert "https://w3id.org/churo/id/lake" in told.json()["detail"]
    assert client.get("/id/lake.ttl").status_code == client.get("/doc/id/lake").status_code == 410
    assert client.get("/id/sea").status_code == 404
    assert client.get("/id/hill").status_code == 303


def test_an_old_release_stays(client: httpx.Client, old: Path, release: Path) -> None:
    """Its files, its index, and its name in the list behind the current one."""
    name = f"/dumps/{old.name}/dataset.nt"
    listed = client.get("/dumps/", headers={"accept": "application/json"}).json()["releases"]

    assert client.get(name).content == (old / "dumps" / "dataset.nt").read_bytes()
    assert client.get(name).headers["x-release"] == old.name
    assert [row["id"] for row in listed] == [release.name, old.name]
    assert [row["current"] for row in listed] == [True, False]


@pytest.mark.parametrize(
    "name",
    [
        "/dumps/2000-01-01-000000000000/dataset.nq",
        "/dumps/2000-01-01-000000000000/",
        "/dumps/latest/nothing.nq",
        "/dumps/RELEASE/nothing.nq",
        "/dumps/RELEASE/..%2Frelease.json",
        "/dumps/..%2F..%2Fetc/passwd",
        "/dumps/current/dataset.nq",
        "/dumps/current/",
        "/dumps/RELEASE/dataset.nq%00",
        "/dumps/RELEASE/.hidden",
        "/changes/nothing",
        "/changes/..%2Fx.rdfp",
        "/sitemap-7.xml",
    ],
)
def test_what_is_not_there_is_a_problem(client: httpx.Client, release: Path, name: str) -> None:
    """404, and no way out of the directory."""
    reply = client.get(name.replace("RELEASE", release.name))

    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_files_are_only_read(client: httpx.Client, path: str, method: str) -> None:
    """405 with Allow."""
    reply = client.request(method, path)

    assert reply.status_code == 405
    assert "GET" in reply.headers["allow"]


def test_the_index_is_a_page_json_or_the_description(
    client: httpx.Client, release: Path, server: Server
) -> None:
    """By Accept; the page carries the markup and escapes what the data says."""
    index = f"/dumps/{release.name}/"
    page = client.get(index, headers={"accept": "text/html"})
    files = client.get(index, headers={"accept": "application/json"}).json()["files"]
    turtle = client.get(index, headers={"accept": "text/turtle"})
    refused = client.get(index, headers={"accept": "image/png"})

    assert "Test &lt;data&gt;" in page.text and "Test <data>" not in page.text
    assert '<script type="application/ld+json">' in page.text
    assert {row["name"] for row in files} >= {"dataset.nq", "dataset.ttl.zst"}
    assert all(row["url"].startswith(server.url) for row in files)
    assert (URIRef(f"{server.url}/sparql"), None, DCAT.DataService) in Graph().parse(
        data=turtle.content, format="turtle"
    )
    assert refused.status_code == 406
    assert {page.headers["vary"], turtle.headers["vary"]} == {
        "Accept, Accept-Language, Accept-Encoding"
    }


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
def test_void_is_at_its_well_known_address(
    client: httpx.Client, server: Server, old: Path, release: Path, accept: str, format: str
) -> None:
    """In every syntax the same graph, with our addresses and the chain of versions."""
    reply = client.get("/.well-known/void", headers={"accept": accept})
    graph = Graph().parse(data=reply.content, format=format)
    current = URIRef(f"{server.url}/dumps/{release.name}/")
    before = URIRef(f"{server.url}/dumps/{old.name}/")
    dataset = URIRef("https://w3id.org/churo/publication/test")

    assert reply.headers["content-type"].split(";")[0] == accept
    assert graph.value(current, VOID.sparqlEndpoint) == URIRef(f"{server.url}/sparql")
    assert graph.value(current, DCAT3.previousVersion) == before
    assert graph.value(dataset, DCAT3.hasCurrentVersion) == current
    dumps = {str(url) for url in graph.objects(current, VOID.dataDump)}
    assert f"{server.url}/dumps/{release.name}/dataset.nq" in dumps
    assert all(client.head(url).status_code == 200 for url in dumps)


def test_counts_agree_between_description_endpoint_and_dump(
    server: Server, client: httpx.Client, release: Path
) -> None:
    """Asked by a client of the protocol: VoID = COUNT = lines = service description."""
    void = Graph().parse(f"{server.url}/.well-known/void")
    service = Graph().parse(f"{server.url}/sparql", format="turtle")
    asked = SPARQLWrapper(f"{server.url}/sparql", returnFormat=JSON)
    asked.setQuery("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    counted = int(asked.queryAndConvert()["results"]["bindings"][0]["n"]["value"])
    lines = client.get(f"/dumps/{release.name}/dataset.nt").content.count(b"\n")
    told = void.value(URIRef(f"{server.url}/dumps/{release.name}/"), VOID.triples)
    default = service.value(URIRef(f"{server.url}/sparql#default-graph"), VOID.triples)

    assert told.toPython() == default.toPython() == counted == lines


def test_the_feed_tells_what_changed(
    client: httpx.Client, server: Server, old: Path, release: Path
) -> None:
    """Atom with an entry a change, in words; the same as page, JSON and RDF Patch."""
    names = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(client.get("/changes").content)
    (entry,) = feed.findall("a:entry", names)
    told = client.get("/changes", headers={"accept": "application/json"}).json()["changes"]
    one = client.get(f"/changes/{release.name}", headers={"accept": "application/json"}).json()
    page = client.get(f"/changes/{release.name}", headers={"accept": "text/html"}).text
    listed = client.get("/changes", headers={"accept": "text/html"}).text
    patch = client.get(f"/changes/{release.name}.rdfp")

    assert entry.findtext("a:id", None, names) == f"{server.url}/changes/{release.name}"
    assert "Lake: withdrawn, -2 +0" in (entry.findtext("a:summary", None, names) or "")
    assert told[0]["previous"] == old.name
    assert told[0]["withdrawn"] == ["https://w3id.org/churo/id/lake"]
    states = {thing["label"]: thing["state"] for thing in one["things"]}
    assert states == {"Hill": "new", "Village": "new", "Lake": "withdrawn"}
    assert "Lake" in page and "withdrawn" in page and release.name in listed
    assert patch.headers["content-type"] == "application/rdf-patch"
    assert patch.text.startswith("TX .\nD ") and patch.text.endswith("TC .\n")
    assert client.get(told[0]["url"], headers={"accept": "text/html"}).status_code == 200


def test_crawlers_find_the_pages_and_stay_off_queries(client: httpx.Client, server: Server) -> None:
    """robots.txt names the sitemap, which lists pages that are there, by addresses that are URLs."""
    robots = client.get("/robots.txt")
    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [element.text for element in sitemap.iter() if element.tag.endswith("}loc")]

    assert "Disallow: /sparql?" in robots.text
    assert f"Sitemap: {server.url}/sitemap.xml" in robots.text
    assert f"{server.url}/en/doc/id/hill" in places
    assert f"{server.url}/en/doc/id/k%C3%B6y" in places
    assert {client.get(str(place)).status_code for place in places} == {200}
    assert all(str(place).startswith(server.url) and str(place).isascii() for place in places)


def test_models_and_people_are_told_what_there_is(
    client: httpx.Client, server: Server, release: Path
) -> None:
    """llms.txt and CITATION.cff, from the same description; every link leads somewhere."""
    llms = client.get("/llms.txt").text
    citation = client.get("/CITATION.cff")
    links = [part.split(")")[0] for part in llms.split("](")[1:]]

    assert llms.startswith("# Test <data>\n\n> For tests.")
    assert links and all(client.head(link).status_code == 200 for link in links)
    assert citation.content == (release / "dumps" / "CITATION.cff").read_bytes()


def test_verify_checks_over_http(server: Server, release: Path) -> None:
    """A file by its versioned address, and all of them by that of the latest."""
    for where in (f"/dumps/{release.name}/dataset.nq.zst", "/dumps/latest/"):
        done = subprocess.run(
            [sys.executable, "-m", "churo", "verify", server.url + where],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WRONG" not in done.stdout and "dataset.nq.zst" in done.stdout


def test_a_release_that_is_deleted_is_gone(
    client: httpx.Client, release: Path, tmp_path: Path
) -> None:
    """Even when the server has answered with it before."""
    import shutil

    copy = release.parent / "2001-01-01-0123456789ab"
    shutil.copytree(release, copy)
    path = f"/dumps/{copy.name}/dataset.nq"
    before = client.get(path).status_code
    shutil.rmtree(copy)

    after = client.get(path)

    assert (before, after.status_code) == (200, 404)


def test_a_release_without_dumps_says_so(own_server: object, tmp_path: Path) -> None:
    """One made by an older version can still be queried."""
    running = own_server()  # type: ignore[operator]

    for path in ("/.well-known/void", "/llms.txt", "/CITATION.cff", "/dumps/latest/dataset.nq"):
        assert httpx.get(running.url + path).status_code == 404, path
    assert httpx.get(running.url + "/dumps/").status_code == 200
    assert httpx.get(running.url + "/changes").status_code == 200
