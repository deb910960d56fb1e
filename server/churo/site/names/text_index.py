"""Finds texts by their words, those first that share the rarest words with what is asked."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...folding import LONGEST, same_script
from .word_forms import FUNCTION_WORDS, POINT, near

UNSPACED = "\u3040"  # the first of the characters below
SHARE = 0.6  # of the best score, that others need
# Characters that are written without spaces between words: two neighbours stand for a word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]++")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W_]++")
_NUMBER = re.compile(r"\d++(?>(?:[.,．，]\d++)*)")
_SEPARATOR = re.compile(r"[.,．，]")


class Hit(NamedTuple):
    """What has been found, and how well it fits, from 0 to 1."""

    key: str
    score: float


class TextIndex:
    """Texts by key; a key may have several, of which the best counts."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._keys: list[str] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        for key, text in texts:
            place = len(self._keys)
            self._keys.append(key)
            for word in set(words(text)):
                self._places[word].append(place)
        self._written = sorted(self._places)
        self._pairs: dict[str, list[str]] = defaultdict(list)
        for word in self._written[bisect_left(self._written, UNSPACED) :]:
            for character in set(_HAN.findall(word)):
                self._pairs[character].append(word)

    def find(self, query: str, limit: int, share: float = SHARE) -> list[Hit]:
        """The ``limit`` best keys, the best first; left out are those below a ``share`` of its score."""
        asked = set(words(query))
        total = 0.0
        scores: Counter[int] = Counter()
        for word in asked - FUNCTION_WORDS or asked:
            places = self._near(word)
            weight = math.log(1 + len(self._keys) / (1 + len(places)))
            total += weight
            for place, nearness in places.items():
                scores[place] += weight * nearness  # type: ignore[assignment]
        best: dict[str, float] = {}
        for place, score in scores.items():
            key = self._keys[place]
            best[key] = max(best.get(key, 0), score / total)
        least = share * max(best.values(), default=0)
        found = [Hit(key, score) for key, score in best.items() if score >= least]
        return sorted(found, key=lambda hit: (-hit.score, hit.key))[:limit]

    def _near(self, word: str) -> dict[int, float]:
        """The places of texts with a word or one near to it, and how near the nearest is."""
        if is_han(word):
            return {
                place: 1.0 for pair in self._pairs.get(word, ()) for place in self._places[pair]
            }
        found: dict[int, float] = {}
        for other, nearness in near(word, self._written):
            for place in self._places[other]:
                found[place] = max(nearness, found.get(place, 0))
        return found


def is_unspaced(text: str) -> bool:
    """Whether a text is in a script without spaces, and no single kana, which is hardly ever a word."""
    return _UNSPACED.fullmatch(text) is not None and (len(text) > 1 or is_han(text))


def is_han(text: str) -> bool:
    """Whether a text is one Han character, which stands for all words that it is part of."""
    return _HAN.fullmatch(text) is not None


def words(text: str) -> Iterator[str]:
    """The words of a text, folded; of unspaced scripts, pairs of characters; decimals with a point."""
    decimals: list[str] = []
    folded = same_script(_NUMBER.sub(lambda found: _taken(found[0], decimals), text[:LONGEST]))
    yield from decimals
    for run in _UNSPACED.findall(folded):
        yield from (run[i : i + 2] for i in range(max(len(run) - 1, 1)))
    yield from _WORD.findall(_UNSPACED.sub(" ", folded))


def _taken(number: str, decimals: list[str]) -> str:
    """Adds a number with one point or comma to the decimals; others are dates or long numbers."""
    parts = _SEPARATOR.split(number)
    if len(parts) != 2:
        return number
    decimals.append(POINT.join(map(same_script, parts)))
    return " "
