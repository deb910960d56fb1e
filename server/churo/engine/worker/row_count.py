"""Counts the rows of serialised solutions without building them again."""

from __future__ import annotations

import json
import re

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
SMALL = 1 << 16  # bytes of JSON that are read faster than searched
JSON_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
NOTHING_IN_A_CELL = (b"", b"0")
CELLS = {  # what stands in the cells of a row
    JSON: re.compile(rb'"value":"([^"]*+)'),
    XML: re.compile(rb"<(?:literal|uri|bnode|triple)[^>]*+>([^<]*+)"),
    "text/csv": re.compile(rb"[^,\r\n\"]++"),
    "text/tab-separated-values": re.compile(rb"[^\t\r\n\"]++"),
}
NO_COLUMNS = re.compile(rb'"vars"\s*+:\s*+\[\s*+\]|<head\s*+/>|<head>\s*+</head>|\A\r?\n')
CSV_FIELDS = re.compile(rb'"[^"]*+"')


def rows(body: bytes, media_type: str) -> int:
    """The number of solutions in a SPARQL results document of that media type."""
    return COUNTS[media_type](body)


def is_boolean(body: bytes, media_type: str) -> bool:
    """Whether a SPARQL results document answers an ASK.

    CSV and TSV have no booleans; engines write the bare word.
    """
    if media_type == JSON:
        return "boolean" in json.loads(body)
    if media_type == XML:
        return b"<boolean>" in body and b"<results" not in body
    return body.strip() in (b"true", b"false")


def written_rows(body: bytes, media_type: str) -> int:
    """The same of a document that our engine wrote.

    It writes JSON without spaces: where nothing is escaped, no triple is a value, no solution is
    empty and no value begins like an end, each solution ends as its last value does, nothing else.
    """
    doubtful = b"\\" in body or b'"triple"' in body or b"{}" in body or b':"}' in body
    if media_type == JSON and not doubtful:
        return body.count(b'"}}')
    return rows(body, media_type)


def tells(kind: str, rows: int, body: bytes, media_type: str) -> int:
    """The rows of an answer that tell something: none of a false one, nor of one row of 0 or nothing.

    A count or a sum of nothing is such a row; one without columns says that what was asked is so.
    """
    if kind == "boolean":
        return int(b"false" not in body)
    cells = CELLS.get(media_type)
    if kind != "solutions" or rows != 1 or len(body) > SMALL or cells is None:
        return rows
    if NO_COLUMNS.search(body):
        return rows
    found = cells.findall(body.partition(b"\n")[2] if media_type.startswith("text/") else body)
    return int(any(cell not in NOTHING_IN_A_CELL for cell in found))


def _json(body: bytes) -> int:
    if len(body) < SMALL:
        return len(json.loads(body)["results"]["bindings"])
    bare = JSON_STRINGS.sub(b"", body)
    bindings = bare[bare.rfind(b"[") :]
    return bindings.count(b"{") - bindings.count(b":{")


def _xml(body: bytes) -> int:
    return body.count(b"<result>") + body.count(b"<result/>")


def _csv(body: bytes) -> int:
    return CSV_FIELDS.sub(b"", body).count(b"\n") - 1


def _tsv(body: bytes) -> int:
    return body.count(b"\n") - 1


COUNTS = {
    JSON: _json,
    XML: _xml,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
}
