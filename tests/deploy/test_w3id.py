"""The rules for w3id.org, asked of a real Apache."""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, Graph, URIRef

from tests.needs import program
from tests.reserving import port_of, reserve_port
from tests.waiting import await_true

HOUSE = Path(__file__).resolve().parents[2]
W3ID = HOUSE / "server/deploy/w3id"
HOST = "https://data.example.org"
ROWS = list(csv.DictReader((W3ID / "addresses.csv").read_text("utf-8").splitlines()))
MODULES = ("mpm_event", "authz_core", "dir", "headers", "rewrite")
CONFIGURATION = """
ServerRoot "{root}"
ServerName localhost
Listen 127.0.0.1:{port}
PidFile "{root}/pid"
ErrorLog "{root}/error.log"
{modules}
{user}
DocumentRoot "{root}/www"
<Directory "{root}/www">
    AllowOverride All
    Require all granted
</Directory>
"""
sys.path.insert(0, str(HOUSE / "tests/server/web"))

from running import Server, start_things, stop  # noqa: E402  found where the line above says


def _write(root: Path, rules: str, port: int) -> None:
    """A root with the directory as the registry has it; readable to whom Apache becomes."""
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    )
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    text = CONFIGURATION.format(root=root, port=port, modules=modules, user=user)
    (root / "apache.conf").write_text(text)
    (root / "www/churo").mkdir(parents=True)
    (root / "www/churo/.htaccess").write_text(rules)
    root.chmod(0o755)


def _serving(rules: str) -> Iterator[str]:
    """Run Apache with the rules; gives the address that stands for https://w3id.org."""
    apache = program("apache2")
    with tempfile.TemporaryDirectory() as directory, reserve_port() as held:
        port = port_of(held)
        root = Path(directory)
        _write(root, rules, port)
        with subprocess.Popen([apache, "-D", "FOREGROUND", "-f", root / "apache.conf"]) as process:
            try:
                await_true(lambda: process.poll() is not None or _listens(port))
                assert process.poll() is None, (root / "error.log").read_text()
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def w3id() -> Iterator[str]:
    """Apache with the rules as they are."""
    yield from _serving((W3ID / ".htaccess").read_text("utf-8"))


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A churo server."""
    running = start_things(tmp_path_factory.mktemp("things"))
    yield running
    stop(running)


@pytest.fixture(scope="module")
def leading(things: Server) -> Iterator[str]:
    """Apache with the rules, leading to that server."""
    rules = (W3ID / ".htaccess").read_text("utf-8")
    assert rules.count(HOST) == 1
    yield from _serving(rules.replace(HOST, things.url))


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] or "(root)" for row in ROWS])
def test_a_name_is_answered_as_the_list_says(w3id: str, row: dict[str, str]) -> None:
    """Status and target, in one hop, open to scripts of other sites."""
    answer = httpx.get(f"{w3id}/churo/{row['name']}")

    assert answer.status_code == int(row["status"])
    assert answer.headers["location"] == HOST + row["target"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_every_kind_of_name_in_the_list_of_prefixes_is_tried() -> None:
    """A namespace that is added gets a row here."""
    from churo.publication import catalogue

    base = "https://w3id.org/churo/"
    spaces = [iri for iri in catalogue.prefixes(HOUSE).values() if iri.startswith(base)]
    names = [row["name"] for row in ROWS]

    for space in spaces:
        start = space.removeprefix(base).removesuffix("#")
        assert any(name.startswith(start) for name in names), space


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "text/html"])
def test_a_name_leads_to_its_document_in_one_hop(leading: str, accept: str) -> None:
    """Through Apache and churo together: one redirect, then the document in the format asked for."""
    answer = httpx.get(
        f"{leading}/churo/id/lake", headers={"Accept": accept}, follow_redirects=True
    )

    assert [hop.status_code for hop in answer.history] == [303]
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(accept)


def test_rdflib_parses_a_persistent_name(leading: str) -> None:
    """A client that knows nothing of us gets the triples."""
    base = "https://w3id.org/churo/"

    graph = Graph().parse(f"{leading}/churo/id/lake")

    assert (URIRef(f"{base}id/lake"), RDF.type, URIRef(f"{base}words#Lake")) in graph


def test_a_withdrawn_name_is_gone(leading: str) -> None:
    """410 comes through, with what replaces it."""
    answer = httpx.get(f"{leading}/churo/id/old", follow_redirects=True)

    assert answer.status_code == 410
    assert answer.json()["replacement"]["iri"] == "https://w3id.org/churo/id/lake"


def test_a_query_keeps_its_method(leading: str) -> None:
    """307: a POST to the endpoint's name is a POST to the endpoint."""
    answer = httpx.post(
        f"{leading}/churo/sparql", data={"query": "ASK { ?s ?p ?o }"}, follow_redirects=True
    )

    assert answer.json()["boolean"] is True
