"""What well-known licences are called."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]++)|publicdomain/(zero))/([0-9.]++)/?\Z"
)


def name(iri: str) -> str:
    """The short name of a licence by its IRI; the IRI itself where it has none that we know."""
    found = _CREATIVE_COMMONS.match(iri)
    if found is None:
        return iri
    kind, zero, version = found.groups()
    return f"CC0 {version}" if zero else f"CC {kind.upper()} {version}"
