"""Long work tells how far it is, how fast it goes and how long it will take."""

from __future__ import annotations

import pytest

from churo.cli.progress import Progress, words


@pytest.mark.parametrize(
    ("done", "all", "seconds", "told"),
    [
        (0, 0, 9, "loading …"),
        (0, 100, 9, "loading …"),
        (10, 100, 0.1, "loading …"),
        (25_000_000, 100_000_000, 5, "loading: 25 %, 5.0 MB/s, 15 s left"),
        (100_000_000, 100_000_000, 5, "loading: 100 %, 20.0 MB/s, 0 s left"),
    ],
)
def test_what_is_told(done: int, all: int, seconds: float, told: str) -> None:
    """Nothing that is not known."""
    assert words("loading", done, all, seconds) == told


def test_it_is_told_now_and_then() -> None:
    """Not at every step, and each step has its own rate."""
    told: list[str] = []
    times = iter([0.0, 0.0, 1.0, 5.0, 11.0, 22.0])
    heard = Progress(told.append, 10.0, lambda: next(times))

    for step, done in [("reading", 1), ("reading", 2), ("reading", 10), ("loading", 1)]:
        heard(step, done * 1_000_000, 20_000_000)

    assert told == ["reading: 50 %, 1.0 MB/s, 10 s left", "loading …"]
