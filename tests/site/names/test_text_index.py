"""Texts are found by their words, in any of the scripts that names are written in."""

from __future__ import annotations

import pytest

from churo.site.names.text_index import TextIndex, words

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


def order(query: str, *texts: str) -> list[str]:
    """The texts that are found, the best first."""
    return [hit.key for hit in TextIndex((text, text) for text in texts).find(query, 9, 0)]


@pytest.mark.parametrize("asked", ["露", "聯", "国"])
def test_a_han_character_is_found_within_words(asked: str) -> None:
    """First, last or alone, in any of its forms; a text without it is not found."""
    has, other = ["中露首脳会談", "聯合国", "联合国"], "日米首脳会談"

    found = order(asked, *has, other)

    assert found == [text for text in sorted(has) if asked in text.replace("联", "聯")]


def test_a_character_is_counted_once() -> None:
    """A text that has it in several words is not better than one that has it in one."""
    hits = TextIndex([("twice", "中露と露中"), ("once", "中露の友好")]).find("露", 5)

    assert [hit.score for hit in hits] == [1.0, 1.0]


def test_the_text_with_more_of_the_words_is_first() -> None:
    """Before one with a single word as it was asked for."""
    assert order("veto Syria", "A veto.", "They vetoed it on Syria.", "Peace.") == [
        "They vetoed it on Syria.",
        "A veto.",
    ]


@pytest.mark.parametrize("asked", ["Are they allies?", "Кто и когда: allies"])
def test_words_that_questions_are_made_of_weigh_nothing(asked: str) -> None:
    """Beside others; a text that has only those is not found."""
    assert order(asked, "They are as they are.", "Кто и когда?", "An alliance.") == ["An alliance."]


def test_words_that_questions_are_made_of_are_found_alone() -> None:
    """Since they may be a name, such as that of the World Health Organization."""
    assert order("WHO", "WHO reported.", "Nobody did.") == ["WHO reported."]


def test_numbers_that_begin_so_are_before_looser_ones() -> None:
    """The same number, one with more decimals, one of the same whole; no other, nor parts of it."""
    texts = ["worth 244.12", "worth 244.81", "worth 244,8", "24.412", "worth 8 or 44"]

    assert order("244.8", *texts)[:3] == ["worth 244,8", "worth 244.81", "worth 244.12"]
    assert "24.412" not in order("244.8", *texts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("244.81bn", ["244.81", "bn"]),
        ("２４４，８億", ["244.8", "亿"]),
        ("22.03.2024", ["22", "03", "2024"]),
        ("In 2019. And", ["in", "2019", "and"]),
    ],
)
def test_a_number_with_decimals_is_one_word(text: str, told: list[str]) -> None:
    """With a point or a comma of any width; a date is three, and a full stop is none."""
    assert list(words(text)) == told
