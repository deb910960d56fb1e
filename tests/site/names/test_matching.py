"""Folding and matching of names, without a server."""

from __future__ import annotations

import pytest

from churo.folding import latin, marks, same_script, told
from churo.site.names.matching import AT_ONCE, COMPARED, Candidate, Name, NameMatcher

NAMES = NameMatcher(
    [
        Name("urn:putin", "Vladimir Putin", "en", True),
        Name("urn:putin", "ウラジーミル・プーチン", "ja", True),
        Name("urn:putin", "プーチン", "ja", False),
        Name("urn:xi", "习近平", "zh", True),
        Name("urn:xi", "Xi Jinping", "en", True),
        Name("urn:moscow", "Moscow", "en", True),
    ]
)
SCRIPTS = NameMatcher(
    [
        Name("urn:sco", "Shanghai Cooperation Organisation", "en", True),
        Name("urn:sco", "SCO", "en", False),
        Name("urn:sco", "ШОС", "ru", False),
        Name("urn:shos", "SHOS", "en", True),
        Name("urn:xi", "Xi Jinping", "en", True),
        Name("urn:xi-visit", "Xi Jinping’s visit to Moscow", "en", True),
        Name("urn:call", "call between Putin and Xi Jinping", "en", True),
        Name("urn:xinjiang", "Xinjiang", "en", True),
        Name("urn:anxi", "Anxi", "en", True),
        Name("urn:signs", "++", "en", True),
    ]
)


def everybody(_: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("習近平", "习近平"),
        ("国際連合", "國際聯合"),
        ("プーチン", "ﾌﾟｰﾁﾝ"),
        ("プーチン", "ぷーちん"),
        ("Ｐｕｔｉｎ", "putin"),
        ("São Tomé", "sao  tome"),
        ("Пу\u0301тин", "путин"),
        ("Xi-Jinping", "xi jinping"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    """Width, case, accents, kana, forms of characters and gaps make no other name."""
    assert same_script(one) == same_script(other)


@pytest.mark.parametrize(
    ("one", "other"), [("プーチン", "ブーチン"), ("中国", "中央"), ("UN", "UK")]
)
def test_other_names_stay_other(one: str, other: str) -> None:
    """Folding takes nothing away that tells names apart."""
    assert same_script(one) != same_script(other)


def test_transliteration_leaves_basic_latin() -> None:
    """Any script becomes letters and digits."""
    assert latin("Владимир Путин") == "vladimir putin"
    assert latin("習近平") == "xijinping"


@pytest.mark.parametrize(
    ("names", "asked", "iri", "score"),
    [
        (NAMES, "習近平", "urn:xi", 100),
        (NAMES, "XI JINPING", "urn:xi", 100),
        (NAMES, "ぷーちん", "urn:putin", 98),
        (NAMES, "Владимир Путин", "urn:putin", 95),
        (SCRIPTS, "SCO", "urn:sco", 98),
        (SCRIPTS, "sco", "urn:sco", 98),
        (SCRIPTS, "ШОС", "urn:sco", 98),
        (SCRIPTS, "SHOS", "urn:shos", 100),
    ],
)
def test_a_score_says_how_the_name_was_found(
    names: NameMatcher, asked: str, iri: str, score: float
) -> None:
    """100 a label, 98 an alias, 95 a transliteration: what is written so goes before what sounds so."""
    best = names.candidates(asked, everybody, 3)[0]

    assert (best.iri, best.score) == (iri, score)


def test_a_slip_of_the_pen_is_alike_and_no_more() -> None:
    """Below 90, so that it is no match by itself."""
    best = NAMES.candidates("Vladimir Puttin", everybody, 3)[0]

    assert best.iri == "urn:putin"
    assert 80 < best.score < 90


SHORT = NameMatcher(
    [
        Name("urn:ili", "Ili", "en", True),
        Name("urn:moscow", "Moscow", "en", True),
        Name("urn:sco", "SCO", "en", True),
        Name("urn:summit", "SCO summit in Ufa", "en", True),
        Name("urn:pipeline", "газопровод «Сила Сибири»", "ru", True),
        Name("urn:siberia", "Сибирь", "ru", True),
    ]
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("SCO", ["urn:sco", "urn:summit"]),
        ("SCA", []),
        ("ili", ["urn:ili"]),
        ("Сила Сибири", ["urn:pipeline", "urn:siberia"]),
        ("Sila Sibiri", ["urn:pipeline", "urn:siberia"]),
        ("Mosco", ["urn:moscow"]),
    ],
)
def test_a_short_name_is_alike_as_a_whole_word_only(asked: str, found: list[str]) -> None:
    """Not as letters in the middle of another word; a name within a longer one goes before letters."""
    assert [row.iri for row in SHORT.candidates(asked, everybody, 9)] == found


def test_what_is_not_admitted_is_no_candidate() -> None:
    """Types are asked about before the best are counted."""
    assert NAMES.candidates("Moscow", lambda iri: iri != "urn:moscow", 3) == []


def test_an_entity_is_found_once() -> None:
    """By the best of its names."""
    found = [c for c in NAMES.candidates("プーチン", everybody, 9) if c.iri == "urn:putin"]

    assert found == [Candidate("urn:putin", "プーチン", 98)]


def test_the_beginning_of_any_word_suggests() -> None:
    """In any script; from a place on."""
    assert NAMES.beginning("pu", 0, 5) == ["urn:putin"]
    assert NAMES.beginning("プー", 0, 5) == ["urn:putin"]
    assert NAMES.beginning("utin", 0, 5) == []
    assert NAMES.beginning("pu", 1, 5) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C", "C#"),
        ("Russia", "Russia+"),
        ("China", "China?"),
        ("China", "中国?"),
        ("A", "A-"),
        ("???", "!!!"),
        ("$", "€"),
    ],
)
def test_marks_that_tell_names_apart_stay(one: str, other: str) -> None:
    """Names that differ in more than what stands between words are not one."""
    assert told(one) != told(other)
    assert (latin(one), marks(one)) != (latin(other), marks(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xi-Jinping", "Xi Jinping"),
        ("ウラジーミル・プーチン", "ウラジーミル プーチン"),
        ("учения «Север»", "учения Север"),
        ("AT&T", "AT & T"),
        ("Ｒ＆Ｄ", "r&d"),
        ("St. Petersburg", "St Petersburg"),
    ],
)
def test_what_stands_between_words_tells_nothing(one: str, other: str) -> None:
    """Hyphens, dots, quotation marks, brackets and spaces."""
    assert told(one) == told(other)


