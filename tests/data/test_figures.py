"""Amounts in a label are the same in every language that it has."""

from __future__ import annotations

import math
import re
from collections import defaultdict

import pytest
from pyoxigraph import Literal, NamedNode

from churo.languages import LANGUAGES
from churo.release import building
from churo.terms import RDFS

LABEL = NamedNode(str(RDFS.label))
# Words for powers of ten; Japanese and Chinese write several of them in one amount.
WORDS = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "ru": {"тыс": 3, "миллион": 6, "млн": 6, "миллиард": 9, "млрд": 9, "трлн": 12},
    "ja": {"兆": 12, "億": 8, "万": 4},
    "zh": {"万亿": 12, "亿": 8, "万": 4},
}
DIGITS = r"\d[\d,]*+(?>(?:\.\d++)?)"
RUSSIAN = r"\d++(?>(?:[ \u00a0]\d{3})*)(?>(?:,\d++)?)"
ROUNDED = 5e-4  # by how much of itself an amount may be rounded in one language


def amounts(text: str, language: str) -> list[float]:
    """The amounts that a text writes with a word for a power of ten, in order of size."""
    words = WORDS[language]
    word = "|".join(words)
    if language in ("en", "ru"):
        digits = RUSSIAN if language == "ru" else DIGITS
        found = re.findall(rf"({digits})[ \u00a0-]({word})", text)
        return sorted(_number(number, language) * 10 ** words[power] for number, power in found)
    parts = re.findall(rf"(?>(?:{DIGITS}(?:{word}))+)(?>(?:{DIGITS})?)", text)
    return sorted(_sum(part, language) for part in parts)


def _sum(text: str, language: str) -> float:
    """675億9579万: each number by the word behind it, the last one by none."""
    words = WORDS[language]
    rows = re.findall(rf"({DIGITS})({'|'.join(words)}|)", text)
    return sum(_number(number, language) * 10 ** words.get(word, 0) for number, word in rows)


def _number(text: str, language: str) -> float:
    plain = re.sub(r"[ \u00a0]", "", text)
    return float(plain.replace(",", "." if language == "ru" else ""))


def differ(labels: dict[str, str]) -> bool:
    """Whether two languages that write amounts with words write other ones."""
    found = [told for language, text in labels.items() if (told := amounts(text, language))]
    return any(
        len(told) != len(found[0])
        or not all(map(lambda a, b: math.isclose(a, b, rel_tol=ROUNDED), told, found[0]))
        for told in found[1:]
    )


def test_labels_write_the_same_amounts_in_every_language(dataset: building.Dataset) -> None:
    """Of whatever has a label: an amount ten times too small reads as well as the right one."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in dataset.store.quads_for_pattern(None, LABEL, None):
        if isinstance(quad.object, Literal) and quad.object.language in LANGUAGES:
            labels[str(quad.subject)][quad.object.language] = quad.object.value

    with_amounts = [row for row in labels.values() if "en" in row and amounts(row["en"], "en")]
    assert len(with_amounts) > 200
    assert {name: row for name, row in labels.items() if differ(row)} == {}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"en": "87 billion dollars", "ja": "870億ドル"}, False),
        ({"en": "87 billion dollars", "ja": "87億ドル"}, True),
        ({"en": "67.5958 billion", "ja": "675億9579万ドル"}, False),
        ({"en": "1.5 million and 2 thousand", "zh": "150万和0.2万"}, False),
        ({"en": "6.4 trillion cubic feet", "zh": "6.4万亿", "ru": "6,4 трлн"}, False),
        ({"en": "6.4 trillion cubic feet", "zh": "6.4亿"}, True),
        ({"en": "1,200 million", "ru": "1 200 млн"}, False),
        ({"en": "87 billion and 3 million", "ja": "870億"}, True),
        ({"en": "in 2019", "ja": "2019年"}, False),
    ],
)
def test_an_amount_is_read_in_each_language(labels: dict[str, str], expected: bool) -> None:
    """With the words of the language, its comma, and several words in one amount."""
    assert differ(labels) is expected
