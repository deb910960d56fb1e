"""Says which IRIs are addresses of the web: those alone are ever links."""

from __future__ import annotations

SCHEMES = ("http://", "https://")


def is_web(iri: str) -> bool:
    """Whether an IRI is an http(s) address; javascript:, data: and the like are none."""
    return iri[: len(SCHEMES[1])].lower().startswith(SCHEMES)


def web_or_none(iri: str) -> str | None:
    """The IRI if it is an address of the web."""
    return iri if is_web(iri) else None
