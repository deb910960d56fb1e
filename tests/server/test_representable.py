"""What a syntax cannot represent is refused, and what is let through is read again as it was."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.parsers import expat

import pytest
from lxml import etree

from churo import rdf
from churo.errors import NotAcceptable
from churo.formats import RDF_FORMATS
from churo.rdf import Literal, NamedNode, Triple, representable
from churo.terms import RDF, XSD

NODE = NamedNode("http://ex.org/s")
ROW = {row.suffix: row for row in RDF_FORMATS}
IRIS = [
    *("p", "a/b", "x#p", "é", "x.y", "p1", "a(b", "a%20b", "x-1", "cafe\u0301", "a/名前"),
    *("1", "x/", "x#", "a/1", "x-", "p()", "٣", "a/\U00010000", "-", "a/١٢"),
    *("a/٣b", "a/\u01c5", "a/\u2160", "a/b\u2160", "a:b", "a/b\u20d0"),
    *("Foo_(bar)", "_", "a/\U00020000b", "a/\U00010000b", "a/\u3007", "a/\u212e", "a/名\u3005"),
]
# IRIs that are no names below an address like the others.
NASTY = [
    *("http://www.w3.org/2000/xmlns/a", "http://www.w3.org/2000/xmlns/", "javascript:alert(2)"),
    *("http://www.w3.org/XML/1998/namespacelang", "http://www.w3.org/XML/1998/namespace#a"),
    *("urn:a", "a:", "urn:isbn:1", f"{RDF}Description", f"{RDF}aboutEach", f"{RDF}li", f"{RDF}Bag"),
    *(f"http://ex.org/{iri}" for iri in [*IRIS, "a/\u0301b", "a/·b", "ä/b"]),
]
TEXTS = [
    "x",
    "",
    "a\tb\nc",
    "a\rb",
    "<&>]]>",
    "\x85\u2028",
    "a\x00b",
    "\x01",
    "\x1f",
    "\ufffe",
    "\uffff",
]


def as_rdf(iri: str, text: str) -> Triple:
    """A triple of a property and a text."""
    return Triple(NODE, NamedNode(f"http://ex.org/{iri}"), Literal(text))


@pytest.mark.parametrize("row", RDF_FORMATS, ids=lambda row: row.title)
@pytest.mark.parametrize("triple", [as_rdf(i, "x") for i in IRIS] + [as_rdf("p", t) for t in TEXTS])
def test_what_is_represented_is_read_again(row: rdf.Format, triple: Triple) -> None:
    """Character by character; RDF/XML by parsers of both editions of XML 1.0."""
    if representable.obstacle(row, [triple]):
        assert row.xml
        return
    written = rdf.serialize([triple], row.media_type, {"e": "http://ex.org/"})

    assert {q.triple for q in rdf.parse(written, rdf.syntax(row.media_type), "u:")} == {triple}
    if row.xml:
        assert len(etree.fromstring(written)) == len(ElementTree.fromstring(written)) == 1


@pytest.mark.parametrize("iri", NASTY)
@pytest.mark.parametrize("prefixes", [{}, {"e": "http://ex.org/", "f": "http://ex.org/a/"}])
def test_what_names_an_element_is_refused_or_well_formed(
    iri: str, prefixes: dict[str, str]
) -> None:
    """A property, and a class, which is an element where it is said first of its subject."""
    node = NamedNode(iri)
    for triple in (Triple(NODE, node, NODE), Triple(NODE, NamedNode(str(RDF.type)), node)):
        if not representable.obstacle(ROW["rdf"], [triple]):
            written = rdf.write([triple], rdf.RdfFormat.RDF_XML, prefixes)
            expat.ParserCreate(namespace_separator=" ").Parse(written, True)
            read = rdf.parse(written, rdf.RdfFormat.RDF_XML, "u:")
            assert [quad.triple for quad in read] == [triple]


@pytest.mark.parametrize("iri", ["http://x/123", "http://x/", "http://x#", "javascript:alert(2)"])
def test_a_class_without_a_name_is_refused_where_it_is_a_class(iri: str) -> None:
    """As the reason says; as a value of another property it is written in quotes."""
    of_class = Triple(NODE, NamedNode(str(RDF.type)), NamedNode(iri))
    value = Triple(NODE, NamedNode("http://x/p"), NamedNode(iri))

    assert f"no name for the class <{iri}>" in representable.obstacle(ROW["rdf"], [value, of_class])
    assert not representable.obstacle(ROW["rdf"], [value])
    assert ROW["ttl"] in representable.holding([of_class])


@pytest.mark.parametrize("iri", IRIS[:11])
def test_usual_properties_have_names_in_xml(iri: str) -> None:
    """Those that end in a letter with what may follow it."""
    assert not representable.obstacle(ROW["rdf"], [as_rdf(iri, "x")])


@pytest.mark.parametrize("name", ["li", "Description", "RDF", "ID", "about", "bagID", "aboutEach"])
def test_words_of_rdf_xml_are_no_properties_there(name: str) -> None:
    """They would mean something else (§5.1); rdf:type and the members of containers are."""
    triple = Triple(NODE, NamedNode(f"{RDF}{name}"), NODE)

    assert representable.obstacle(ROW["rdf"], [triple])
    for good in ("type", "_1", "first"):
        assert not representable.obstacle(
            ROW["rdf"], [Triple(NODE, NamedNode(f"{RDF}{good}"), NODE)]
        )


def test_a_refusal_tells_what_there_is() -> None:
    """The reason, and the formats that can."""
    term = Triple(NODE, NamedNode("http://ex.org/p"), Triple(NODE, NODE, NODE))

    with pytest.raises(NotAcceptable, match="JSON-LD has no triple terms") as caught:
        representable.require(ROW["jsonld"], [term])

    assert caught.value.formats == tuple(
        ROW[name].media_type for name in ("ttl", "nt", "nq", "trig")
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("+01", 1),
        ("-1.50", -1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        (" 7 ", 7),
        *(
            (text, None)
            for text in ("NaN", "INF", "-INF", "1e400", "x", "", "1_0", "٣", "0x1", "--1")
        ),
        (str(2**53 + 1), None),
        ("9" * 10_000, None),
    ],
)
def test_a_number_is_one_that_json_has(text: str, value: float | None) -> None:
    """And that every reader keeps exactly (RFC 8259 §6, RFC 7493 §2.2)."""
    assert representable.number(text) == value


def test_people_are_shown_what_can_be_shown() -> None:
    """U+FFFD in the place of each character that XML and HTML do not have."""
    assert representable.as_xml_text("a\x01b\tc\ufffe") == "a\ufffdb\tc\ufffd"
    assert representable.is_xml("a\tb\r\n\U0001f600".encode())
    assert not any(representable.is_xml(t.encode()) for t in ("\x01", "\ufffe", "\uffff"))


def test_a_typed_text_is_no_obstacle() -> None:
    """Whatever its datatype."""
    triple = Triple(
        NODE, NamedNode("http://ex.org/p"), Literal("INF", datatype=NamedNode(str(XSD.double)))
    )

    assert representable.holding([triple]) == RDF_FORMATS
