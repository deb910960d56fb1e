"""Names are withdrawn by a file, and then answer 410 with their replacement."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from churo.release import building
from churo.release.check import validation

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


def faults(dataset: building.Dataset) -> list[str]:
    """What the rule on withdrawn names finds."""
    found = validation.hygiene(dataset.public, dataset.root, dataset.prefixes)
    return [finding.subject for finding in found if "withdrawn-name" in finding.check]


def test_a_withdrawn_name_is_gone_with_its_replacement(
    copy: Callable[..., Path], tmp_path: Path
) -> None:
    """Written in data/withdrawn.ttl, it passes the rule, and its IRI answers 410."""
    dataset = building.load(copy("data/withdrawn.ttl", "", HEAD + GOOD))
    building.build(dataset, tmp_path / "releases", [])
    server = start_on(tmp_path / "releases/current", tmp_path / "log")
    try:
        answer = httpx.get(f"{server.url}/id/prc")
    finally:
        stop(server)

    assert faults(dataset) == []
    assert answer.status_code == 410
    assert answer.json()["replacement"]["iri"] == "https://w3id.org/churo/id/china"


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_name_withdrawn_by_halves_is_reported(copy: Callable[..., Path], text: str) -> None:
    """Without a reason, with a replacement that does not exist, or while it is still in use."""
    dataset = building.load(copy("data/withdrawn.ttl", "", HEAD + text))

    assert len(faults(dataset)) == 1
