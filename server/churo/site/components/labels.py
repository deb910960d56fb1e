"""What things are called, by language: the names that a release carries for its pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...languages import LANGUAGES
from ...model import Release
from ..releases import view_files

_GAPS = re.compile(r"[\W_]++")


@dataclass(frozen=True)
class Text:
    """A text with its language, empty where that is not known; ``iri`` is what it names, if anything."""

    text: str
    language: str = ""
    iri: str = ""


@dataclass(frozen=True)
class NamedThing:
    """A name of a thing; ``kind`` says as what it can be found, ``preferred`` is no alias."""

    iri: str
    kind: str
    text: str
    language: str
    preferred: bool


def best(texts: Iterable[Text], language: str) -> Text | None:
    """The text in a language, else in the next best of ours, else any."""
    order = [language, *LANGUAGES, ""]
    ranked = sorted(
        texts, key=lambda t: (order.index(t.language) if t.language in order else 9, t.text)
    )
    return ranked[0] if ranked else None


class Labels:
    """The names of a release."""

    def __init__(self, release: Release) -> None:
        columns = ("thing", "kind", "name", "preferred")
        self.names = [
            NamedThing(thing.value, kind.value, name.value, name.language, first.value == "true")
            for thing, kind, name, first in view_files.rows(release, "names", *columns)
        ]
        self._kinds = {name.iri: name.kind for name in self.names}
        self._called: dict[str, list[str]] = defaultdict(list)
        self._of: dict[str, list[Text]] = defaultdict(list)
        for name in self.names:
            if name.kind == "entity":
                self._called[_words(name.text)].append(name.iri)
            if name.preferred:
                self._of[name.iri].append(Text(name.text, name.language, name.iri))

    def kind(self, iri: str) -> str:
        """As what a thing can be found; empty for one without a name."""
        return self._kinds.get(iri, "")

    def called(self, text: str) -> list[str]:
        """The entities of which a name has the words of a text, whatever stands between them."""
        return list(dict.fromkeys(self._called.get(_words(text), ())))

    def texts(self, iri: str) -> list[str]:
        """The labels of a thing in all languages."""
        return [text.text for text in self._of.get(iri, ())]

    def label(self, iri: str, language: str) -> Text:
        """The label of a thing in a language, else in another, else the end of its IRI."""
        found = best(self._of.get(iri, ()), language)
        return found or Text(last_part(iri), "", iri)


def _words(text: str) -> str:
    return _GAPS.sub(" ", text.casefold()).strip()


def last_part(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
