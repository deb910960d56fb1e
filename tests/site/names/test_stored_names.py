"""Names in tables on disk are found as those in memory are."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from churo.folding import latin, same_script, told
from churo.model import NAMES
from churo.publication import name_tables
from churo.publication.name_tables import Name, Rows
from churo.site.names import stored_names
from churo.site.names.matching import NameMatcher
from churo.site.names.stored_names import StoredNames, Tables

from .test_matching import everybody

KNOWN = [
    Name("urn:putin", "Vladimir Putin", "en", True),
    Name("urn:putin", "ウラジーミル・プーチン", "ja", True),
    Name("urn:putin", "プーチン", "ja", False),
    Name("urn:xi", "习近平", "zh", True),
    Name("urn:xi", "Xi Jinping", "en", True),
    Name("urn:xi-visit", "Xi Jinping’s visit to Moscow", "en", True),
    Name("urn:call", "call between Putin and Xi Jinping", "en", True),
    Name("urn:xinjiang", "Xinjiang", "en", True),
    Name("urn:anxi", "Anxi", "en", True),
    Name("urn:moscow", "Moscow", "en", True),
    Name("urn:sco", "Shanghai Cooperation Organisation", "en", True),
    Name("urn:sco", "SCO", "en", False),
    Name("urn:sco", "ШОС", "ru", False),
    Name("urn:c", "C++", "en", True),
    Name("urn:empty", "", "en", True),
    Name("urn:quoted", 'the "near" abroad', "en", True),
]
ASKED = [
    "Putin", "プーチン", "Путин", "習近平", "xi jinping", "Xi", "Moskow", "Shanghai Cooperation",
    "SHOS", "C++", "C", "++", "near abroad", '"', "", " ", "*", "OR", "x" * 400, "港",
]  # fmt: skip


def stored(place: Path, names: list[Name]) -> StoredNames:
    """The names in tables."""
    name_tables.write(place / NAMES, "urn:", Rows(names, [], [], [], []))
    connection = name_tables.opened(place)
    assert connection is not None
    return StoredNames(Tables(connection), len(names))


LETTERS = st.one_of(st.text("aZ9 _\t-+.Éㄅ中ポ", max_size=12), st.text(max_size=12))


@settings(max_examples=300, deadline=None)
@given(LETTERS)
@example("Person  12 ")
@example("x" * (name_tables.LONGEST + 1))
def test_what_is_plain_is_folded_as_all_else(text: str) -> None:
    """The short way gives what the four foldings give."""
    each = (same_script(text), latin(text), told(text), name_tables.sound_of(text))

    assert name_tables.folded(text) == each


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[NameMatcher, StoredNames]:
    """The same names in memory and on disk."""
    return NameMatcher(KNOWN), stored(tmp_path_factory.mktemp("names"), KNOWN)


@pytest.mark.parametrize("text", ASKED)
def test_who_is_certain_is_the_same(both: tuple[NameMatcher, StoredNames], text: str) -> None:
    """Those whose name is equal, with their scores."""
    certain = [
        [c for c in names.candidates(text, everybody, 20) if c.score >= 95] for names in both
    ]

    assert certain[0] == certain[1]


@pytest.mark.parametrize("text", ["Moskow", "Vladimir Putn", "Shanghai Cooperation", "Xi Jinpin"])
def test_the_most_alike_is_the_same(both: tuple[NameMatcher, StoredNames], text: str) -> None:
    """Though fewer are compared."""
    memory, disk = (names.candidates(text, everybody, 1) for names in both)

    assert memory == disk != []


@pytest.mark.parametrize("prefix", [*ASKED, "x", "p", "プ", "coop", "xi j", "jinping’s v"])
def test_beginnings_are_the_same(both: tuple[NameMatcher, StoredNames], prefix: str) -> None:
    """In the same order, from the first on and further."""
    memory, disk = both

    assert disk.beginning(prefix, 0, 20) == memory.beginning(prefix, 0, 20)
    assert disk.beginning(prefix, 1, 1) == memory.beginning(prefix, 1, 1)


def test_an_entity_has_its_names(both: tuple[NameMatcher, StoredNames]) -> None:
    """Its label in a language, its spellings; who is not known has none."""
    memory, disk = both

    assert len(disk) == len(memory)
    assert disk.label("urn:putin", "ja") == "ウラジーミル・プーチン"
    assert disk.label("urn:nobody") == "urn:nobody"
    assert disk.spellings["urn:xi"] == memory.spellings["urn:xi"]
    assert "urn:nobody" not in disk.of and disk.of.get("urn:nobody", ()) == ()
    assert {name.text for name in disk.of["urn:sco"]} == {
        "SCO", "ШОС", "Shanghai Cooperation Organisation",
    }  # fmt: skip


def test_only_whom_it_admits_is_a_candidate(both: tuple[NameMatcher, StoredNames]) -> None:
    """As where a type is asked for."""
    found = both[1].candidates("Xi Jinping", lambda iri: iri != "urn:xi", 5)

    assert found and "urn:xi" not in {candidate.iri for candidate in found}


def test_what_is_looked_at_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many names have the same letters; what is equal is found among them."""
    chance = random.Random(1)
    many = [Name(f"urn:{n}", f"lake {chance.choice('abc')}{n}", "en", True) for n in range(3_000)]
    names = stored(tmp_path, many)
    for name in ("LOOKED_AT", "COMPARED_NAMES", "BEGINNING", "EQUAL"):
        monkeypatch.setattr(stored_names, name, 50)
    compared: list[int] = []
    likeness_of = stored_names.likeness_of
    monkeypatch.setattr(
        stored_names,
        "likeness_of",
        lambda wanted, text: compared.append(1) or likeness_of(wanted, text),
    )

    assert names.candidates(many[7].text, everybody, 3)[0].iri == "urn:7"
    assert len(names.beginning("lake", 0, 100)) == 50
    assert len(compared) == 50


