"""Dates and numbers as each language writes them, as exact as they are stated."""

from __future__ import annotations

from decimal import Decimal

import pytest

from churo.site.messages import dates, literals, numbers

USD = "http://qudt.org/vocab/unit/CCY_USD"


@pytest.mark.parametrize(
    "stated, language, text",
    [
        ("2022-09-15", "en", "15 September 2022"),
        ("2022-09", "en", "September 2022"),
        ("2022", "en", "2022"),
        ("2022-09-15", "ja", "2022年9月15日"),
        ("2022-09", "zh", "2022年9月"),
        ("2022-09-15", "ru", "15 сентября 2022"),
        ("2022-09", "ru", "сентябрь 2022"),
        ("2022-02-30", "en", "2022-02-30"),
        ("soon", "ja", "soon"),
        ("2022-09-15Z", "en", "15 September 2022"),
    ],
)
def test_dates(stated: str, language: str, text: str) -> None:
    """A year stays a year; what is no date stays as it is."""
    assert dates.said(stated, language) == text


def test_spans() -> None:
    """One date where both are the same; a month that both are in is told once."""
    assert dates.span("2022", "2022", "en") == "2022"
    assert dates.span("2022", "2023-01", "ja") == "2022年〜2023年1月"
    assert dates.span("2000", "2025", "ru") == dates.span("2000", "2025", "en") == "2000–2025"
    assert dates.span("2000", "2025", "zh") == "2000年至2025年"
    assert dates.span("2022-09-30", "2022-10-01", "ru") == "30 сентября 2022 — 1 октября 2022"
    assert dates.span("2022-09-15", "2022-09-17", "ru") == "15–17 сентября 2022"
    assert dates.span("2022-09-15", "2022-09-17", "zh") == "2022年9月15日至17日"
    assert dates.span("2022-09-30", "2022-10-01", "en") == "30 September 2022 – 1 October 2022"


def test_places_on_an_axis() -> None:
    """In order; a month and a year stand in their middle."""
    found = [dates.stated(text) for text in ("2022-01-01", "2022-01", "2022", "2022-12-31")]

    places = [one.place for one in found if one]
    assert places == sorted(places) and len(places) == 4
    assert places[2] == 2022.5


@pytest.mark.parametrize(
    "number, language, text",
    [
        ("244810000000", "en", "244.81 billion US dollars"),
        ("244810000000", "ja", "2,448.1億米ドル"),
        ("244810000000", "zh", "2,448.1亿美元"),
        ("244810000000", "ru", "244,81\N{NO-BREAK SPACE}млрд\N{NO-BREAK SPACE}долларов США"),
        ("1740000000000", "en", "1,740 billion US dollars"),
        ("12500", "ru", "12\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}долларов США"),
        ("-3.5", "en", "−3.5 US dollars"),
    ],
)
def test_numbers(number: str, language: str, text: str) -> None:
    """In the scale that a language counts in."""
    value = Decimal(number)
    by = numbers.scale(value, language)
    unit = numbers.unit_in_words(USD, by, language)
    gap = {"en": " ", "ru": "\N{NO-BREAK SPACE}"}.get(language, "")

    assert numbers.written(value / by.factor, language) + gap + unit == text


@pytest.mark.parametrize("text", ["NaN", "INF", "1E+999999", "9" * 50, "", "many"])
def test_what_is_no_number(text: str) -> None:
    """Or is absurdly long."""
    assert numbers.number(text) is None


@pytest.mark.parametrize(
    "text, language, told",
    [
        ("244800000000", "en", "244,800,000,000"),
        ("0.125000001", "en", "0.125000001"),
        ("-1234567.5", "ru", "−1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5"),
        ("many", "ja", "many"),
    ],
)
def test_a_number_of_data_keeps_its_digits(text: str, language: str, told: str) -> None:
    """With the separators of the language."""
    assert numbers.said(text, language) == told


@pytest.mark.parametrize(
    "text, datatype, language, told",
    [
        ("2022-09-15", "date", "ru", "15 сентября 2022"),
        ("1234567", "integer", "zh", "1,234,567"),
        ("false", "boolean", "ru", "Нет"),
        ("1", "boolean", "zh", "是"),
        ("perhaps", "boolean", "zh", "perhaps"),
        ("2022-09-15", "", "ru", "2022-09-15"),
        ("P1D", "duration", "en", "P1D"),
    ],
)
def test_a_literal_is_said_by_its_datatype(
    text: str, datatype: str, language: str, told: str
) -> None:
    """Days, numbers and truth in words of the language; everything else as it is."""
    assert literals.said(text, datatype, language) == told


def test_days_within_a_text_are_said() -> None:
    """Those alone: neither parts of names nor of longer numbers."""
    text = "From 2013-03-22 to 2026-05-20, asn-2013-03-22, 2013-03-22T00:00Z, 12013-03-22."

    assert dates.within(text, "en") == (
        "From 22 March 2013 to 20 May 2026, asn-2013-03-22, 2013-03-22T00:00Z, 12013-03-22."
    )
