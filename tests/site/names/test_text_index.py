"""Texts are found by their words, in any of the scripts that names are written in."""

from __future__ import annotations

import pytest

from churo.site.names.text_index import TextIndex

TEXTS = TextIndex(
    [
        ("share", "More than 90 per cent is settled in their own currencies."),
        ("share", "90%超が自国通貨で決済されている。"),
        ("pipeline", "The pipeline opened in 2019."),
        ("pipeline", "パイプラインは2019年に開通した。"),
        ("visit", "Си Цзиньпин посетил Москву."),
    ]
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("own currencies", "share"),
        ("settling in own currency", "share"),
        ("自国通貨", "share"),
        ("パイプライン", "pipeline"),
        ("2019", "pipeline"),
        ("МОСКВУ", "visit"),
    ],
)
def test_words_lead_to_a_text(asked: str, found: str) -> None:
    """Whatever their endings and case."""
    assert TEXTS.find(asked, 5)[0].key == found


@pytest.mark.parametrize("asked", ["", "   ", "?!", "zebra", "縞馬"])
def test_what_no_text_has_leads_nowhere(asked: str) -> None:
    """And does not fail."""
    assert TEXTS.find(asked, 5) == []


def test_a_key_is_found_once() -> None:
    """However many of its texts fit, at most as many as wanted."""
    found = TEXTS.find("90 2019", 5)

    assert sorted(hit.key for hit in found) == ["pipeline", "share"]
    assert len(TEXTS.find("90 2019", 1)) == 1
