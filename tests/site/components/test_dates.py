"""Days, months and years as each language writes them."""

from __future__ import annotations

import pytest

from churo.site.components import dates

CASES = [
    ("2023-08-18", "en", "18 August 2023"),
    ("2023-08", "en", "August 2023"),
    ("2023", "en", "2023"),
    ("2023-08-18", "ja", "2023年8月18日"),
    ("2023-08", "zh", "2023年8月"),
    ("2023-08-18", "ru", "18 августа 2023 г."),
    ("2023-08", "ru", "август 2023 г."),
    ("2023", "ru", "2023 г."),
    ("2023-13-01", "en", "2023-13-01"),
    ("in spring", "ja", "in spring"),
]


@pytest.mark.parametrize(("text", "language", "shown"), CASES)
def test_a_date_is_written_as_the_language_does(text: str, language: str, shown: str) -> None:
    """As precise as it is; what is no date stays as it is."""
    assert dates.shown(text, language) == shown