def test_names_are_found_by_few_of_the_words_of_a_beginning(tmp_path: Path) -> None:
    """And compared with all: who sends the same word without end has it looked for a few times."""
    asked: list[str] = []

    class Heard(Tables):
        def rows(self, query: str, *values: str | int) -> list[Any]:
            asked.extend(str(value) for value in values if "MATCH" in query)
            return super().rows(query, *values)

    many = [Name(f"urn:{n}", "a " * n, "en", True) for n in range(20)]
    stored(tmp_path, many)
    connection = name_tables.opened(tmp_path)
    assert connection is not None
    names = StoredNames(Heard(connection), len(many))

    assert names.beginning("a " * 17, 0, 9) == ["urn:17", "urn:18", "urn:19"]
    assert names.beginning("a " * 150, 0, 9) == []
    assert max(text.count("a") for text in asked) <= 2 * (stored_names.WORDS + 1)


def test_one_letter_is_looked_up(tmp_path: Path) -> None:
    """Not gathered from all words that begin with it, of which there may be a hundred thousand."""
    stored(tmp_path, KNOWN)
    connection = name_tables.opened(tmp_path)
    assert connection is not None

    with closing(connection):
        (schema,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'beginnings'")

    assert "prefix='1 2'" in schema[0]


def test_tables_that_nobody_asks_any_more_are_closed(tmp_path: Path) -> None:
    """Of a release that another has replaced, once the last who asked it is done."""
    stored(tmp_path, KNOWN)
    connection = name_tables.opened(tmp_path)
    assert connection is not None
    tables = Tables(connection)
    assert tables.rows("SELECT names FROM about") == [(len(KNOWN),)]

    del tables

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT names FROM about")


def test_tables_are_only_read(tmp_path: Path) -> None:
    """Whatever is asked of them; a release without any has none."""
    assert name_tables.opened(tmp_path) is None
    stored(tmp_path, KNOWN)
    connection = name_tables.opened(tmp_path)

    assert connection is not None
    with closing(connection), pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM names")
