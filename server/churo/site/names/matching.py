"""Holds the names of entities and finds those like a name that is asked for."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ...folding import joined, latin, marks, same_script, told
from ...publication.name_tables import Name as Name

LABEL, ALIAS, TRANSLITERATION, LIKENESS = 100.0, 98.0, 95.0, 0.9
NOT_SO = 10  # the rank of a name that has no word that begins as wanted
# Names compared in one call of the library, which lets no other thread of Python run meanwhile.
AT_ONCE = 100
# Characters of a name that are compared: comparing takes time that grows with their square, and one
# character may stand for a sentence.
COMPARED = 300
LEAST = 50.0  # a likeness below this is chance
SHORT = 4  # letters of an acronym or a short name
WITHIN = 60.0  # the likeness of names of which the one is a small part of the other
MISSPELT = 80.0  # the likeness from which a word may be another that was misspelt
MOST = 100_000  # names that can be held


@dataclass(frozen=True)
class Candidate:
    """An entity that may be meant: the name that was like the one asked for, its score, 0 to 100.

    100 is a label written the same after folding, 98 an alias, 95 the same after transliteration;
    to 90 the names are only alike.
    """

    iri: str
    matched: str
    score: float


@dataclass(frozen=True)
class Folded:
    """A name with its words in its own script and in Latin letters."""

    name: Name
    words: str
    latin: str


class NameMatcher:
    """The names of a release."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = [Folded(n, same_script(n.text), latin(n.text)) for n in names]
        self._spelled: dict[str, list[Name]] = defaultdict(list)
        self._sounding: dict[tuple[str, str], list[Name]] = defaultdict(list)
        self.of: dict[str, list[Name]] = defaultdict(list)
        for row in self._names:
            self._spelled[told(row.name.text)].append(row.name)
            if row.latin:
                self._sounding[joined(row.latin), marks(row.name.text)].append(row.name)
            self.of[row.name.iri].append(row.name)
        self._latin = [row.latin for row in self._names]
        self.spellings = {
            iri: frozenset(told(name.text) for name in known) for iri, known in self.of.items()
        }

    def __len__(self) -> int:
        return len(self._names)

    def label(self, iri: str, language: str = "en") -> str:
        """The label in a language, else any label, else any name, else the IRI."""
        return label_of(iri, self.of.get(iri, []), language)

    def candidates(self, text: str, admits: Callable[[str], bool], limit: int) -> list[Candidate]:
        """The ``limit`` best entities that ``admits`` lets pass, the best first."""
        best: dict[str, Candidate] = {}
        for found in [*self._equal(text), *self._alike(text, 10 * limit)]:
            known = best.get(found.iri)
            if admits(found.iri) and (known is None or found.score > known.score):
                best[found.iri] = found
        return sorted(best.values(), key=lambda c: (-c.score, c.iri))[:limit]

    def beginning(self, prefix: str, first: int, limit: int) -> list[str]:
        """The IRIs of entities with a word that begins so, those first whose name does.

        The whole name before a whole first word, that before its beginning, then words further
        on; the script asked in before another; short names before long ones.
        """
        wanted, sound = same_script(prefix), latin(prefix)
        best: dict[str, tuple[int, int, str]] = {}
        for row in self._names:
            ranks = [rank(row.words, wanted)] if wanted else []
            ranks += [rank(row.latin, sound) + 1] if sound else []
            found = min(ranks, default=NOT_SO)
            if found < NOT_SO:
                key = (found, len(row.name.text), row.name.text)
                best[row.name.iri] = min(key, best.get(row.name.iri, key))
        return sorted(best, key=lambda iri: (best[iri], iri))[first : first + limit]

    def containing(self, text: str, limit: int) -> list[str]:
        """The IRIs of entities that have a name which a text is part of, short names first."""
        wanted, best = same_script(text), dict[str, tuple[int, str]]()
        for row in self._names:
            if wanted in row.words:
                key = (len(row.name.text), row.name.text)
                best[row.name.iri] = min(key, best.get(row.name.iri, key))
        return sorted(best, key=lambda iri: (best[iri], iri))[:limit]

    def misspelt(self, word: str, limit: int) -> list[str]:
        """The IRIs of entities that have a word which a single one may be meant for, the likest first."""
        wanted, found = latin(word)[:COMPARED], dict[str, tuple[float, int]]()
        if len(wanted) < SHORT or " " in wanted:
            return []
        for row in self._names:
            words = row.latin[:COMPARED].split()
            likeness = max((fuzz.ratio(wanted, one) for one in words), default=0)
            if likeness >= MISSPELT:
                key = (-likeness, len(row.latin))
                found[row.name.iri] = min(key, found.get(row.name.iri, key))
        return sorted(found, key=lambda iri: (found[iri], iri))[:limit]

    def _equal(self, text: str) -> Iterable[Candidate]:
        exact = told(text)
        for name in self._spelled.get(exact, ()) if exact else ():
            yield Candidate(name.iri, name.text, LABEL if name.label else ALIAS)
        sound = joined(latin(text))
        for name in self._sounding.get((sound, marks(text)), ()) if sound else ():
            yield Candidate(name.iri, name.text, TRANSLITERATION)

    def _alike(self, text: str, limit: int) -> Iterable[Candidate]:
        wanted, found = latin(text)[:COMPARED], list[tuple[float, int]]()
        for first in range(0, len(self._latin), AT_ONCE):
            part = self._latin[first : first + AT_ONCE]
            best = process.extract(
                wanted, part, scorer=fuzz.token_ratio, limit=limit, score_cutoff=LEAST
            )
            found += [(-score, first + place) for _, score, place in best]
        for _, place in heapq.nsmallest(limit, found):
            likeness = likeness_of(wanted, self._latin[place][:COMPARED])
            if likeness >= LEAST:
                name = self._names[place].name
                yield Candidate(name.iri, name.text, round(likeness * LIKENESS, 1))


def likeness_of(one: str, other: str) -> float:
    """How like two names are, 0 to 100: by their letters, or since one has all words of the other.

    Of a short one another letter makes another name: it is alike only as a whole word.
    """
    shorter, longer = sorted((one, other), key=len)
    share = len(shorter) / max(len(longer), 1)
    within = f" {shorter} " in f" {longer} "
    contained = WITHIN + (100 - WITHIN) * share if within else 0.0
    if len(shorter) <= SHORT:
        return contained
    return max(contained, fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))


def label_of(iri: str, names: Iterable[Name], language: str) -> str:
    """The label of an entity in a language, else any label, else any name, else the IRI."""
    ranked = sorted(names, key=lambda n: (not n.label, n.language != language, n.language))
    return ranked[0].text if ranked else iri


def rank(words: str, wanted: str) -> int:
    """How a name begins with what is wanted, in even numbers: the lower the better."""
    if words == wanted:
        return 0
    if words.startswith(f"{wanted} "):
        return 2
    if words.startswith(wanted):
        return 4
    if f" {wanted} " in f"{words} ":
        return 6
    return 8 if f" {wanted}" in words else NOT_SO
