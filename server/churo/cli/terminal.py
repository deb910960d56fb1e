"""Makes a stranger's text fit for a terminal."""

from __future__ import annotations

import unicodedata

# Control characters and marks of direction, surrogates, and ends of lines and paragraphs.
UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(text: str) -> str:
    """The text without what a terminal obeys; lines stay lines."""
    return "".join(
        letter if letter in "\n\t" or unicodedata.category(letter) not in UNPRINTABLE else "\ufffd"
        for letter in text
    )
