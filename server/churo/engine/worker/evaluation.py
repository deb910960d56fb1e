"""Evaluates one query on a store and serialises its answer, in one thread."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from ...errors import NotAcceptable
from ...formats import HTML, RDF_FORMATS, SOLUTIONS
from ...rdf import csv_results, representable
from ..diagnosis.asked import Asked
from ..diagnosis.explanation import of_parser
from ..diagnosis.notices import may_concern, notices, unknown
from ..diagnosis.property_values import languages_together
from ..stores import Stores
from ..syntax import replace_calls
from ..syntax.outline_reader import outlined
from .row_count import tells, written_rows

FUNCTION = re.compile(
    r"[Uu]nknown (?:custom )?function:?\s*(.*)|custom function (.*) is not", re.DOTALL
)


# What stands before the language of a text; CSV and TSV do not tell it.
LANGUAGE_MARKS = {
    "application/sparql-results+json": b'"xml:lang":"',
    "application/sparql-results+xml": b'xml:lang="',
}
LOOKED_AT = 1 << 16  # bytes of an answer


class TooLarge(Exception):
    """The answer grew over its limit."""


class Sink(io.BytesIO):
    """Collects bytes up to a limit."""

    def __init__(self, limit: int) -> None:
        self.parts: list[bytes] = []
        self.left = limit

    def write(self, data: Any) -> int:
        """Keep ``data``. Raises TooLarge when it is too much."""
        part = bytes(data)
        self.left -= len(part)
        if self.left < 0:
            raise TooLarge
        self.parts.append(part)
        return len(part)


def evaluate(
    stores: Stores, head: Mapping[str, Any], text: str, prefixes: Mapping[str, str]
) -> tuple[dict[str, Any], bytes]:
    """Answer a query given as the head of a frame and its text; give the answer's frame."""
    mended = replace_calls.mend(text, _matches_empty)
    try:
        result = _ask(stores.seen_by(text, head), head, text, mended.text)
        if isinstance(result, (QuerySolutions, QueryBoolean)):
            kind = "boolean" if isinstance(result, QueryBoolean) else "solutions"
            found, body = solutions(result, kind, head["solutions"], head["answer"])
        else:
            found, body = _graph(result, head, prefixes)
    except TooLarge:
        return {"error": "answer"}, b""
    except NotAcceptable as error:
        told = {"kind": error.kind, "reason": error.reason, "formats": error.formats}
        return {"error": "unacceptable", **told}, b""
    except SyntaxError as error:
        return _syntax(str(error)), b""
    except (ValueError, RuntimeError, OSError) as error:
        return _failure(str(error)), b""
    if "error" not in found and not head.get("own"):
        rows = tells(found["kind"], found["rows"], body, found["type"])
        together = partial(languages_together, stores.default)
        if mended.unread or may_concern(text, rows, has_languages(found, body), together):
            told = found | {"rows": rows}
            found |= _remarks(stores, head, text, told, mended.unread, prefixes)
    return found, body


def has_languages(found: Mapping[str, Any], body: bytes) -> bool:
    """Whether an answer may have texts in several languages, as far as its beginning tells."""
    if found["kind"] != "solutions":
        return False
    mark = LANGUAGE_MARKS.get(found["type"])
    if mark is None:
        return True
    beginning = body[:LOOKED_AT]
    start = beginning.find(mark)
    if start < 0:
        return False
    end = beginning.find(b'"', start + len(mark))
    return end < 0 or beginning.count(mark) != beginning.count(beginning[start : end + 1])


def _remarks(
    stores: Stores,
    head: Mapping[str, Any],
    text: str,
    told: Mapping[str, Any],
    unread: int,
    prefixes: Mapping[str, str],
) -> dict[str, Any]:
    """What is to be known of an answer: notices, and the names that are unknown."""
    outline = outlined(text, head["base"])
    given = head["default"] is not None or head["named"] is not None
    dataset = (*(head["default"] or ()), *(head["named"] or ())) if given else None
    asked = Asked(outline, stores, told["kind"], told["rows"], dataset, unread, prefixes)
    found = {"notices": notices(asked), "unknown": unknown(asked)}
    return {name: value for name, value in found.items() if value}


