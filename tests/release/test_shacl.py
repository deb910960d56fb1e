"""Shapes that no validator can use are told before anything is validated."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.errors import InputError
from churo.publication.catalogue import View
from churo.release.check.shacl import check_patterns

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
