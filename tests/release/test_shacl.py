"""Shapes that no validator can use are told before anything is validated."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from churo.errors import InputError
from churo.publication.catalogue import View
from churo.release.check import shacl_report
from churo.release.check.shacl import REPORT, check_patterns
from tests.house_building import HOUSE

SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://e.example/> .
ex:shape a sh:NodeShape ; sh:targetNode ex:a ; sh:property [ sh:path ex:code ; sh:pattern "%s" ] .
"""


def view(directory: Path, pattern: str) -> View:
    """A view of one shape with a pattern."""
    (directory / "shapes.ttl").write_text(SHAPE % pattern)
    return View("x", (), (Path("shapes.ttl"),))


@pytest.mark.parametrize("pattern", ["[a-", "(", "*", "a{2,1}", "(?P<x>a)(?P<x>b)"])
def test_a_pattern_that_is_none_is_one_sentence(tmp_path: Path, pattern: str) -> None:
    """With the file, the path that it is about, the pattern and the reason."""
    with pytest.raises(InputError) as caught:
        check_patterns(tmp_path, view(tmp_path, pattern))
    told = str(caught.value)

    assert "shapes.ttl" in told and "http://e.example/code" in told and repr(pattern) in told


@pytest.mark.parametrize("pattern", ["^[A-Z]{2}$", "a|b", ""])
def test_a_pattern_is_let_pass(tmp_path: Path, pattern: str) -> None:
    """Any regular expression."""
    check_patterns(tmp_path, view(tmp_path, pattern))


def test_a_result_is_told_and_not_its_details(tmp_path: Path) -> None:
    """A shape that another asks of a value has no words of its own, and no place to tell."""
    asked = """ex:shape sh:targetNode ex:a ; a sh:NodeShape ; sh:property [
      sh:path ex:date ; sh:node ex:time ; sh:message "A date is a year." ] .
    ex:time a sh:NodeShape ; sh:or ( [ sh:datatype ex:year ] [ sh:datatype ex:day ] ) ."""
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://e.example/> ."
    (tmp_path / "shapes.ttl").write_text(prefixes + asked)
    triple = b'<http://e.example/a> <http://e.example/date> "1 March" .\n'

    shapes = [str(tmp_path / "shapes.ttl")]
    (finding,) = shacl_report.validate("x", shapes, triple)

    assert (finding.rule, finding.value) == ("A date is a year.", "1 March")
    assert finding.property == "http://e.example/date"


def test_what_is_left_out_changes_no_finding(tmp_path: Path) -> None:
    """A process of its own, which leaves out what nobody reads, finds what pySHACL finds."""
    shapes = [str(HOUSE / "shapes/core.ttl"), str(HOUSE / "ontology/prefixes.ttl")]
    lines = [
        '<https://w3id.org/churo/id/x> <http://www.w3.org/2000/01/rdf-schema#label> "x"@fr .',
        "<https://w3id.org/churo/id/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        " <https://w3id.org/churo/ontology#Entity> .",
    ]
    triples = "\n".join(lines).encode()

    command = [sys.executable, "-P", "-m", REPORT, "x", *shapes]
    done = subprocess.run(command, input=triples, capture_output=True, check=True)

    due = [asdict(finding) for finding in shacl_report.validate("x", shapes, triples)]
    assert len(due) > 3
    assert json.loads(done.stdout) == json.loads(json.dumps(due))
