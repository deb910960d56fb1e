"""Days, months and years of data, in words of a language and as places on an axis."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date

from . import formats

# A day in a text, of digits alone.
_WITHIN = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])", re.ASCII)
_STATED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:Z|[+-]\d\d:\d\d)?\Z")


@dataclass(frozen=True, order=True)
class StatedDate:
    """A date as exact as it is stated; ``month`` and ``day`` are 0 where they are not."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def place(self) -> float:
        """Years, with the part of the year gone by; the middle of what is not stated more exactly."""
        if not self.month:
            return self.year + 0.5
        if not self.day:
            return self.year + (self.month - 0.5) / 12
        gone = date(self.year, self.month, self.day).timetuple().tm_yday - 1
        return self.year + gone / (366 if isleap(self.year) else 365)

    @property
    def month_of_year(self) -> tuple[int, int]:
        """The year and the month."""
        return self.year, self.month

    def text(self, language: str) -> str:
        """As a language writes it."""
        patterns = formats(language)
        if not self.month:
            return patterns["year"].format(year=self.year)
        kind = "day" if self.day else "month"
        month = patterns[f"months_of_{kind}"].split("|")[self.month - 1]
        return patterns[kind].format(year=self.year, month=month, day=self.day)


def stated(text: str) -> StatedDate | None:
    """A date of XML Schema (date, gYearMonth, gYear) without its time zone; ``None`` for no such."""
    match = _STATED.match(text)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return StatedDate(year, month, day)


def said(text: str, language: str) -> str:
    """A date in words of a language; what is none stays as it is."""
    found = stated(text)
    return found.text(language) if found else text


def within(text: str, language: str) -> str:
    """A text with the days in it in words of a language."""
    return _WITHIN.sub(lambda match: said(match[0], language), text)


def span(first: str, last: str, language: str) -> str:
    """From one date to another; one alone where they are the same or the other is not known."""
    ends = [said(text, language) for text in dict.fromkeys((first, last)) if text]
    if len(ends) < 2:
        return "".join(ends)
    patterns, (one, other) = formats(language), (stated(first), stated(last))
    if one and other and not one.month and not other.month:
        return patterns["years"].format(first=one.year, last=other.year)
    if one and other and one.day and other.day and one.month_of_year == other.month_of_year:
        month = patterns["months_of_day"].split("|")[one.month - 1]
        days = {"first": one.day, "last": other.day}
        return patterns["days"].format(year=one.year, month=month, **days)
    return patterns["span"].format(first=ends[0], last=ends[1])
