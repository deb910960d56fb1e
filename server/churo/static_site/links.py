"""Finds the addresses that a reply leads to: by its page, its Location and its Link fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

# Our templates write attributes in double quotes, and escape those in text.
_ATTRIBUTE = re.compile(r'\b(?:href|src|action)="([^"]*+)"')
_TARGET = re.compile(r"<([^>]*+)>")


def of_page(page: str) -> Iterator[str]:
    """The links, pictures, scripts and forms of a page, as they are written."""
    return (unescape(match[1]) for match in _ATTRIBUTE.finditer(page))


def of_headers(headers: Mapping[str, str]) -> Iterator[str]:
    """The targets of Location and Link (RFC 8288)."""
    if "location" in headers:
        yield headers["location"]
    yield from (match[1] for match in _TARGET.finditer(headers.get("link", "")))
