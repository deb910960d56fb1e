"""How many events there are a year, as bars from the first year to the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..messages.dates import stated

MOST = 80  # years that are drawn, the last ones


@dataclass(frozen=True)
class YearBar:
    """A year with its number of events, and its bar's height as a share of the highest in per cent."""

    year: int
    events: int
    height: float


def bars(days: Iterable[str]) -> tuple[YearBar, ...]:
    """A bar for each year between the first and the last day, those without events too."""
    dates = (stated(day) for day in days)
    counts = Counter(date.year for date in dates if date)
    if not counts:
        return ()
    last, most = max(counts), max(counts.values())
    first = max(min(counts), last - MOST + 1)
    return tuple(
        YearBar(year, counts[year], round(100 * counts[year] / most, 1))
        for year in range(first, last + 1)
    )
