"""Draws a document as bars, one a passage, each stretch marked by the worst state of the claims there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from .claims import STATES, Claim, ClaimSource, Passage, Place, worst
from .labels import Text

WIDEST = 860  # pixels of the longest bar
SCALE = 8.0  # pixels a character, where there is room
LEAST = 3.0  # pixels of a stretch, so that a word is seen


@dataclass(frozen=True)
class Stretch:
    """A part of a bar, in pixels from its beginning, whose claims are judged so."""

    x: float
    width: float
    state: str
    modality: str


@dataclass(frozen=True)
class Bar:
    """A passage: its number, the width of its bar in pixels, its stretches, its claims that are shown."""

    number: int
    width: float
    stretches: tuple[Stretch, ...]
    claims: tuple[Claim, ...]

    @property
    def share(self) -> float:
        """Its width in percent of the longest that there can be, for windows of any width."""
        return round(100 * self.width / WIDEST, 2)

    def percent(self, pixels: float) -> float:
        """What a distance is of its width, in percent."""
        return round(100 * pixels / self.width, 2)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of its claims are judged how, the worst first."""
        return counts(self.claims)


@dataclass(frozen=True)
class Section:
    """Neighbouring passages under one heading; ``index`` is its place in the document."""

    index: int
    title: Text
    bars: tuple[Bar, ...]

    @property
    def claims(self) -> int:
        """How many claims are shown in it, each once."""
        return len({claim.iri for bar in self.bars for claim in bar.claims})


def counts(claims: Iterable[Claim]) -> list[tuple[str, int]]:
    """How many claims are judged how, the worst first."""
    number = Counter(claim.state for claim in claims)
    return [(state, number[state]) for state in STATES if number[state]]


def sections(document: ClaimSource, language: str, shown: Callable[[Claim], bool]) -> list[Section]:
    """The document in its sections, with the claims that are to be ``shown``; passages without any
    claim at all are left out."""
    said = [p for p in document.passages if document.of_passage(p.place.number)]
    longest = max((p.place.end - p.place.start for p in said), default=1)
    scale = min(SCALE, WIDEST / max(longest, 1))
    found = []
    for index, (title, passages) in enumerate(_headed(document.passages, language)):
        bars = [_bar(document, p, scale, shown) for p in passages if p in said]
        if bars:
            found.append(Section(index, title, tuple(bars)))
    return found


def _headed(passages: Iterable[Passage], language: str) -> Iterator[tuple[Text, list[Passage]]]:
    for title, group in groupby(passages, key=lambda p: p.section(language)):
        yield title, list(group)


def _bar(
    document: ClaimSource, passage: Passage, scale: float, shown: Callable[[Claim], bool]
) -> Bar:
    place = passage.place
    claims = [claim for claim in document.of_passage(place.number) if shown(claim)]
    width = (place.end - place.start) * scale
    stretches = tuple(_stretches(place, claims, scale, width))
    return Bar(place.number, round(width, 1), stretches, tuple(claims))


def _stretches(
    whole: Place, claims: Iterable[Claim], scale: float, width: float
) -> Iterator[Stretch]:
    """The stretches between places where a claim begins or ends; neighbours of one state are one."""
    there = [(p, c) for c in claims for p in c.places if p.number == whole.number]
    edges = sorted({edge for p, _ in there for edge in (p.start, min(p.end, whole.end))})
    drawn: list[tuple[int, int, Claim]] = []
    for start, end in pairwise(edges):
        over = [c for p, c in there if p.start <= start and p.end >= end]
        if not over:
            continue
        state = worst(c.state for c in over)
        claim = next(c for c in over if c.state == state)
        if drawn and drawn[-1][1] == start and drawn[-1][2] == claim:
            drawn[-1] = (drawn[-1][0], end, claim)
        else:
            drawn.append((start, end, claim))
    for start, end, claim in drawn:
        wide = max((end - start) * scale, LEAST)
        x = min((start - whole.start) * scale, max(width - wide, 0))
        yield Stretch(round(x, 1), round(wide, 1), claim.state, claim.modality)
