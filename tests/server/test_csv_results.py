"""CSV is quoted by what a field holds."""

from __future__ import annotations

import csv
import io

from churo.rdf import BlankNode, Literal, NamedNode, Triple, csv_results

COMMA = NamedNode("http://ex.org/Oslo,_Minnesota")


def test_what_is_written_is_read_again() -> None:
    """IRIs with commas, quotation marks and breaks in texts, triple terms, nothing (RFC 4180 §2)."""
    term = Triple(COMMA, COMMA, Literal('say "a, b"'))
    row = (COMMA, Literal('"x",\r\ny'), term, BlankNode("b0"), None)
    parts: list[bytes] = []

    count = csv_results.write(list("abcde"), [row], parts.append)

    read = list(csv.reader(io.StringIO(b"".join(parts).decode(), newline="")))
    assert count == 1
    assert read == [
        list("abcde"),
        [COMMA.value, '"x",\r\ny', str(term), "_:b0", ""],
    ]


def test_what_needs_no_quotation_marks_has_none() -> None:
    """As SPARQL's own examples are written."""
    parts: list[bytes] = []
    csv_results.write(["s"], [(NamedNode("http://ex.org/a"),), (Literal("b c"),)], parts.append)

    assert b"".join(parts) == b"s\r\nhttp://ex.org/a\r\nb c\r\n"
