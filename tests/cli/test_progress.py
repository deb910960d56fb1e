"""Long work tells how far it is, how fast it goes and how long it will take."""

from __future__ import annotations

import io
import sys

import pytest

from churo.cli.progress import ADDRESSES, BYTES, ERASED, Moment, Progress, Unit, progress


@pytest.mark.parametrize(
    ("unit", "done", "all", "seconds", "told"),
    [
        (BYTES, 0, 0, 9, "loading …"),
        (BYTES, 0, 100, 9, "loading …"),
        (BYTES, 10, 100, 0.1, "loading …"),
        (BYTES, 25_000_000, 100_000_000, 5, "loading: 25 %, 5.0 MB/s, 15 s left"),
        (BYTES, 100_000_000, 100_000_000, 5, "loading: 100 %, 20.0 MB/s, 0 s left"),
        (ADDRESSES, 5_000, 20_000, 2.5, "loading: 5,000 of 20,000 addresses, 2,000/s, 8 s left"),
    ],
)
def test_what_is_told(unit: Unit, done: int, all: int, seconds: float, told: str) -> None:
    """Nothing that is not known."""
    assert unit.words("loading", Moment(0, 0, all), Moment(seconds, done, all)) == told


@pytest.mark.parametrize(
    ("known", "left"),
    [(1_200, ", 5 s left"), (1_300, ", 8 s left"), (1_600, ""), (1_700, ""), (1_900, "")],
)
def test_the_rest_is_foreseen_only_where_less_is_left(known: int, left: str) -> None:
    """While as much is found as is done, nobody knows how long it takes."""
    since, now = Moment(0, 300, 1_200), Moment(10, 900, known)

    assert (
        ADDRESSES.words("copying", since, now) == f"copying: 900 of {known:,} addresses, 60/s{left}"
    )


def test_what_is_found_not_to_be_there_makes_nothing_faster() -> None:
    """600 done in ten seconds, and 600 fewer to do than was thought: the rest takes as long as before."""
    since, now = Moment(0, 300, 2_100), Moment(10, 900, 1_500)

    assert ADDRESSES.words("copying", since, now).endswith("60/s, 10 s left")


def test_it_is_told_now_and_then() -> None:
    """Not at every step, and each step has its own rate."""
    told: list[str] = []
    times = iter([0.0, 1.0, 5.0, 11.0, 22.0])
    heard = Progress(told.append, 10.0, clock=lambda: next(times))

    for step, done in [("reading", 0), ("reading", 2), ("reading", 10), ("loading", 1)]:
        heard(step, done * 1_000_000, 20_000_000)

    assert told == ["reading: 50 %, 1.0 MB/s, 10 s left", "loading …"]


def test_the_rate_is_that_of_the_last_seconds() -> None:
    """What went fast long ago does not promise that the rest will."""
    told: list[str] = []
    seconds = [0.0, 0.0, 100.0, 105.0, 110.0]
    times = iter(seconds)
    heard = Progress(told.append, 1.0, ADDRESSES, clock=lambda: next(times))

    for done in (0, 100_000, 100_050, 100_100):
        heard("copying", done, 101_000)

    assert told[-1] == "copying: 100,100 of 101,000 addresses, 10/s, 90 s left"


@pytest.mark.parametrize("looks", [True, False])
def test_who_looks_sees_one_line(monkeypatch: pytest.MonkeyPatch, looks: bool) -> None:
    """That is written anew and emptied at the end, whatever ends the work; a log has lines."""
    stream = io.StringIO()
    stream.isatty = lambda: looks  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("churo.cli.progress.TERMINAL", 0)
    monkeypatch.setattr("churo.cli.progress.LOG", 0)
    with pytest.raises(KeyboardInterrupt), progress(ADDRESSES) as heard:
        heard("copying", 0, 0)
        raise KeyboardInterrupt

    assert stream.getvalue() == (f"{ERASED}copying …{ERASED}" if looks else "copying …\n")
