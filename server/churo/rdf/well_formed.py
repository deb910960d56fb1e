"""Sees that RDF/XML is XML to its end, which its parser does not: it takes what is cut off for whole."""

from __future__ import annotations

from xml.parsers.expat import ErrorString, ExpatError, ParserCreate, errors

from ..errors import SyntaxFault

CUT = (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN)


def require(data: bytes, where: str) -> None:
    """Raise SyntaxFault, which names ``where``, for what is no well-formed XML (XML 1.0 §2.1) in UTF-8."""
    parser = ParserCreate("UTF-8")
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        line, column, what = error.lineno, error.offset + 1, ErrorString(error.code)
        mend = "Look at what stands just before it."
        if what in CUT:
            what = "The file ends before its elements do"
            mend = "Close what is open, or fetch the file anew."
        told = f"line {line}, column {column}: {what}."
        raise SyntaxFault(told, where, mend, line, column) from error
