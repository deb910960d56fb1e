"""What a request asks for: SPARQL 1.1 Protocol §2.1 and RFC 10008 as pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .errors import ProtocolError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
BODY_TYPES = (QUERY, FORM)
FORMAT_PARAMETERS = ("format", "output", "results")
MOST_FORMATS = 8  # ways to name a format that a request uses
UPDATE_PARAMETERS = ("update", "using-graph-uri", "using-named-graph-uri")
ONLY_QUERY = {"query"}
MOST_PARAMETERS = 1000  # of a request; each costs a few steps whatever it is
SHOWN = 200  # characters of what a client sent that a message repeats

_BARE_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_ABSOLUTE = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*+:(?:[^\x00-\x20<>\"{}|\\^`%\ud800-\udfff]|%[0-9A-Fa-f][0-9A-Fa-f])*+\Z"
)

Pairs = tuple[tuple[str, str], ...]


class Operation(NamedTuple):
    """A query operation; ``formats`` is what ?format= and its synonyms say, each wish once.

    The graph lists are ``None`` when the request has neither of the two parameters.
    """

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    formats: tuple[str, ...] = ()


def read(
    method: str, query_string: bytes, content_type: str | None, body: bytes
) -> Operation | None:
    """Decode a request of any of the four forms; ``None`` asks for the service description.

    Raises ProtocolError: no-query, several-queries, update, media-type, encoding, parameter.
    """
    pairs = read_pairs(query_string)
    if method in ("GET", "HEAD"):
        return _operation(pairs) if pairs else None
    media_type = _media_type(content_type)
    if media_type == FORM:
        return _operation(pairs + read_pairs(body))
    return _operation((*pairs, ("query", decode(body))))


def read_pairs(raw: bytes) -> Pairs:
    """Decode application/x-www-form-urlencoded once.

    Raises ProtocolError when it is not UTF-8, or has more than MOST_PARAMETERS.
    """
    if raw.count(b"&") >= MOST_PARAMETERS:
        raise ProtocolError("parameter", f"A request has at most {MOST_PARAMETERS:,} parameters.")
    pairs = (piece.partition(b"=")[::2] for piece in raw.split(b"&") if piece)
    return tuple((_unescape(name), _unescape(value)) for name, value in pairs)


def decode(raw: bytes) -> str:
    """Read bytes as UTF-8; raises ProtocolError with the place of the first that is not."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(
            "encoding", f"byte {error.start + 1} of the request is not UTF-8."
        ) from error


def _unescape(raw: bytes) -> str:
    return decode(percent_decoded(raw.replace(b"+", b" ")))


def percent_decoded(raw: bytes) -> bytes:
    """The bytes that percent-encoding stands for (RFC 3986 §2.1); what is no escape stays.

    The codec for the like escapes of Python is four times as fast as the function made for these,
    and takes no step of Python's for each.
    """
    if b"%" not in raw:
        return raw
    plain = raw.replace(b"\\", b"\\\\")
    try:
        escaped = plain.replace(b"%", b"\\x").decode("unicode_escape")
    except UnicodeDecodeError:
        plain = _BARE_PERCENT.sub(rb"\\x25", plain)
        escaped = plain.replace(b"%", b"\\x").decode("unicode_escape")
    return escaped.encode("latin-1")


def _media_type(field: str | None) -> str:
    if not field:
        raise ProtocolError("media-type", "The request has a body but no Content-Type.")
    media_type, *parameters = (part.strip().lower() for part in field.split(";"))
    if media_type not in BODY_TYPES:
        update = " This service does not update." if media_type == UPDATE else ""
        raise ProtocolError("media-type", f"Content-Type is {media_type}.{update}")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8"):
            raise ProtocolError("media-type", f"The charset is {value}; SPARQL is UTF-8.")
    return media_type


def _operation(pairs: Pairs) -> Operation:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    if given.keys() == ONLY_QUERY:  # as most have it
        return Operation(_one_query(given["query"]), None, None)
    for name in UPDATE_PARAMETERS:
        if name in given:
            raise ProtocolError("update", f"The parameter {name} belongs to an update.")
    default, named = (tuple(given.get(f"{kind}-graph-uri", ())) for kind in ("default", "named"))
    for iri in default + named:
        if not is_absolute(iri):
            raise ProtocolError("parameter", f"{shown(iri)!r} is not an absolute IRI of a graph.")
    query, formats = _one_query(given.get("query", ())), _formats(given)
    if not default and not named:
        return Operation(query, None, None, formats)
    return Operation(query, default, named, formats)


def _one_query(texts: Sequence[str]) -> str:
    if len(texts) > 1:
        raise ProtocolError("several-queries", f"The request has {len(texts)} queries.")
    if not texts:
        raise ProtocolError("no-query", "The request has parameters but no query.")
    if not texts[0].strip():
        raise ProtocolError("no-query", "The query is empty.")
    return texts[0].removeprefix("\ufeff")  # a mark is no part of the text (RFC 3629 §6)


def _formats(given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The wishes in the order of the parameters; clients send one in all of them, or under two names."""
    asked = (value for name in FORMAT_PARAMETERS for value in given.get(name, ()) if value)
    found = tuple(dict.fromkeys(asked))
    if len(found) > MOST_FORMATS:
        raise ProtocolError("parameter", f"{len(found)} formats are asked for.")
    return found


def is_absolute(iri: str) -> bool:
    """Whether a text is an absolute IRI without characters that IRIs cannot have (RFC 3987)."""
    return _ABSOLUTE.match(iri) is not None


def _listed(values: Iterable[str]) -> str:
    return shown(", ".join(sorted(values)))


def shown(text: str) -> str:
    """What a client sent as a message repeats it: its beginning, if it is long."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
