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
