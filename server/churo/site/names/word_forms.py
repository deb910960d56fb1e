"""Which written words a word that is asked for may stand for, and how near each of them is to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from os.path import commonprefix

from ...folding import same_script

STEM = 6  # letters by which a word is known, so that its endings do not matter
ROOT = 4  # letters that are left of a word at least: fewer begin too many others
LIKE, NEARER = 0.6, 0.3  # how near a word of the same root is, and what the letters it shares add
MORE_PRECISE, SAME_WHOLE = 0.9, 0.5  # how near are numbers with more decimals, and with others
POINT = "."
# English plurals and past forms, and the last vowel of Russian words.
_ENDING = re.compile(r"(?:(?<=[sxzhoi])es|(?<!s)s|ing|ed|[аеиоуыэюяь])\Z")
_NUMBER = re.compile(r"\d++(?>(?:\.\d++)?)\Z")
# What sentences and questions are made of, whatever they are about.
FUNCTION_WORDS = frozenset(
    same_script(
        "a about an and are as at be been but by can could did do does for from had has have how if "
        "in into is it its of on or shall should that the their them there these they this those to "
        "was were what when where which who whom whose why will with would "
        "а был была были было в во где для до его есть за зачем и из или их к как какая какие какой "
        "какое когда кто ли на о об от по почему при с со у чем что это"
    ).split()
)


def near(word: str, written: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The words among ``written``, which is sorted, that a word may stand for, each with its nearness.

    Itself is 1; fewer are those that begin with its root, and of a number those that tell it with
    more decimals. Some may come twice.
    """
    if _NUMBER.match(word):
        yield from _near_number(word, written)
        return
    root = root_of(word)
    if len(root) >= ROOT:
        for other in beginning(root, written):
            yield other, _nearness(word, other)
    if root.endswith("i"):
        yield from ((other, _nearness(word, other)) for other in _only(f"{root[:-1]}y", written))
    yield from ((other, 1.0) for other in _only(word, written))


def root_of(word: str) -> str:
    """What is left of a word without its ending: at least four letters, or the word, and at most six."""
    root = _ENDING.sub("", word)
    if root.endswith("y"):  # ally, allies
        root = f"{root[:-1]}i"
    return (root if len(root) >= ROOT else word)[:STEM]


def beginning(start: str, written: Sequence[str]) -> Iterator[str]:
    """The words among ``written``, which is sorted, that begin so."""
    for place in range(bisect_left(written, start), len(written)):
        if not written[place].startswith(start):
            return
        yield written[place]


def _near_number(number: str, written: Sequence[str]) -> Iterator[tuple[str, float]]:
    whole, point, _ = number.partition(POINT)
    if point:
        yield from ((other, SAME_WHOLE) for other in beginning(f"{whole}{POINT}", written))
        yield from ((other, SAME_WHOLE) for other in _only(whole, written))
    start = number if point else f"{whole}{POINT}"
    yield from ((other, MORE_PRECISE) for other in beginning(start, written))
    yield from ((other, 1.0) for other in _only(number, written))


def _only(word: str, written: Sequence[str]) -> Iterator[str]:
    place = bisect_left(written, word)
    if place < len(written) and written[place] == word:
        yield word


def _nearness(word: str, other: str) -> float:
    shared = len(commonprefix((word, other)))
    return LIKE + NEARER * shared / max(len(word), len(other))
