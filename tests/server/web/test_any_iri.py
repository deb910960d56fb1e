"""Every IRI answers, as it is written, also below a path of the public URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from running import Server, start_files, stop

BASE = "http://any.example/"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
# Each IRI of a thing below the base, in pairs that decoding, cutting or composing would mix up.
NAMES = [
    *("id/50%25", "id/a%2Fb", "id/a/b", "id/%e9", "id/caf%C3%A9", "id/cafe\u0301", "id/na\u00efve"),
    *("id/x", "id/x?y=1", "id/x?y=2&page=9", "id/x%3Fy=1", "id/z?q", "id/%7Ewho", "id/mix%2Fé"),
    *(
        "id/(a),b;c=d@e:f$g&h+i*j!k'l",
        "id/a//b/",
        "id/n.ttl",
        "kg/inner",
        "en/doc/trap",
        "doc/x",
        "linkset/y",
    ),
]


@pytest.fixture(scope="module", params=["", "/kg", "/deep/er"], ids=["root", "kg", "deep"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The public URL of a server of the names, each with itself for a label."""
    directory = tmp_path_factory.mktemp("iris")
    lines = "".join(f'<{BASE}{name}> {LABEL} "={name}=" .\n' for name in NAMES)
    lines += f'<{BASE}> {LABEL} "the base" .\n'
    running: Server = start_files(directory, {"a.nt": lines}, request.param, base_iri=BASE)
    yield running.url + request.param
    stop(running)


def as_sent(name: str) -> str:
    """A name as clients send it: what is not ASCII percent-encoded, nothing else (RFC 3987 §3.1)."""
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in name)


@dataclass(frozen=True)
class Found:
    """An answer after redirections."""

    status: int
    link: str
    text: str


def get(url: str, kind: str) -> Found:
    """The answer after redirections, each followed as it is written: clients like to normalise."""
    for _ in range(4):
        host, target = urlsplit(url).netloc, "/" + url.split("/", 3)[3]
        connection = HTTPConnection(host)
        connection.request("GET", target, headers={"Accept": kind})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        if not 300 <= answer.status < 400:
            return Found(answer.status, answer.headers.get("link", ""), unescape(text))
        url = urljoin(url, answer.headers["location"])
    raise AssertionError(f"{url} goes on and on")


@pytest.mark.parametrize("name", NAMES)
def test_an_iri_leads_to_what_is_said_of_it(server: str, name: str) -> None:
    """And of nothing that is spelled like it."""
    answer = get(f"{server}/{as_sent(name)}", "application/n-triples")

    assert answer.status == 200
    assert re.findall(r'"=(.*)="', answer.text) == [name]


@pytest.mark.parametrize("name", NAMES)
def test_every_address_that_is_offered_answers(server: str, name: str) -> None:
    """Of the page in each language and of the document in each format: itself, below the public URL."""
    page = get(f"{server}/{as_sent(name)}", "text/html")
    offered = re.findall(r'<([^>]*)>; rel="alternate"', page.link)

    assert len(offered) == 9
    for address in offered:
        assert address.startswith(f"{server}/")
        assert f"={name}=" in get(address, "*/*").text


def test_the_base_itself_may_be_a_thing(server: str) -> None:
    """Its page and its documents are where those of others are; the first page stays for people."""
    answer = get(f"{server}/", "text/turtle")

    assert answer.status == 200 and '"the base"' in answer.text
    assert '"the base"' in get(f"{server}/en/doc/", "text/html").text
    assert '"the base"' in get(f"{server}/doc/.nt", "*/*").text
    assert "the base" not in get(f"{server}/", "text/html").text


@pytest.mark.parametrize("path", ["", "sparql", "dumps/", "changes", "problems", "en/doc/id/x"])
def test_links_stay_below_the_public_url(server: str, path: str) -> None:
    """Of pages, to styles and forms, too; and each answers there."""
    page = get(f"{server}/{path}", "text/html")
    links = set(re.findall(r'(?:href|src|action)="([^"#]+)"', page.text))
    ours = {urljoin(f"{server}/{path}", link.replace("&amp;", "&")) for link in links}
    ours = {
        link for link in ours if link.startswith(server.partition("/kg")[0].partition("/deep")[0])
    }

    assert ours and all(link.startswith(server) for link in ours)
    assert {link for link in ours if get(link, "*/*").status >= 400} == set()


def test_redirections_stay_below_it(server: str) -> None:
    """Those of the router, too."""
    for path in ("dumps", "dumps/latest/", "id/x", "dataset/", "id//x"):
        assert httpx.get(f"{server}/{path}").headers["location"].startswith(f"{server}/")


@pytest.mark.parametrize("path", ["id/%ff", "id/%00", "id/nothing%2F", "id/x?" + "y" * 9000])
def test_what_is_no_name_of_ours_is_refused_or_cut(server: str, path: str) -> None:
    """Never as a fault of ours."""
    assert get(f"{server}/{path}", "text/turtle").status in (200, 400, 404)
