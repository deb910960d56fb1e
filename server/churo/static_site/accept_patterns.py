"""Says with regular expressions what Accept and Accept-Language ask for, where nothing else can be had.

Web servers that only compare strings choose by the first pattern that matches. Patterns are in the
order of weights, in tenths, and of equal weights as ``negotiation`` has it: what is named before what a
wildcard covers, then the order of the table. A weight of 0 is as if nothing was said. Every repetition is
possessive or of one kind of character, so that matching is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..formats import HTML, JSON, RDF_FORMATS, XHTML
from ..languages import LANGUAGES
from .media_types import ATOM

TENTHS = range(10, 0, -1)
_SPACE = r"[ \t]*+"
_CHARSET = rf"(?>(?:{_SPACE};{_SPACE}charset={_SPACE}\x22?utf-8\x22?)?)"


class Choice(NamedTuple):
    """A pattern of a field, and the endings of files that answer it: the best, and the next."""

    pattern: str
    first: str
    second: str = ""


class _Offer(NamedTuple):
    types: Sequence[str]
    first: str
    second: str = ""


def formats() -> Iterator[Choice]:
    """For an Accept field (RFC 9110 §12.5.1), in any letters; the first that matches counts."""
    for tenth in TENTHS:
        for offer in _offers():
            types = "|".join(_literal(name) for name in offer.types)
            yield Choice(_element(types, _CHARSET, tenth), offer.first, offer.second)


def languages() -> Iterator[Choice]:
    """For an Accept-Language field by lookup (RFC 4647 §3.4); the first that matches counts."""
    for tenth in TENTHS:
        for language in LANGUAGES:
            more = r"(?>(?:-[a-z0-9]{1,8}+)*)"
            yield Choice(_element(language, more, tenth), language)


def _offers() -> Iterator[_Offer]:
    """Formats as clients name them, then wildcards, which each address has an answer of its own to."""
    for row in RDF_FORMATS:
        aliases = [name for name in row.aliases if name != JSON.media_type]
        yield _Offer((row.media_type, *aliases), row.suffix)
    yield _Offer((JSON.media_type,), "json", "jsonld")
    yield _Offer((ATOM,), "atom")
    yield _Offer((HTML, XHTML), "html")
    yield _Offer(("text/*",), "html", "ttl")
    yield _Offer(("application/*",), "json", "nt")
    yield _Offer(("*/*", "*"), "html", "ttl")


def _element(names: str, parameters: str, tenth: int) -> str:
    weight = r"1(?:\.0{0,3}+)?+" if tenth == 10 else rf"0?\.{tenth}[0-9]*+"
    told = rf"{_SPACE};{_SPACE}q={weight}"
    told = rf"(?>(?:{told})?)" if tenth == 10 else told
    return rf"(?:^|,){_SPACE}(?:{names}){parameters}{told}{_SPACE}(?:,|$)"


def _literal(name: str) -> str:
    return re.sub(r"([.+*])", r"\\\1", name)
