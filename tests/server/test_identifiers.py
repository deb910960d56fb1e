"""The rules by which addresses and IRIs name one another, one test a rule."""

from __future__ import annotations

import pytest

from churo.publication.identifiers import (
    NameSuggestions,
    Spaces,
    is_usable,
    spelled,
    spellings,
    split_suffix,
)

SPACES = Spaces("https://w3id.org/churo/", "http://127.0.0.1:8000")
GENID = "https://w3id.org/churo/.well-known/genid/"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("id/lake", ("id/lake", "")),
        ("id/lake.ttl", ("id/lake", "ttl")),
        ("id/lake.TTL", ("id/lake", "ttl")),
        ("id/v1.5", ("id/v1.5", "")),
        ("file/data/links.ttl.jsonld", ("file/data/links.ttl", "jsonld")),
        ("folder/.ttl", ("folder/", "ttl")),
        (".ttl", (".ttl", "")),
    ],
)
def test_a_suffix_begins_with_a_letter(name: str, expected: tuple[str, str]) -> None:
    """What follows the last dot, unless it is a number or all there is."""
    assert split_suffix(name) == expected


@pytest.mark.parametrize("name", ["id/\ufffd", "id/\x00", "id/\n", "id/\x85", "a" * 2049])
def test_what_can_be_no_iri_is_told_apart(name: str) -> None:
    """Controls, bytes that were no UTF-8, absurd length."""
    assert not is_usable(name)


def test_the_first_spelling_is_the_one_given() -> None:
    """Others follow: composed, single slashes, with and without the last, percent-encoded."""
    found = spellings("id//cafe\u0301/")

    assert found[0] == "id//cafe\u0301/"
    assert {"id/caf\u00e9", "id/caf\u00e9/", "id/caf%C3%A9"} <= set(found)


@pytest.mark.parametrize("name", ["", "/", "//"])
def test_nothing_has_no_spelling(name: str) -> None:
    """The base itself is the first page, not a thing."""
    assert spellings(name) == ()
    assert spelled(name) == ""


def test_a_name_may_be_under_the_base_or_under_the_address() -> None:
    """The base comes first."""
    assert SPACES.iris("id/x")[:2] == ("https://w3id.org/churo/id/x", "http://127.0.0.1:8000/id/x")


@pytest.mark.parametrize("name", ["id/a>b", "id/a b", 'id/a"b', "id/a}b", "id/a\\b", "id/a`b"])
def test_no_candidate_can_leave_its_place_in_a_query(name: str) -> None:
    """Characters that IRIs cannot have are percent-encoded or the candidate is dropped."""
    assert SPACES.iris(name)
    for iri in SPACES.iris(name):
        assert not set('<>"{}|\\^` ') & set(iri)


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/churo/id/lake",
        "https://w3id.org/churo/id/湖",
        "https://w3id.org/churo/id/caf%C3%A9",
        "https://w3id.org/churo/folder/",
        "https://w3id.org/churo/words#Lake",
        f"{GENID}ab",
    ],
)
def test_names_lead_back_to_their_iris(iri: str) -> None:
    """iris(name(iri)) has the IRI first."""
    assert SPACES.iris(SPACES.name(iri))[0] == iri


def test_addresses_of_documents() -> None:
    """Generic, in a format, in a language; percent-encoded where a URL must be."""
    iri = "https://w3id.org/churo/id/湖"
    url = "http://127.0.0.1:8000"

    assert SPACES.document(iri) == f"{url}/doc/id/%E6%B9%96"
    assert SPACES.document(iri, "ttl") == f"{url}/doc/id/%E6%B9%96.ttl"
    assert SPACES.document(iri, language="ja") == f"{url}/ja/doc/id/%E6%B9%96"
    assert SPACES.linkset(iri) == f"{url}/linkset/id/%E6%B9%96"
    assert SPACES.address("https://w3id.org/churo/words#Lake") == f"{url}/words#Lake"
    assert SPACES.term("https://w3id.org/churo/words#Lake", "ru") == f"{url}/ru/doc/words%23Lake"


def test_foreign_iris_are_left_alone() -> None:
    """They lead to themselves."""
    assert SPACES.address("http://example.org/x") == "http://example.org/x"
    assert SPACES.shown("http://example.org/x", "en") == "http://example.org/x"
    assert SPACES.name("http://example.org/x") == ""


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("id/xi-jinpin", "id/xi-jinping"),
        ("id/Xi-Jinping", "id/xi-jinping"),
        ("id/lkae", "id/lake"),
        ("xi-jinping", "id/xi-jinping"),
        ("source/lake", "source/lake"),
    ],
)
def test_near_names_are_found(asked: str, first: str) -> None:
    """Whatever the case; names of the collection asked for come first."""
    names = NameSuggestions(["id/xi-jinping", "id/lake", "source/lake", "id/moscow"])

    assert names.near(asked)[0] == first


def test_far_names_are_not_suggested() -> None:
    """Nothing rather than nonsense."""
    assert NameSuggestions(["id/lake", "id/moscow"]).near("id/zzzzzz") == []


def test_suggesting_is_bounded() -> None:
    """However long the name that is asked for, a hundred of its characters are compared."""
    names = NameSuggestions([*(f"id/thing-{number}" for number in range(5_000)), "id/" + "x" * 500])

    assert names.near("id/" + "x" * 100_000) == ["id/" + "x" * 500]
    assert len(names.near("id/thing-x")) == 5


@pytest.mark.parametrize(
    ("raw", "others"),
    [
        ("id/a%2Fb", ("id/a%2fb", "id/a/b")),
        ("id/50%25", ("id/50%25",)),
        ("id/%E9", ("id/%e9",)),
        ("id/caf%C3%A9", ("id/caf\u00e9", "id/cafe\u0301")),
        ("id/a%2fb/%C3%A9", ("id/a%2Fb/\u00e9", "id/a%2fb/\u00e9")),
        ("id/~x", ("id/%7Ex",)),
        ("id/x%3Fy", ("id/x?y",)),
    ],
)
def test_the_path_as_it_came_is_meant_first(raw: str, others: tuple[str, ...]) -> None:
    """Only then what clients and proxies may have made of another (RFC 3986 §2.2, RFC 3987 §3.2)."""
    found = SPACES.iris(raw)

    assert found[0] == SPACES.base + raw
    assert {SPACES.base + other for other in others} <= set(found)
    assert not any(iri.endswith("%") for iri in found)
