"""The graph that does not end is found in any text, in time that is in proportion to it."""

from __future__ import annotations

import pytest

from churo.rdf.trig import Opening, still_open
from tests.limits.work import takes_a_moment


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<urn:g> { <urn:a> <urn:p> 1 }", None),
        ("<urn:g> {\n<urn:a> <urn:p> 1", Opening("<urn:g>", 1)),
        ("# {\nGRAPH e:g { e:a e:p '}'", Opening("e:g", 2)),
        ("{ <urn:a> <urn:p> 1", Opening("", 1)),
        ('<urn:g> { <urn:a> <urn:p> """ } \n" } ""', Opening("<urn:g>", 1)),
        ("<urn:g> { } <urn:h#{> { <urn:a>", Opening("<urn:h#{>", 1)),
    ],
)
def test_the_graph_that_is_open(text: str, found: Opening | None) -> None:
    """With its name and line; braces in comments, IRIs and texts are none."""
    assert still_open(text) == found


@pytest.mark.parametrize(
    "text",
    [
        '"""' + 'a" ' * 500_000,
        "'''" + "a' " * 500_000,
        'a" ' * 500_000,
        " " * 1_000_000 + "x {",
        "a" * 1_000_000 + " {",
        "GRAPH " * 200_000 + "{",
        "<a" * 500_000,
        "#" * 1_000_000,
    ],
    ids=["long text", "other quotes", "texts", "spaces", "a word", "words", "IRIs", "comment"],
)
def test_nothing_is_read_twice(text: str) -> None:
    """Whatever does not end."""
    assert takes_a_moment(lambda: still_open(text))
