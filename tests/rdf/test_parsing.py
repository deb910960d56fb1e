"""What the RDF library refuses is told as what is wrong with the file."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat

from churo.errors import SyntaxFault
from churo.rdf import parsing

BEFORE, AFTER = b'<urn:a> <urn:p> "', b'" .\n'


def test_a_text_longer_than_the_library_takes_is_told() -> None:
    """It calls that a lack of memory, of which there is enough."""
    long = b"x" * parsing.LONGEST
    with pytest.raises(SyntaxFault, match=r"a\.ttl: has a text of more than 16 MiB"):
        list(parsing.quads(BEFORE + long + AFTER, RdfFormat.TURTLE, "a.ttl"))

    assert len(list(parsing.quads(BEFORE + long[100:] + AFTER, RdfFormat.TURTLE, "a.ttl"))) == 1


@pytest.mark.parametrize("before", ["", "# a comment\n\n"])
def test_where_nothing_stands_before_a_mistake_no_look_there_is_advised(before: str) -> None:
    """Perhaps the file is in another format; further on, the mistake is often just before."""
    with pytest.raises(SyntaxFault) as first:
        list(parsing.quads(f"{before}% x".encode(), RdfFormat.TURTLE, "a.ttl"))
    with pytest.raises(SyntaxFault) as later:
        list(parsing.quads(f"{before}<urn:a> % x".encode(), RdfFormat.TURTLE, "a.ttl"))

    assert first.value.mend.startswith("Nothing stands before it: is the file in the format")
    assert later.value.mend == "Look at what stands just before it."
