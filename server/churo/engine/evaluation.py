"""Evaluates one query on a store and serialises its answer, in one thread."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
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

from .. import csv_results, representable
from ..errors import NotAcceptable
from ..formats import HTML, RDF_FORMATS, SOLUTIONS
from .row_count import written_rows
from .stores import Stores
from .unknown_terms import unknown

PLACE = re.compile(r"error at (\d+):(\d+)(?:\s*-\s*\d+:\d+)?:?\s*(.*)", re.DOTALL)
FUNCTION = re.compile(
    r"[Uu]nknown (?:custom )?function:?\s*(.*)|custom function (.*) is not", re.DOTALL
)


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
    try:
        result = _ask(stores.seen_by(text, head), head, text)
        if isinstance(result, (QuerySolutions, QueryBoolean)):
            kind = "boolean" if isinstance(result, QueryBoolean) else "solutions"
            found, body = _solutions(result, kind, head)
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
    if found.get("rows") == 0 and kind_has_rows(found):
        found["unknown"] = unknown(stores.whole, text, head["base"])
    return found, body


def kind_has_rows(found: Mapping[str, Any]) -> bool:
    """Whether an answer could have had rows or triples."""
    return found.get("kind") in ("solutions", "graph")


def _ask(store: Store, head: Mapping[str, Any], text: str) -> Any:
    default, named = head["default"], head["named"]
    if default is None and named is None:
        return store.query(text, base_iri=head["base"])
    return store.query(
        text,
        base_iri=head["base"],
        default_graph=[NamedNode(iri) for iri in default or ()],
        named_graphs=[NamedNode(iri) for iri in named or ()],
    )


def _solutions(result: Any, kind: str, head: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    media_type = head["solutions"]
    format = QueryResultsFormat.from_media_type(media_type or "")
    if format is None:
        return {"error": "unacceptable", "kind": kind}, b""
    sink = Sink(head["answer"])
    if format == QueryResultsFormat.CSV and kind == "solutions":
        names = [variable.value for variable in result.variables]
        count = csv_results.write(names, map(tuple, result), sink.write)
        return {"kind": kind, "type": media_type, "rows": count}, b"".join(sink.parts)
    result.serialize(sink, format)
    body = b"".join(sink.parts)
    if format == QueryResultsFormat.XML:
        body = _xml(body, kind, head["answer"])
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
    place = PLACE.search(message)
    if not place:
        return {"error": "syntax", "message": message, "line": 0, "column": 0}
    return {
        "error": "syntax",
        "message": place[3].strip() or message,
        "line": int(place[1]),
        "column": int(place[2]),
    }


def _failure(message: str) -> dict[str, Any]:
    if FUNCTION.search(message):
        return {"error": "function", "message": message}
    return {"error": "failure", "message": message}
