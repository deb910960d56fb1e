"""How addresses and IRIs name one another: spellings, suffixes, documents, near names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from rapidfuzz import fuzz, process

from ..protocol import is_absolute

NESTED = ".well-known/genid/"
DOC = "doc/"
LONGEST = 2048  # characters of a name that is looked up
# What RFC 3986 lets stand in a path, % for what is percent-encoded already, and ? with what an IRI
# has after it.
PATH_CHARACTERS = "/:@!$&'()*+,;=~%?"
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_NON_ASCII = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])++")
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
_SUFFIX = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,15})\Z")
_COMPARED = 100  # characters of a name that are compared
_CLOSELY = 50  # names that are weighed by their collections, too
_ALIKE, _AT_HOME = (
    60.0,
    10.0,
)  # likeness of 100 from which a name is suggested; what its collection adds


def is_usable(name: str) -> bool:
    """Whether a name can be part of an IRI: decoded from UTF-8, no controls, not absurdly long."""
    return len(name) <= LONGEST and _UNUSABLE.search(name) is None


def is_nested(iri: str) -> bool:
    """Whether an IRI stands for a blank node (RDF 1.1 §3.5), which is part of some thing."""
    return f"/{NESTED}" in iri


def is_blank(name: str) -> bool:
    """Whether a name is the label of a blank node rather than an IRI."""
    return name.startswith("_:")


def split_suffix(name: str) -> tuple[str, str]:
    """The name without its last suffix, and the suffix; the suffix is empty when there is none."""
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix.lower()) if stem and _SUFFIX.match(suffix) else (name, "")


def spelled(name: str) -> str:
    """A name as it is usually spelled: composed, with single slashes, none at its ends.

    One that is too long to be looked up stays as it is: composing takes the square of its marks.
    """
    if len(name) > LONGEST:
        return name
    return re.sub("//++", "/", unicodedata.normalize("NFC", name)).strip("/")


def spellings(raw: str) -> tuple[str, ...]:
    """The names that a name as it came in a URL may mean, best first.

    As it came, for ``%2F`` and ``/`` are not the same (RFC 3986 §2.2); as an IRI (RFC 3987 §3.2);
    with hexadecimal digits in the other case; then decoded: as it is, in either normal form of
    Unicode, by slashes, and percent-encoded.
    """
    iri = as_iri(raw)
    cases = (_hexadecimal(text, case) for text in (raw, iri) for case in (str.upper, str.lower))
    # Clients write ~ for %7E, as RFC 3986 §6.2.2.2 has it.
    exact = (raw, iri, *cases, raw.replace("~", "%7E"))
    name = decoded(raw)
    if not is_usable(name):
        return tuple(dict.fromkeys(exact))
    bare = spelled(name)
    forms = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    plain = dict.fromkeys((name, *forms, bare, f"{bare}/"))
    encoded = (quote(text, safe=PATH_CHARACTERS) for text in plain)
    return tuple(text for text in dict.fromkeys((*exact, *plain, *encoded)) if text.strip("/"))


def decoded(raw: str) -> str:
    """A name without its percent-encoding; what is not UTF-8 is U+FFFD, which no name may have."""
    return unquote(raw, errors="replace")


def as_iri(raw: str) -> str:
    """A name in which what IRIs need not percent-encode is not so (RFC 3987 §3.2)."""
    return _NON_ASCII.sub(lambda match: _decoded_or_kept(match[0]), raw)


def _decoded_or_kept(escapes: str) -> str:
    try:
        return unquote(escapes, errors="strict")
    except UnicodeDecodeError:
        return escapes


def _hexadecimal(raw: str, case: Callable[[str], str]) -> str:
    return _ESCAPE.sub(lambda match: case(match[0]), raw)


@dataclass(frozen=True)
class Spaces:
    """The namespaces served by path: ``base``, ending in a slash, and the public ``url``, not so."""

    base: str
    url: str

    def iris(self, name: str) -> tuple[str, ...]:
        """The IRIs that a request path as it came, without its first slash, may mean, best first.

        An empty one means the base itself.
        """
        found: dict[str, None] = {} if name else {self.base: None}
        for text in spellings(name):
            for space in self._spaces():
                found[space + text] = None
        return tuple(iri for iri in found if is_absolute(iri))

    def name(self, iri: str) -> str:
        """The path under which an IRI is served, without its first slash; empty when it is not."""
        for space in self._spaces():
            if iri.startswith(space):
                return iri.removeprefix(space)
        return ""

    def address(self, iri: str) -> str:
        """The URL at which this server answers for an IRI; the IRI itself when it does not."""
        name, hash_, fragment = self.name(iri).partition("#")
        return f"{self.url}/{_path(name)}{hash_}{_path(fragment)}" if name else iri

    def document(self, iri: str, suffix: str = "", language: str = "") -> str:
        """The URL of the document about an IRI, in any format or the one a ``suffix`` names."""
        name = self.name(iri)
        spoken = f"/{language}" if language else ""
        return f"{self.url}{spoken}/{DOC}{_path(name)}{suffix and '.' + suffix}"

    def term(self, iri: str, language: str) -> str:
        """The URL of the page about a term of a vocabulary alone, with what uses it."""
        return f"{self.url}/{language}/{DOC}{quote(self.name(iri), safe=PATH_CHARACTERS)}"

    def is_spelled(self, iri: str, name: str, suffix: str = "") -> bool:
        """Whether a request path without its first slash is as it should be, but for its encoding.

        That is the name of the IRI, and the suffix if there is one. Clients encode as they like.
        """
        return decoded(name) == decoded(self.name(iri)) + (suffix and f".{suffix}")

    def linkset(self, iri: str) -> str:
        """The URL of the links of a document (RFC 9264)."""
        return f"{self.url}/linkset/{_path(self.name(iri))}"

    def shown(self, iri: str, language: str) -> str:
        """Where a page in a language leads for an IRI: to our own page, else to the IRI itself."""
        name, hash_, fragment = self.name(iri).partition("#")
        if not name:
            return iri
        return f"{self.url}/{language}/{DOC}{_path(name)}{hash_}{_path(fragment)}"

    def _spaces(self) -> Iterator[str]:
        yield self.base
        if f"{self.url}/" != self.base:
            yield f"{self.url}/"


def _path(name: str) -> str:
    """A name as it stands in a URL; what an IRI percent-encodes stays so."""
    return quote(name, safe=PATH_CHARACTERS)


class NameSuggestions:
    """Names to suggest from."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(set(names))
        self._local = [_local(name)[:_COMPARED] for name in self._names]

    def near(self, name: str, most: int = 5) -> list[str]:
        """The names most like a given one, best first; those of its own collection before others."""
        home = name.rpartition("/")[0]
        found = process.extract(
            _local(name)[:_COMPARED],
            self._local,
            scorer=fuzz.ratio,
            limit=_CLOSELY,
            score_cutoff=_ALIKE - _AT_HOME,
        )
        scored = []
        for _, score, place in found:
            other = self._names[place]
            at_home = other.rpartition("/")[0] == home
            scored.append((-score - (_AT_HOME if at_home else 0), other))
        return [other for score, other in sorted(scored) if -score >= _ALIKE][:most]


def _local(name: str) -> str:
    return re.split(r"[/#]", name.rstrip("/"))[-1].casefold()
