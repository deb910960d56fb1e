"""Everything a client controls that is read before the engine, by the function that reads it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from churo import folding, negotiation, protocol
from churo.engine.diagnosis import hints
from churo.engine.diagnosis.explanation import excerpt, readable
from churo.engine.syntax import sparql_lexer
from churo.engine.worker import admission
from churo.http.fields import conditional, ranges
from churo.http.monitoring.access_log import LogEntry
from churo.http.requests import content_coding, request_limits
from churo.http.requests.client_address import client_of
from churo.http.requests.request_reading import read_headers, read_id
from churo.model import Limits
from churo.negotiation import of_family
from churo.protocol import FORM
from churo.publication.identifiers import is_usable, spellings, split_suffix
from churo.site.agents import answers, jsonrpc, widening
from churo.site.links.views import spelled
from churo.site.names.text_index import words
from churo.site.reconciliation import request
from churo.site.search import index as search_index
from churo.site.timeline import choice

PREFIXES = {"skos": "urn:skos#", "rdfs": "urn:rdfs#", "foaf": "urn:foaf#"}
LIMITS = Limits(seconds=1, memory=1 << 20, answer=1 << 20, query=1 << 26, depth=100)
Reader = Callable[[str], object]


def _form(text: str) -> object:
    return protocol.read("POST", b"", FORM, text.encode("utf-8", "surrogatepass"))


def _fields(text: str) -> object:
    return read_headers(SimpleNamespace(items=lambda: [("a", part) for part in text.split(",")]))


def _logged(path: str) -> object:
    return LogEntry(0.0, "-", "GET", path, 200, 0.0, 0, "", 0, "").line()


def _bytes(read: Callable[[bytes], object]) -> Reader:
    return lambda text: read(text.encode("utf-8", "surrogatepass"))


def _message(text: str) -> object:
    with suppress(jsonrpc.RpcError):
        return jsonrpc._read(text.encode("utf-8", "surrogatepass"))
    return None


def _all(*readers: Callable[[Any], object]) -> Reader:
    return lambda text: [read(text) for read in readers]


READERS: dict[str, Reader] = {
    "query: tokens": lambda text: list(sparql_lexer.lex(text)),
    "query: tokens as the engine's": lambda text: list(sparql_lexer.lex(text, as_engine=True)),
    "query: tokens, escapes undone": lambda text: list(sparql_lexer.tokens(text)),
    "query: admission": lambda text: admission.admit(text, LIMITS),
    "query: admission, with a suspect": lambda text: admission.admit(f"{text}\n'service", LIMITS),
    "query: hints": lambda text: hints.find(text, PREFIXES),
    "query: hints, with a name": lambda text: hints.find(f"{text} sokos:x", PREFIXES),
    "query: excerpt": lambda text: excerpt(text, text.count("\n") + 1, 1),
    "query: functions": sparql_lexer.is_volatile,
    "query: words of a parser": readable,
    "form": _form,
    "query string": _bytes(protocol.read_pairs),
    "percent-encoding": _bytes(protocol.percent_decoded),
    "graph IRI": protocol.is_absolute,
    "format": lambda text: negotiation.named(text, "solutions"),
    "Accept": lambda text: negotiation.choose(text, of_family("graph")),
    "Accept-Encoding": negotiation.codings,
    "Accept-Language": lambda text: negotiation.choose_language(text, ("en", "ja")),
    "Content-Encoding": lambda text: content_coding.decoded(b"x", text, 100),
    "Content-Type": lambda text: protocol.read("POST", b"", text, b"ASK {}"),
    "If-Match": lambda text: conditional.matches_strongly(text, '"a"'),
    "If-None-Match": lambda text: conditional.matches_weakly(text, '"a"'),
    "If-Modified-Since": conditional.read_date,
    "If-Range": lambda text: ranges.still_holds(text, '"a"', "b"),
    "Range": lambda text: ranges.read(text, 1000),
    "Range in bytes": lambda text: ranges.read(f"bytes={text}", 1000),
    "X-Forwarded-For": lambda text: client_of("192.0.2.1:1", text, 1),
    "X-Forwarded-For, many proxies": lambda text: client_of("192.0.2.1:1", text, 100),
    "X-Request-ID": read_id,
    "header fields": _fields,
    "tool: message": lambda text: _message(text),
    "tool: query, widened": lambda text: widening.widened(f"SELECT ?a {{ {text}"),
    "tool: query, its prefixes": lambda text: answers._declared(text, PREFIXES),
    "head": lambda text: request_limits.refusal(text, {"accept": text, text: "a"}),
    "path": _all(is_usable, spellings, split_suffix),
    "path in the log": _logged,
    "address to link": spelled,
    "address to search for": lambda text: search_index._path(f"http://{text}", "http://a"),
    "words to search for": lambda text: list(words(text)),
    "day of a timeline": lambda text: choice._day({"from": text}, "from", False),
    "name to reconcile": _all(folding.same_script, folding.latin),
    "batch to reconcile": request.queries,
    "entities to extend": request.extension,
}
