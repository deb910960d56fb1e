"""Ways to lead a client elsewhere in one hop."""

from __future__ import annotations

from flask import Response

from ..representation.signposts import Link, header
from . import exchange

AGE = 60  # seconds for which a client may remember the way


def moved(address: str) -> Response:
    """The same resource at its one address (RFC 9110 §15.4.9)."""
    return _to(308, address + query())


def see(address: str, iri: str) -> Response:
    """Another resource, which describes what the IRI asked for names (RFC 9110 §15.4.4)."""
    response = _to(303, address)
    described = Link("describedby", address.partition("#")[0])
    response.headers["Link"] = header([described, Link("cite-as", iri)])
    return response


def query() -> str:
    """The query string of the request under way, with its question mark if there is one."""
    text = exchange.current()[0].query
    return f"?{text}" if text else ""


def _to(status: int, address: str) -> Response:
    response = Response(f"{address}\n", status, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = address
    response.headers["Cache-Control"] = f"public, max-age={AGE}"
    return response
