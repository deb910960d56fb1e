"""Leads a client elsewhere in one hop."""

from __future__ import annotations

from ...http.context import Context
from ...http.fields import cache_control
from ...http.fields.link_header import Link, link_field
from ...http.requests.request import Request
from ...http.responses.response import Reply


class Redirection:
    """Redirects that a client may remember for ``max_age`` seconds."""

    def __init__(self, max_age: int) -> None:
        self._max_age = max_age

    def moved(self, request: Request, context: Context, address: str) -> Reply:
        """To the same resource at its one address (RFC 9110 §15.4.9)."""
        query = f"?{request.query}" if request.query and "?" not in address else ""
        return self._reply(context, 308, address + query)

    def see_other(self, context: Context, address: str, iri: str) -> Reply:
        """To a resource that describes what ``iri`` names (RFC 9110 §15.4.4)."""
        described = Link("describedby", address.partition("#")[0])
        links = link_field([described, Link("cite-as", iri)])
        return self._reply(context, 303, address, ("link", links))

    def found(self, context: Context, address: str) -> Reply:
        """To what is there for now (RFC 9110 §15.4.3)."""
        return Reply(302, [("location", address), self._cache_control()], b"", context)

    def _reply(
        self, context: Context, status: int, address: str, *fields: tuple[str, str]
    ) -> Reply:
        headers = [
            ("content-type", "text/plain; charset=utf-8"),
            ("location", address),
            self._cache_control(),
            *fields,
        ]
        return Reply(status, headers, f"{address}\n".encode(), context)

    def _cache_control(self) -> tuple[str, str]:
        return (cache_control.NAME, cache_control.for_seconds(self._max_age))
