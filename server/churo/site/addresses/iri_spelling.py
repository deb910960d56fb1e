"""Gives the spellings that one web address may have in data (RFC 3986 §6.2.2, RFC 3987 §3.1, §5.3.2.3)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit, urlunsplit

# Reserved and forbidden characters, whose escapes are not the characters (RFC 3986 §2.2).
KEPT = "%/?#[]@!$&'()*+,;="
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


def spellings(iri: str) -> list[str]:
    """As given; in small and capital letters as usual; with letters for escapes, and the other way.

    Schemes and hosts are in small letters, escapes in capitals. An IRI that cannot be taken apart
    has one spelling.
    """
    try:
        parts = urlsplit(iri)
        small = urlunsplit(parts._replace(netloc=parts.netloc.lower()))
    except ValueError:
        return [iri]
    normal = _ESCAPE.sub(lambda match: match[0].upper(), small)
    readable = _readable(normal, KEPT)
    loose = _readable(normal, "%/?#[]")
    composed = unicodedata.normalize("NFC", readable)  # RFC 3987 §5.3.2.2
    found = [iri, normal, readable, loose, composed]
    found += [_escaped(one, "%/:?#[]@!$&'()*+,;=~") for one in (readable, loose, composed)]
    found.append(_escaped(loose, "%/:?#[]@~"))
    return [one for one in dict.fromkeys(found) if not _FORBIDDEN.search(one)]


def _readable(iri: str, kept: str) -> str:
    """The IRI with characters for the escapes of all but ``kept`` and what no IRI may have."""

    def run(match: re.Match[str]) -> str:
        try:
            text = unquote(match[0], errors="strict")
        except UnicodeDecodeError:
            return match[0]
        return "".join(
            quote(letter, safe="") if letter in kept or not _fits(letter) else letter
            for letter in text
        )

    return re.sub(r"(?:%[0-9A-F][0-9A-F])++", run, iri)


def _fits(letter: str) -> bool:
    return letter.isprintable() and not _FORBIDDEN.search(letter)


def _escaped(iri: str, safe: str) -> str:
    """The URI of an IRI (RFC 3987 §3.1)."""
    head, mark, rest = iri.partition("://")
    host, slash, path = rest.partition("/")
    return head + mark + host + slash + quote(path, safe=safe)
