"""Links to other resources as a Link field has them: RFC 8288."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

# What RFC 3986 lets stand in a URI, and % for what is percent-encoded already.
URI_CHARACTERS = "/:@!$&'()*+,;=~%?#[]"


def as_uri(iri: str) -> str:
    """An IRI as header fields have it: with what is not ASCII percent-encoded (RFC 3987 §3.1)."""
    return quote(iri, safe=URI_CHARACTERS)


@dataclass(frozen=True)
class Link:
    """One link from a resource: ``type`` is the target's media type, ``language`` its language."""

    relation: str
    target: str
    type: str = ""
    language: str = ""

    def __str__(self) -> str:
        text = f'<{as_uri(self.target)}>; rel="{self.relation}"'
        text += f'; type="{self.type}"' if self.type else ""
        return text + (f'; hreflang="{self.language}"' if self.language else "")


def link_field(links: Iterable[Link]) -> str:
    """The value of a Link field."""
    return ", ".join(map(str, links))
