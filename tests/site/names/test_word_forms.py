"""A word stands for those of its root, a number for those that tell it with more decimals."""

from __future__ import annotations

import pytest

from churo.folding import same_script
from churo.site.names.word_forms import FUNCTION_WORDS, beginning, near, root_of

WRITTEN = sorted(
    [
        "24.412",
        "244",
        "244.12",
        "244.8",
        "244.81",
        "2448",
        "alliance",
        "ally",
        "allude",
        "ore",
        "oreo",
    ]
    + ["new", "state", "station", "syrian", "veto", "vetoed", "vetoes", "vetting"]
    + [same_script(word) for word in ("Китаю", "кит", "Сирией")]
)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("veto", {"veto", "vetoed", "vetoes"}),
        ("vetoed", {"veto", "vetoed", "vetoes"}),
        ("allies", {"ally", "alliance"}),
        ("ally", {"ally", "alliance"}),
        ("syria", {"syrian"}),
        ("states", {"state"}),
        ("news", set()),
        ("ore", {"ore"}),
        (same_script("Китай"), {same_script("Китаю")}),
        (same_script("Сирия"), {same_script("Сирией")}),
        ("244.8", {"244", "244.12", "244.8", "244.81"}),
        ("244", {"244", "244.12", "244.8", "244.81"}),
        ("zebra", set()),
    ],
)
def test_a_word_is_near_to_those_of_its_root(word: str, others: set[str]) -> None:
    """Where four letters are left of it at least, and to no other."""
    assert {other for other, _ in near(word, WRITTEN)} == others


@pytest.mark.parametrize("word", ["veto", "ally", "244.8", "244"])
def test_a_word_is_nearest_to_itself(word: str) -> None:
    """All others are a little less near."""
    nearness: dict[str, float] = {}
    for other, value in near(word, WRITTEN):
        nearness[other] = max(value, nearness.get(other, 0))

    assert nearness.pop(word) == 1
    assert all(0 < value < 1 for value in nearness.values())


def test_what_begins_so_is_found_at_both_ends() -> None:
    """Of an empty list too."""
    assert list(beginning("a", ["a", "ab", "b"])) == ["a", "ab"]
    assert list(beginning("b", ["a", "ab", "b"])) == ["b"]
    assert list(beginning("b", [])) == []


def test_a_root_has_at_most_six_letters() -> None:
    """And the words of questions are folded as texts are."""
    assert root_of("internationally") == "intern"
    assert all(word == same_script(word) for word in FUNCTION_WORDS)
