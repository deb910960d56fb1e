"""Folds names so that different spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from anyascii import anyascii
from opencc import OpenCC

from .memo import memoized

LONGEST = 1000  # characters that are folded: marks are put in order in the square of their number
REMEMBERED = 100  # characters of a name up to which its foldings are remembered
GAPS = re.compile(r"[\W_]++")
# What stands between words and tells nothing; any other mark does: C++ is not C, nor Russia? Russia.
DASH = re.compile(r"(?<=\w)\s*+[-\u2010-\u2015]\s*+(?=\w)")
MUTE = re.compile(r"[\s_.,:;'\"()\[\]{}/·・、。，«»„“”‘’「」『』《》〈〉（）【】\u200b-\u200f]++")
BESIDE = re.compile(r" ?([^\w\s]) ?")
ALPHABETS_END = "\u0530"  # Latin, Greek and Cyrillic letters stand before it
HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}  # from katakana


@memoized(1 << 16, REMEMBERED)
def same_script(name: str) -> str:
    """The name without what differs in one script: width, case, accents, kana, character forms.

    NFKC and case folding (Unicode §3.13), Latin and Cyrillic letters without their marks,
    katakana as hiragana, Japanese and traditional characters as simplified, words with one space.
    """
    return GAPS.sub(" ", _letters(name)).strip()


@memoized(1 << 16, REMEMBERED)
def told(name: str) -> str:
    """The same with the marks that tell, such as + and ?: names that are equal so are one name."""
    letters = _letters(name)
    if letters.replace(" ", "").isalnum():  # most names: there is no mark in them
        return " ".join(letters.split())
    return BESIDE.sub(r"\1", MUTE.sub(" ", DASH.sub(" ", letters))).strip()


def marks(name: str) -> str:
    """The marks of a name that tell, in order."""
    return re.sub(r"[\w\s]", "", told(name))


def _letters(name: str) -> str:
    text = unicodedata.normalize("NFKC", name[:LONGEST]).casefold()
    if text.isascii():  # most names: there is nothing to fold in them
        return text
    text = _plain(text).translate(HIRAGANA)
    for conversion in ("jp2t", "t2s"):
        text = _conversion(conversion).convert(text)
    return text


@memoized(1 << 16, REMEMBERED)
def latin(name: str) -> str:
    """The name in basic Latin letters and digits, words with one space: its script is gone."""
    words = same_script(name)
    if words.isascii():
        return words
    return GAPS.sub(" ", anyascii(words).lower().replace("'", "")).strip()


def joined(words: str) -> str:
    """Words without what is between them, since transliteration does not know word borders."""
    return words.replace(" ", "")


def _plain(text: str) -> str:
    """Letters without combining marks, but kana keep theirs: they tell one sound from another."""
    letters: list[str] = []
    base = ""
    for letter in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(letter):
            base = letter
        elif base < ALPHABETS_END:
            continue
        letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters))


@cache
def _conversion(name: str) -> OpenCC:
    return OpenCC(name)
