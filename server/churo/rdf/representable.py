"""What a syntax cannot represent: one rule, asked by every writer before it writes.

A syntax that cannot hold a term is refused for what has it, never bent: RDF/XML has no name for many
properties (RDF/XML §2.1, §5.1), XML no escape for control characters (XML 1.0 §2.2), JSON no number
that is not finite (RFC 8259 §6), and only syntaxes of RDF 1.2 have triple terms.
"""

from __future__ import annotations

import math
import re

from ..errors import NotAcceptable
from ..formats import RDF_FORMATS, Format
from ..terms import RDF
from . import Literal, Statements, Triple

# What XML 1.0 §2.2 does not allow, as text and in UTF-8; the surrogates are in no text of ours.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NO_XML_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# RDF/XML §5.1: names that mean something else, or nothing any more, where a property stands.
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
# The longest end of an IRI that is made of what XML names are made of (Namespaces in XML §4), and
# such names as the XML parsers of both editions of XML 1.0 read.
_NAME_CHARACTERS = re.compile(
    "[-.0-9A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)
_NAME = re.compile("[^\\W\\d][\\w.\\-·\u0300-\u036f]*\\Z")
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
    for iri in {row.predicate.value for row in statements}:
        local = _local(iri)
        if iri in RESERVED or not _NAME.match(local) or max(local) > "\uffff":
            return f"{format.title} has no name for the property <{iri}>."
    texts = (row.object.value for row in statements if isinstance(row.object, Literal))
    if not all(map(is_xml_text, texts)):
        return f"{format.title} cannot hold a control character that a text has."
    return ""


def _local(iri: str) -> str:
    """The name by which RDF/XML calls a property: the longest end of its IRI that can be one."""
    start = len(iri)
    while start and _NAME_CHARACTERS.match(iri, start - 1):
        start -= 1
    while start < len(iri) and (iri[start].isdigit() or iri[start] in "-.·\u203f\u2040"):
        start += 1
    return iri[start:]
