"""RFC 9110 §12 as pure functions, one test a rule."""

from __future__ import annotations

import pytest

from churo.formats import FORMATS, HTML, XHTML, Format
from churo.negotiation import (
    NoFormat,
    TwoFormats,
    choose,
    choose_language,
    codings,
    named,
    of_family,
    read_accept,
    wished,
)

SOLUTIONS = of_family("solutions")
GRAPH = of_family("graph")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv;charset=utf-8", "text/csv"),
        ("*/*, application/sparql-results+json;q=0", "application/sparql-results+xml"),
        ("text/*;q=0.9, text/csv;q=0.1", "text/tab-separated-values"),
        ("application/json", "application/json"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "text/html"),
        ("image/*", None),
        ("*/*;q=0", None),
        ("nonsense", None),
        ("text/csv;q=nonsense, text/html", "text/html"),
        ("text/csv;q=2, text/html", "text/html"),
        ("text/csv;header=absent, text/html;q=0.1", "text/html"),
    ],
)
def test_choose(field: str | None, expected: str | None) -> None:
    """The best format that exists, or none when none is acceptable."""
    choice = choose(field, SOLUTIONS)

    assert (choice.media_type if choice else None) == expected


def test_a_graph_is_turtle_by_default() -> None:
    """Without wishes a graph is Turtle."""
    choice = choose(None, GRAPH)

    assert choice is not None
    assert choice.media_type == "text/turtle"


def names_of(row: Format) -> list[str]:
    """All that ?format= may say of a format."""
    return [*row.names, row.media_type, *row.aliases, *row.means]


def test_every_name_means_one_format_of_a_family() -> None:
    """What ?format= may say is never ambiguous."""
    for family in (SOLUTIONS, GRAPH):
        names = [name for row in family for name in names_of(row)]
        assert len(names) == len(set(names))


def test_every_format_is_found_by_each_of_its_names() -> None:
    """Short names, media types and aliases find their format; a blank stands for a lost plus."""
    for row in FORMATS:
        for name in names_of(row):
            choice = named(name.replace("+", " "), row.family)
            assert choice is not None
            assert choice.format is row


@pytest.mark.parametrize("offers", [SOLUTIONS, GRAPH])
def test_a_page_is_never_told_to_be_xml(offers: tuple[Format, ...]) -> None:
    """Who asks for XHTML gets HTML as HTML; other names are those of what is sent."""
    by_accept, by_name = choose(XHTML, offers), named(XHTML, offers[0].family)

    assert by_accept == by_name
    assert by_accept is not None and by_accept.media_type == HTML
    for row in offers:
        for name in (row.media_type, *row.aliases):
            assert (choose(name, offers) or by_accept).media_type == name


def test_an_unknown_name_finds_nothing() -> None:
    """A name that no format has is nobody's."""
    assert named("docx", "solutions") is None


def test_weights_may_have_blanks() -> None:
    """Blanks around semicolons and equal signs are allowed."""
    (row,) = read_accept("text/csv ; q=0.5")

    assert row.weight == 0.5


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, ()),
        ("", ()),
        ("gzip", ("gzip",)),
        ("x-gzip", ("gzip",)),
        ("*", ("br", "gzip")),
        ("*, br;q=0", ("gzip",)),
        ("gzip;q=0", ()),
        ("*;q=0", ()),
        ("gzip, deflate, br, zstd", ("br", "gzip")),
        ("br, gzip;q=0.1", ("br", "gzip")),
        ("br;q=0.1, gzip", ("gzip", "br")),
        ("deflate", ()),
        ("identity;q=1, gzip;q=0.5", ()),
        ("GZIP", ("gzip",)),
    ],
)
def test_codings(field: str | None, expected: tuple[str, ...]) -> None:
    """Only those that the client wants at least as much as no coding, the best first."""
    assert codings(field) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, "en"),
        ("ja", "ja"),
        ("de, ja;q=0.5", "ja"),
        ("ja-JP, en;q=0.5", "ja"),
        ("de", "en"),
        ("ja;q=0, en;q=0.1", "en"),
        ("zh-Hant-TW", "zh"),
    ],
)
def test_choose_language(field: str | None, expected: str) -> None:
    """Lookup of RFC 4647: ranges are shortened until one is on offer."""
    assert choose_language(field, ("en", "ja", "zh")) == expected


JSON_LD = "application/ld+json"


@pytest.mark.parametrize(
    ("names", "solutions", "graph"),
    [
        (("tsv", "text/tab-separated-values"), "text/tab-separated-values", None),
        (("json-ld", f"{JSON_LD},application/x-json+ld"), None, JSON_LD),
        (("rdf xml", "application/rdf+xml"), None, "application/rdf+xml"),
        (("n3",), None, "text/turtle"),
        (("xml", "application/rdf+xml"), "application/sparql-results+xml", "application/rdf+xml"),
        (("text/csv;q=0.1, text/html",), "text/html", "text/html"),
    ],
)
def test_equal_formats_are_one_wish(
    names: tuple[str, ...], solutions: str | None, graph: str | None
) -> None:
    """By name, by media type, or in a list as in Accept."""
    found = wished(names)

    assert [row and row.format.media_type for row in found] == [solutions, graph]


@pytest.mark.parametrize(
    ("names", "error"),
    [
        (("csv", "tsv"), TwoFormats),
        (("csv", "turtle"), TwoFormats),
        (("json", "docx"), NoFormat),
        (("image/png,video/mp4",), NoFormat),
        (("a" * 100_000,), NoFormat),
    ],
)
def test_other_wishes_are_refused(names: tuple[str, ...], error: type[Exception]) -> None:
    """Two that are not one, and what nothing answers to."""
    with pytest.raises(error):
        wished(names)