@pytest.mark.parametrize("asked", ["SCO+", "Xinjiang?", "+", "?", "…", "\ufffd"])
def test_a_name_with_other_marks_is_alike_at_most(asked: str) -> None:
    """No such candidate is certain."""
    assert all(found.score <= 90 for found in SCRIPTS.candidates(asked, everybody, 9))
    assert SCRIPTS.candidates("++", everybody, 1)[0].score == 100


def test_suggestions_begin_with_the_name_that_begins_so() -> None:
    """The short one whose whole word it is, then its beginning, then words further on."""
    found = SCRIPTS.beginning("Xi", 0, 9)

    assert found == ["urn:xi", "urn:xi-visit", "urn:xinjiang", "urn:call"]


def test_names_compared_in_parts_are_compared_with_all() -> None:
    """The best of many is found wherever it stands, and no more of a name than is compared."""
    many = [Name(f"urn:{n}", f"nameless {n:04}", "en", True) for n in range(AT_ONCE * 3)]
    matcher = NameMatcher([*many, Name("urn:best", "Nameless Strait", "en", True)])
    found = matcher.candidates("Nameles Strait", lambda _: True, 3)

    assert (found[0].iri, len(found)) == ("urn:best", 3)
    long = ("nameles strait " * COMPARED)[:COMPARED]
    assert matcher.candidates(f"{long}x{long}", lambda _: True, 3) == matcher.candidates(
        long, lambda _: True, 3
    )


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("putn", ["urn:putin"]),
        ("Moskow", ["urn:moscow"]),
        ("プチン", ["urn:putin"]),
        ("zzzqqq", []),
        ("xy", []),
        ("putn moskow", []),
        ("", []),
    ],
)
def test_a_misspelt_word_is_known(word: str, found: list[str]) -> None:
    """In any script, if it is not short; several words are compared with whole names."""
    assert NAMES.misspelt(word, 5) == found


def test_the_likest_comes_first() -> None:
    """Then the name in which the word is the largest part; no more than are wanted."""
    assert SCRIPTS.misspelt("jinpin", 2) == ["urn:xi", "urn:xi-visit"]


def test_names_that_contain_a_text_are_found_short_ones_first() -> None:
    """In its own script, wherever it stands; at most as many as wanted."""
    matcher = NameMatcher(
        [
            Name("urn:long", "日中露首脳会談", "ja", True),
            Name("urn:short", "中露の友好", "ja", True),
            Name("urn:other", "日米首脳会談", "ja", True),
        ]
    )

    assert matcher.containing("露", 5) == ["urn:short", "urn:long"]
    assert matcher.containing("露", 1) == ["urn:short"]
    assert matcher.containing("華", 5) == []
