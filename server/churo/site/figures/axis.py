"""Finds round numbers and years for the axes of a chart."""

from __future__ import annotations

from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)


def values(low: float, high: float, about: int) -> list[float]:
    """Round numbers, about so many, from below ``low`` to above ``high``, with 0 among them."""
    low, high = min(low, 0.0), max(high, 0.0)
    step = _step((high - low) / about if high > low else 1.0)
    first, last = floor(low / step), ceil(high / step)
    return [round(step * n, 12) for n in range(first, max(last, first + 1) + 1)]


def years(first: float, last: float, most: int) -> list[int]:
    """Round years within a span, at most so many."""
    step = max(1, round(_step(max(last - first, 1) / most)))
    while (last - first) / step > most:
        step += 1
    start = ceil(first / step) * step
    return list(range(start, floor(last) + 1, step)) or [floor(first)]


def _step(rough: float) -> float:
    power: float = 10.0 ** floor(log10(rough))
    return next(power * step for step in STEPS if power * step >= rough * 0.999)
