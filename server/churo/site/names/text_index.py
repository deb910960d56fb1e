"""Finds texts by their words, those first that share the rarest words with what is asked."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...folding import same_script

STEM = 6  # letters by which a word is known, so that its endings do not matter
SHARE = 0.6  # of the best score, that others need
# Characters that are written without spaces between words: two neighbours stand for a word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]++")
_WORD = re.compile(r"[^\W_]++")


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

    def find(self, query: str, limit: int, share: float = SHARE) -> list[Hit]:
        """The ``limit`` best keys, the best first; left out are those below a ``share`` of its score."""
        weights = {word: self._weight(word) for word in set(words(query))}
        total = sum(weights.values())
        scores: Counter[int] = Counter()
        for word, weight in weights.items():
            for place in self._places.get(word, ()):
                scores[place] += weight  # type: ignore[assignment]
        best: dict[str, float] = {}
        for place, score in scores.items():
            key = self._keys[place]
            best[key] = max(best.get(key, 0), score / total)
        least = share * max(best.values(), default=0)
        found = [Hit(key, score) for key, score in best.items() if score >= least]
        return sorted(found, key=lambda hit: (-hit.score, hit.key))[:limit]

    def _weight(self, word: str) -> float:
        return math.log(1 + len(self._keys) / (1 + len(self._places.get(word, ()))))


def words(text: str) -> Iterator[str]:
    """The words of a text, folded and without endings; of unspaced scripts, pairs of characters."""
    folded = same_script(text)
    for run in _UNSPACED.findall(folded):
        yield from (run[i : i + 2] for i in range(max(len(run) - 1, 1)))
    for word in _WORD.findall(_UNSPACED.sub(" ", folded)):
        yield word[:STEM]
