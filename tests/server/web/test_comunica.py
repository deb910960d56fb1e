"""Comunica, a client in JavaScript, answers questions by following our links."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import Server
from tests.npm import installed, node

HERE = Path(__file__).parent / "comunica"
BASE = "https://w3id.org/churo/"


@pytest.fixture(scope="module")
def script() -> Path:
    """Comunica by its lock file."""
    return installed(HERE) / "follow.mjs"


def test_comunica_follows_links_from_thing_to_thing(script: Path, things: Server) -> None:
    """What the first document does not say is found by following IRIs, with their redirects."""
    query = f"""SELECT DISTINCT ?same ?text WHERE {{
      <{BASE}id/n007> <{BASE}words#near> ?lake .
      ?lake <http://www.w3.org/2002/07/owl#sameAs> ?same .
      GRAPH ?assertion {{ ?lake ?property ?value }}
      ?assessment <https://w3id.org/churo/evidence#assesses> ?assertion ;
                  <https://w3id.org/churo/evidence#rationale> ?text .
    }}"""

    done = node(script, BASE, f"{things.url}/", f"{BASE}id/n007", query, timeout=300)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rows"] == [
        {"same": "http://www.wikidata.org/entity/Q1", "text": "It was measured."}
    ]
    assert "id/lake" in told["fetched"]


def test_comunica_reads_a_vocabulary(script: Path, things: Server) -> None:
    """A hash IRI leads to the document of all terms."""
    query = """SELECT DISTINCT ?class WHERE { ?class a <http://www.w3.org/2002/07/owl#Class> }"""

    done = node(script, BASE, f"{things.url}/", f"{BASE}words#Lake", query, timeout=300)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == [{"class": f"{BASE}words#Lake"}]
