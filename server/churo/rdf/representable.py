"""What a syntax cannot represent: one rule, asked by every writer before it writes.

A syntax that cannot hold a term is refused for what has it, never bent: RDF/XML has no name for many
properties and classes (RDF/XML §2.1, §5.1), XML no escape for control characters (XML 1.0 §2.2), JSON no number
that is not finite (RFC 8259 §6), and only syntaxes of RDF 1.2 have triple terms.
"""

from __future__ import annotations

import math
import re
from xml.parsers import expat

from ..errors import NotAcceptable
from ..formats import RDF_FORMATS, Format
from ..terms import RDF
from . import Literal, NamedNode, Statements, Triple

# What XML 1.0 §2.2 does not allow, as text and in UTF-8; the surrogates are in no text of ours.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NO_XML_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_TYPE = str(RDF.type)
# RDF/XML §5.1: names that mean something else, or nothing any more, where an element stands.
RESERVED = frozenset(
    f"{RDF}{name}"
    for name in [
        "Description",
        "RDF",
        "ID",
        "about",
        "parseType",
        "resource",
        "nodeID",
        "datatype",
        "li",
        "aboutEach",
        "aboutEachPrefix",
        "bagID",
    ]
)
# What XML names begin with and are made of (Namespaces in XML §4, by XML 1.0 in its fifth edition).
_STARTS = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START = re.compile(f"[{_STARTS}]")
_REST = re.compile(f"[-.0-9\xb7\u0300-\u036f\u203f\u2040{_STARTS}]*+")
XMLNS = (
    "http://www.w3.org/2000/xmlns/"  # bound to xmlns alone, which no element may have (ibid. §3)
)
# Numbers of JSON (RFC 8259 §6) among the lexical forms of XSD, and those that every reader keeps
# exactly (RFC 7493 §2.2).
_NUMBER = re.compile(
    r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[Ee][+-]?\d{1,4})?\Z", re.ASCII
)
EXACT = 1 << 53


def obstacle(format: Format, statements: Statements) -> str:
    """Why an RDF format cannot represent some statements; empty when it can."""
    if not format.triple_terms and any(isinstance(row.object, Triple) for row in statements):
        return f"{format.title} has no triple terms."
    return _xml_obstacle(format, statements) if format.xml else ""


def holding(statements: Statements) -> tuple[Format, ...]:
    """The RDF formats that can represent all of some statements."""
    return tuple(row for row in RDF_FORMATS if not obstacle(row, statements))


def require(format: Format, statements: Statements) -> None:
    """Raise NotAcceptable, with the formats that there are, where ``format`` cannot represent something."""
    if reason := obstacle(format, statements):
        raise NotAcceptable("graph", reason, tuple(row.media_type for row in holding(statements)))


def is_xml_text(text: str) -> bool:
    """Whether XML can hold a text."""
    return NO_XML.search(text) is None


def as_xml_text(text: str) -> str:
    """The text as XML and HTML can show it: U+FFFD for each character that they cannot."""
    return NO_XML.sub(REPLACEMENT, text)


def is_xml(written: bytes) -> bool:
    """Whether what a writer of XML wrote has only characters that XML has."""
    return NO_XML_BYTES.search(written) is None


def number(text: str) -> int | float | None:
    """The number that a literal says, if JSON has it and every reader keeps it; else ``None``."""
    text = text.strip(" \t\r\n")
    if not _NUMBER.match(text):
        return None
    if text.lstrip("+-").isdigit():
        whole = int(text)
        return whole if abs(whole) <= EXACT else None
    value = float(text)
    return value if math.isfinite(value) else None


def _xml_obstacle(format: Format, statements: Statements) -> str:
    """Why RDF/XML cannot represent some statements.

    A class names an element where it is said first of its subject, whatever the order may be then.
    """
    called: dict[str, str] = {}
    texts = True
    for row in statements:
        predicate, object = row.predicate.value, row.object
        called[predicate] = "property"
        if isinstance(object, Literal):
            texts = texts and is_xml_text(object.value)
        elif predicate == _TYPE and isinstance(object, NamedNode):
            called.setdefault(object.value, "class")
    for iri, what in called.items():
        if not _has_name(iri):
            return f"{format.title} has no name for the {what} <{iri}>."
    return "" if texts else f"{format.title} cannot hold a control character that a text has."


def _has_name(iri: str) -> bool:
    """Whether RDF/XML can call an element by an IRI: by its longest end that can be a name."""
    rest = _REST.match(iri[::-1])
    assert rest is not None
    end = len(iri) - rest.end()
    start = _START.search(iri, end)
    if start is None or iri in RESERVED or iri[: start.start()] == XMLNS:
        return False
    return _is_name(iri[start.start() :])


def _is_name(text: str) -> bool:
    """Whether a name by the fifth edition of XML is one by the fourth, too, which Expat reads."""
    if text.isascii():
        return True
    try:
        expat.ParserCreate().Parse(f"<{text}/>", True)
    except expat.ExpatError:
        return False
    return True
