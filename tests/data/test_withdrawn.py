"""Names are withdrawn by a file, and then answer 410 with their replacement."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from churo.release import building
from churo.release.check import validation
from tests import another_house

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server/web"))

from running import start_on, stop  # noqa: E402  found where the line above says

HEAD = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/churo/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
WHY = 'rdfs:comment "2026-11-24: a duplicate."@en'
GOOD = f"id:prc owl:deprecated true ; dct:isReplacedBy id:china ; {WHY} ."
BAD = {
    "no-reason": "id:prc owl:deprecated true ; dct:isReplacedBy id:china .",
    "no-such-successor": f"id:prc owl:deprecated true ; dct:isReplacedBy id:nowhere ; {WHY} .",
    "still-in-use": f"id:china owl:deprecated true ; {WHY} .",
}


def faults(root: Path, text: str) -> list[str]:
    """What the rule on withdrawn names finds in a copy of the house in which ``text`` alone withdraws some."""
    (root / "data/withdrawn.ttl").write_text(HEAD + text, "utf-8")
    dataset = building.load(root)
    for path in (dataset.root / "queries/hygiene").glob("*.rq"):
        if path.stem != "withdrawn-name":
            path.unlink()
    found = validation.hygiene(dataset.public, dataset.root, dataset.prefixes)
    return [finding.subject for finding in found if "withdrawn-name" in finding.check]


def test_a_name_withdrawn_with_its_replacement_is_right(small: Callable[..., Path]) -> None:
    """Written in data/withdrawn.ttl, it passes the rule."""
    assert faults(small(), GOOD) == []


def test_a_withdrawn_name_is_gone_with_its_replacement(tmp_path: Path) -> None:
    """Its IRI answers 410, and says what replaces it and why: in a few words, in English if there are such."""
    long = "x" * 600
    gone = (
        f"lake:aral owl:deprecated true ; dct:isReplacedBy lake:khanka ; {WHY} .\n"
        f'lake:old owl:deprecated true ; rdfs:comment [] , lake:aral , "alt"@de , "{long}"@en-GB .'
    )
    prefix = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    text = f"{another_house.HEAD}{prefix}{gone}"
    house = another_house.write(tmp_path / "house", {"data/withdrawn.ttl": text})
    building.build(building.load(house), tmp_path / "releases", [])
    link = tmp_path / "releases/current"
    server = start_on(link, tmp_path / "log", base_iri=another_house.BASE)
    try:
        answer = httpx.get(f"{server.url}/id/aral")
        other = httpx.get(f"{server.url}/id/old")
    finally:
        stop(server)

    assert answer.status_code == 410
    assert answer.json()["replacement"]["iri"] == f"{another_house.BASE}id/khanka"
    assert answer.json()["detail"].endswith("/id/khanka replaces it. 2026-11-24: a duplicate.")
    assert other.status_code == 410
    assert other.json()["detail"].endswith(f"nothing replaces it. {long[:500]}…")


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_name_withdrawn_by_halves_is_reported(small: Callable[..., Path], text: str) -> None:
    """Without a reason, with a replacement that does not exist, or while it is still in use."""
    assert len(faults(small(), text)) == 1
