"""What is said of formats elsewhere is what the table says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple

from churo.formats import FORMATS, OF_FILES, RDF_FORMATS, SOLUTIONS, Format, of_file
from churo.negotiation import named
from churo.rdf.representable import obstacle

HOUSE = Path(__file__).resolve().parents[2]
START = (HOUSE / "docs/start.md").read_text("utf-8")
NODE = NamedNode("urn:a")


def test_nginx_has_the_types_of_the_table() -> None:
    """One line for each format that a file may have."""
    text = (HOUSE / "server/deploy/nginx/churo-dumps.conf").read_text("utf-8")
    types = re.search(r"types \{(.*?)\}", text, re.DOTALL)
    assert types is not None
    rows = {tuple(line.strip(" ;").split()) for line in types[1].strip().splitlines()}

    assert rows == {(row.media_type, row.suffix) for row in OF_FILES}


def test_the_start_page_lists_the_suffixes() -> None:
    """Those of documents, in the order of preference, pages last."""
    listed = re.search(r"`((?:\.\w+ )+\.html)` choose a format", START)
    assert listed is not None

    assert sorted(listed[1].split()) == sorted(
        [".html", *(f".{row.suffix}" for row in RDF_FORMATS)]
    )


@pytest.mark.parametrize("row", [*RDF_FORMATS, *SOLUTIONS[:-1]], ids=lambda row: row.title)
def test_the_engine_writes_every_format(row: Format) -> None:
    """Under the very media type."""
    if row.family == "graph":
        found = RdfFormat.from_media_type(row.media_type)
        assert found is not None and row.suffix == found.file_extension
        assert row.graphs is found.supports_datasets and row.iri.startswith("http://www.w3.org/")
    else:
        assert QueryResultsFormat.from_media_type(row.media_type) is not None


def test_every_name_finds_its_row() -> None:
    """In each family."""
    for row in FORMATS:
        assert row.family != "file"
        for name in row.names:
            choice = named(name, row.family)
            assert choice is not None and choice.format is row


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("dataset.nq", "application/n-quads"),
        ("dataset.nq.gz", "application/gzip"),
        ("CITATION.cff", "application/yaml"),
        ("SHA256SUMS", None),
        ("notes.docx", None),
    ],
)
def test_a_file_has_the_format_of_its_name(name: str, media_type: str | None) -> None:
    """By what it ends in; what the table does not have is plain text."""
    row = of_file(name)

    assert (row.media_type if row else None) == media_type


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        (Triple(NODE, NamedNode("urn:p"), Literal("x")), set()),
        (Triple(NODE, NamedNode("urn:p/1"), Literal("x")), {"RDF/XML"}),
        (Triple(NODE, NamedNode("urn:p"), Literal("\x01")), {"RDF/XML"}),
        (Triple(NODE, NODE, Triple(NODE, NODE, NODE)), {"RDF/XML", "JSON-LD"}),
    ],
)
def test_what_a_syntax_cannot_hold_is_known(statement: Triple, refused: set[str]) -> None:
    """By one rule, which every writer can ask."""
    assert {row.title for row in RDF_FORMATS if obstacle(row, [statement])} == refused