def _matches_empty(pattern: str, flags: str) -> bool:
    """Whether a pattern matches the empty string; both are written as in a query."""
    try:
        return bool(Store().query(f"ASK {{ FILTER (REGEX('', {pattern}, {flags})) }}"))
    except (SyntaxError, ValueError, RuntimeError):
        return False  # what is wrong with it is told of the whole query


def _ask(store: Store, head: Mapping[str, Any], text: str, mended: str) -> Any:
    """Ask the mended query; a mistake is told where it is in the one that was written."""
    try:
        return _query(store, head, mended)
    except SyntaxError:
        if mended == text:
            raise
    return _query(store, head, text)


def _query(store: Store, head: Mapping[str, Any], text: str) -> Any:
    default, named = head["default"], head["named"]
    if default is None and named is None:
        return store.query(text, base_iri=head["base"])
    return store.query(
        text,
        base_iri=head["base"],
        default_graph=[NamedNode(iri) for iri in default or ()],
        named_graphs=[NamedNode(iri) for iri in named or ()],
    )


def solutions(
    result: Any, kind: str, media_type: str | None, limit: int
) -> tuple[dict[str, Any], bytes]:
    """The head and the body of a table or a boolean as a media type, of ``limit`` bytes at most.

    Raises TooLarge, and NotAcceptable for what the format cannot hold.
    """
    format = QueryResultsFormat.from_media_type(media_type or "")
    if format is None or media_type is None:
        return {"error": "unacceptable", "kind": kind}, b""
    sink = Sink(limit)
    if format == QueryResultsFormat.CSV and kind == "solutions":
        names = [variable.value for variable in result.variables]
        count = csv_results.write(names, map(tuple, result), sink.write)
        return {"kind": kind, "type": media_type, "rows": count}, b"".join(sink.parts)
    result.serialize(sink, format)
    body = b"".join(sink.parts)
    if format == QueryResultsFormat.XML:
        body = _xml(body, kind, limit)
    count = 1 if kind == "boolean" else written_rows(body, media_type)
    return {"kind": kind, "type": media_type, "rows": count}, body


def _xml(body: bytes, kind: str, limit: int) -> bytes:
    """Results in XML as every reader has them. Raises NotAcceptable for what XML cannot hold."""
    if not representable.is_xml(body):
        formats = (row.media_type for row in SOLUTIONS if not row.xml and row.media_type != HTML)
        reason = "XML cannot hold a control character that the answer has."
        raise NotAcceptable(kind, reason, tuple(formats))
    # A reader turns a bare carriage return into a line feed (XML 1.0 §2.11).
    body = body.replace(b"\r", b"&#13;")
    if len(body) > limit:
        raise TooLarge
    return body


def _graph(
    result: Iterable[Any], head: Mapping[str, Any], prefixes: Mapping[str, str]
) -> tuple[dict[str, Any], bytes]:
    media_type = head["graph"]
    format = RdfFormat.from_media_type(media_type or "")
    if format is None:
        return {"error": "unacceptable", "kind": "graph"}, b""
    triples = list(dict.fromkeys(result))
    row = next((row for row in RDF_FORMATS if row.media_type == media_type), None)
    if row is not None:
        representable.require(row, triples)
    sink = Sink(head["answer"])
    serialize(triples, sink, format, prefixes=dict(prefixes))
    body = b"".join(sink.parts)
    if format == RdfFormat.RDF_XML:
        body = _xml(body, "graph", head["answer"])
    return {"kind": "graph", "type": media_type, "rows": len(triples)}, body


def _syntax(message: str) -> dict[str, Any]:
    fault = of_parser(message)
    told = {"message": fault.message, "line": fault.line, "column": fault.column}
    return {"error": "syntax", **told}


def _failure(message: str) -> dict[str, Any]:
    if FUNCTION.search(message):
        return {"error": "function", "message": message}
    return {"error": "failure", "message": message}
