"""Events a year as bars."""

from __future__ import annotations

from churo.site.components import years


def test_each_year_has_a_bar() -> None:
    """Those between without events too; the highest is whole."""
    found = years.bars(["2020-05-01", "2018", "2020-12", "2020-01-01", "2018-02"])

    assert [(bar.year, bar.events) for bar in found] == [(2018, 2), (2019, 0), (2020, 3)]
    assert [bar.height for bar in found] == [66.7, 0.0, 100.0]


def test_without_days_there_are_none() -> None:
    """What is no date counts for nothing."""
    assert years.bars([]) == years.bars(["soon", ""]) == ()


def test_the_last_years_are_drawn() -> None:
    """One event of long ago does not make the others invisible."""
    found = years.bars(["1689", "2024"])

    assert len(found) == years.MOST and found[-1].year == 2024
