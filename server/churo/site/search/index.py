"""What can be searched for in a release: names by spelling and likeness, texts by words, identifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from ...folding import same_script
from ...languages import LANGUAGES
from ...model import Release
from ...publication.identifiers import Spaces
from ..addresses.web_address import is_web, path_of
from ..components.labels import Labels, last_part
from ..names.matching import TRANSLITERATION, Name, NameMatcher
from ..names.text_index import TextIndex, is_unspaced
from ..releases import view_files

KINDS = ("entity", "claim", "question", "source", "document", "term")
LIKE = 75.0  # the likeness from which a name is told that is not spelled so
FEW = 5  # names found by spelling, with which names that are only alike are not needed
SHORT = 12  # characters of an identifier that is given without its prefix
_PREFIXED = re.compile(r"[A-Za-z][\w-]{0,15}:(\S++)\Z")


@dataclass(frozen=True)
class Match:
    """A thing that was found; ``matched`` is the name by which, where that is not what it is called."""

    iri: str
    kind: str
    matched: str = ""


class SearchIndex:
    """Everything in a release that has a name, by kind."""

    def __init__(self, release: Release, labels: Labels, spaces: Spaces) -> None:
        self._spaces, self._labels = spaces, labels
        self._names = NameMatcher(
            Name(name.iri, name.text, name.language, name.preferred)
            for name in labels.names
            if name.kind == "entity"
        )
        self._texts = {
            kind: TextIndex((name.iri, name.text) for name in labels.names if name.kind == kind)
            for kind in KINDS
            if kind != "entity"
        }
        self._about: dict[str, list[str]] = defaultdict(list)
        for claim, about in view_files.rows(release, "claim-things", "claim", "thing"):
            self._about[about.value].append(claim.value)
        self._identified: dict[str, list[str]] = defaultdict(list)
        for thing, identifier in view_files.rows(release, "identifiers", "thing", "identifier"):
            for key in {_folded(identifier.value), _folded(last_part(identifier.value))}:
                self._identified[key].append(thing.value)

    def find(self, text: str, most: int) -> dict[str, list[Match]]:
        """At most ``most`` of each kind, the best first; kinds without any are left out."""
        exact = list(dict.fromkeys(self._exact(text)))
        found: dict[str, list[Match]] = defaultdict(list)
        for iri in exact:
            kind = self._labels.kind(iri)
            found[kind].append(Match(iri, kind))
        if exact and is_web(text):
            return dict(found)
        for match in self._named(text, most):
            if match.iri not in exact:
                found["entity"].append(match)
        for kind, texts in self._texts.items():
            for hit in texts.find(text, most):
                if hit.key not in exact:
                    found[kind].append(Match(hit.key, kind))
        if found["entity"] and not found["claim"]:  # claims have no label in every language
            about = self._about.get(found["entity"][0].iri, ())
            found["claim"] += [Match(iri, "claim") for iri in about]
        return {kind: found[kind][:most] for kind in KINDS if found[kind]}

    def near(self, text: str, most: int) -> list[str]:
        """At most ``most`` entities that a misspelt name may mean, the likest first."""
        return self._names.misspelt(text, most)

    def _exact(self, text: str) -> Iterator[str]:
        """What an IRI, an address of a page of ours, or another's identifier stands for."""
        text = text.strip()
        for iri in (text, *self._spaces.iris(_path(text, self._spaces.url))):
            if self._labels.kind(iri):
                yield iri
        yield from self._known(text)
        match = None if is_web(text) else _PREFIXED.match(text)
        short = match[1] if match else last_part(text) if is_web(text) else ""
        if short and len(short) <= SHORT:
            yield from self._known(short)

    def _known(self, identifier: str) -> Iterator[str]:
        return (
            iri for iri in self._identified.get(_folded(identifier), ()) if self._labels.kind(iri)
        )

    def _named(self, text: str, most: int) -> Iterator[Match]:
        """Names that are equal, then those with a word that begins so, then some that are alike.

        Of Han and kana, also names that they are part of: no space tells where words begin.
        """
        candidates = self._names.candidates(text, lambda _: True, most)
        equal = [c for c in candidates if c.score >= TRANSLITERATION]
        order = {c.iri: c.matched for c in equal}
        for iri in self._names.beginning(text, 0, most):
            order.setdefault(iri, "")
        if is_unspaced(same_script(text)):
            for iri in self._names.containing(text, most):
                order.setdefault(iri, "")
        if len(order) < FEW:
            for c in candidates:
                if c.score >= LIKE:
                    order.setdefault(c.iri, c.matched)
        for iri, matched in order.items():
            yield Match(iri, "entity", matched)


def _folded(identifier: str) -> str:
    return identifier.strip().rstrip("/").casefold().removeprefix("https").removeprefix("http")


def _path(text: str, url: str) -> str:
    """The name that a page address of ours has, else the text as a name."""
    path = text.removeprefix(url)
    if is_web(path):
        path = path_of(path)
    path = unquote(path.partition("?")[0]).lstrip("/")
    first, _, rest = path.partition("/")
    if first in LANGUAGES and rest:
        path = rest
    return path.removeprefix("doc/")
