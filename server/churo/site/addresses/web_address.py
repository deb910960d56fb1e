"""Says which IRIs are addresses of the web, which alone are ever links, and takes them apart."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from ...http.fields.link_header import Link

SCHEMES = ("http://", "https://")


def is_web(iri: str) -> bool:
    """Whether an IRI is an http(s) address; javascript:, data: and the like are none."""
    return iri[: len(SCHEMES[1])].lower().startswith(SCHEMES)


def web_or_none(iri: str) -> str | None:
    """The IRI if it is an address of the web."""
    return iri if is_web(iri) else None


def links(relation: str, iris: Iterable[str]) -> list[Link]:
    """Links to those IRIs of the data that are addresses of the web, for a Link field."""
    return [Link(relation, iri) for iri in iris if is_web(iri)]


def path_of(address: str) -> str:
    """The path of a web address, as it is spelled; empty where it has none or is no address.

    A bracket opens an address of IPv6 alone, so that not all that begins like an address is one.
    """
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
