"""Numbers as a language writes them: separators, and scales such as billions or 億."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from . import formats, unit_name

MOST_DIGITS = 40  # of a number that is written out; longer ones stay as they are


@dataclass(frozen=True)
class Scale:
    """What numbers are counted in: a power of ten, with its word, empty for ones."""

    factor: int = 1
    word: str = ""


def number(text: str) -> Decimal | None:
    """A finite number of data; ``None`` for what is none, or is absurdly long."""
    try:
        value = Decimal(text) if len(text) <= MOST_DIGITS else Decimal("NaN")
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= MOST_DIGITS else None


def scale(largest: Decimal, language: str) -> Scale:
    """The scale in which numbers up to the largest are read most easily.

    A language's scales are written as ``factor:from:word``, where ``from`` is the number from
    which the scale is used.
    """
    for row in formats(language)["scales"].split("|"):
        factor, least, word = row.split(":")
        if abs(largest) >= Decimal(least):
            return Scale(int(Decimal(factor)), word)
    return Scale()


def written(value: Decimal, language: str, digits: int = 3) -> str:
    """A number with a language's separators and at most so many digits after the point.

    Separators stand between underlines in the message files, where no text is empty or a space;
    ``four`` says whether numbers of four digits have one.
    """
    patterns = formats(language)
    rounded = round(value, digits).normalize()
    text = f"{rounded:,f}".replace("-", "−")
    whole, _, part = text.partition(".")
    if len(whole.lstrip("−")) > 5 or patterns["four"] == "yes":
        whole = whole.replace(",", patterns["thousands"].strip("_"))
    else:
        whole = whole.replace(",", "")
    return whole + (patterns["decimal"] + part if part else "")


def counted(value: float, language: str) -> str:
    """A count or a measure of ours with a language's separators."""
    return written(Decimal(str(value)), language)


def said(text: str, language: str) -> str:
    """A number of data with a language's separators and all its digits; what is none stays as it is."""
    value = number(text)
    if value is None:
        return text
    exponent = value.as_tuple().exponent
    return written(value, language, max(0, -exponent) if isinstance(exponent, int) else 0)


def unit_in_words(iri: str, scale: Scale, language: str) -> str:
    """A unit with the scale before it, as “billion US dollars”; empty for a count of ones."""
    name = unit_name(iri, language)
    gap = formats(language)["gap"].strip("_")
    return gap.join(part for part in (scale.word, name) if part)
