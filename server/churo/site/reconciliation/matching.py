"""Holds the names of entities and finds those like a name that is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .folding import joined, latin, same_script

LABEL, ALIAS, TRANSLITERATION, LIKENESS = 100.0, 98.0, 95.0, 0.9
LEAST = 50.0  # a likeness below this is chance
MOST = 100_000  # names that can be held


@dataclass(frozen=True)
class Name:
    """A name of the entity ``iri``; a label is the preferred name in its language."""

    iri: str
    text: str
    language: str
    label: bool


@dataclass(frozen=True)
class Candidate:
    """An entity that may be meant: the name that was like the one asked for, its score, 0 to 100.

    100 is a label written the same after folding, 98 an alias, 95 the same after transliteration;
    below 90 the names are only alike.
    """

    iri: str
    matched: str
    score: float


class NameMatcher:
    """The names of a release."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = list(names)
        self._spelled: dict[str, list[Name]] = defaultdict(list)
        self._sounding: dict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            self._spelled[same_script(name.text)].append(name)
            self._sounding[joined(latin(name.text))].append(name)
        self._latin = [latin(name.text) for name in self._names]
        self.of: dict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            self.of[name.iri].append(name)

    def __len__(self) -> int:
        return len(self._names)

    def label(self, iri: str, language: str = "en") -> str:
        """The label in a language, else any label, else any name, else the IRI."""
        names = self.of.get(iri, [])
        ranked = sorted(names, key=lambda n: (not n.label, n.language != language, n.language))
        return ranked[0].text if ranked else iri

    def candidates(self, text: str, admits: Callable[[str], bool], limit: int) -> list[Candidate]:
        """The ``limit`` best entities that ``admits`` lets pass, the best first."""
        best: dict[str, Candidate] = {}
        for found in [*self._equal(text), *self._alike(text, 10 * limit)]:
            known = best.get(found.iri)
            if admits(found.iri) and (known is None or found.score > known.score):
                best[found.iri] = found
        return sorted(best.values(), key=lambda c: (-c.score, c.iri))[:limit]

    def beginning(self, prefix: str, first: int, limit: int) -> list[str]:
        """The IRIs, in the order of their labels, of entities with a word that begins so."""
        wanted, sound = same_script(prefix), latin(prefix)
        found = {
            name.iri
            for name, words in zip(self._names, self._latin, strict=True)
            if f" {wanted}" in f" {same_script(name.text)}"
            or (sound and f" {sound}" in f" {words}")
        }
        return sorted(found, key=lambda iri: (self.label(iri), iri))[first : first + limit]

    def _equal(self, text: str) -> Iterable[Candidate]:
        for name in self._spelled.get(same_script(text), ()):
            yield Candidate(name.iri, name.text, LABEL if name.label else ALIAS)
        for name in self._sounding.get(joined(latin(text)), ()):
            yield Candidate(name.iri, name.text, TRANSLITERATION)

    def _alike(self, text: str, limit: int) -> Iterable[Candidate]:
        found = process.extract(
            latin(text), self._latin, scorer=fuzz.WRatio, limit=limit, score_cutoff=LEAST
        )
        for _, score, place in found:
            name = self._names[place]
            yield Candidate(name.iri, name.text, round(score * LIKENESS, 1))
