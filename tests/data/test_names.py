"""What people write for a thing is a name of that thing alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from churo.languages import LANGUAGES
from churo.site.messages import country_name

HOUSE = Path(__file__).resolve().parents[2]
ID = "https://w3id.org/churo/id/"
NAMES = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#altLabel",
)
LABEL = NamedNode(NAMES[0])
COUNTRY = NamedNode("https://w3id.org/churo/evidence#country")
NOTATION = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
ALPHA_2 = NamedNode("https://w3id.org/churo/code#ISO3166-1-alpha-2")


@pytest.fixture(scope="module")
def entities() -> Store:
    """All names of entities."""
    store = Store()
    for path in sorted((HOUSE / "data/entities").glob("*.ttl")):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("SCO", "sco"),
        ("ШОС", "sco"),
        ("上合组织", "sco"),
        ("NDB", "ndb"),
        ("AIIB", "aiib"),
        ("亚投行", "aiib"),
        ("АБИИ", "aiib"),
        ("UNSC", "un-security-council"),
        ("安理会", "un-security-council"),
        ("安保理", "un-security-council"),
        ("Совбез ООН", "un-security-council"),
        ("PLA", "pla"),
        ("НОАК", "pla"),
        ("PBOC", "pboc"),
        ("CNPC", "cnpc"),
        ("中石油", "cnpc"),
        ("ICBC", "icbc"),
        ("DPRK", "north-korea"),
        ("КНДР", "north-korea"),
        ("亚太经合组织", "apec"),
        ("Xi", "xi-jinping"),
        ("普京", "vladimir-putin"),
        ("拉夫罗夫", "sergei-lavrov"),
        ("别洛乌索夫", "andrei-belousov"),
    ],
)
def test_a_short_name_is_of_one_thing(name: str, entity: str, entities: Store) -> None:
    """Of the thing that everybody means by it, in whatever language."""
    named = {
        quad.subject.value
        for predicate in NAMES
        for quad in entities.quads_for_pattern(None, NamedNode(predicate), None)
        if quad.object.value == name
    }

    assert named == {ID + entity}


def test_a_person_has_a_full_name_in_every_language(entities: Store) -> None:
    """Family and given name: two words, or in Chinese and Japanese a dot or two characters."""
    persons = {
        quad.subject
        for quad in entities.quads_for_pattern(
            None, None, NamedNode("https://w3id.org/churo/ontology#Person")
        )
    }
    labels = [
        quad.object
        for person in persons
        for quad in entities.quads_for_pattern(person, NamedNode(NAMES[0]), None)
    ]
    short = [
        label.value
        for label in labels
        if not (" " in label.value or "·" in label.value or "・" in label.value)
        and (label.language in ("en", "ru") or len(label.value) > 4)
    ]

    assert len(labels) == 4 * len(persons) > 0
    assert short == []


def test_a_country_of_a_publisher_has_a_name(entities: Store) -> None:
    """In each language, and the one that it has as a state."""
    publishers = Store()
    for path in sorted((HOUSE / "data/publishers").glob("*.ttl")):
        publishers.load(path=str(path), format=RdfFormat.TURTLE)
    codes = {quad.object.value for quad in publishers.quads_for_pattern(None, COUNTRY, None)}

    assert "RU" in codes
    for language in LANGUAGES:
        for code in codes:
            name = country_name(code, language)
            state = next(
                entities.quads_for_pattern(None, NOTATION, Literal(code, datatype=ALPHA_2)), None
            )
            labels = entities.quads_for_pattern(state.subject, LABEL, None) if state else ()
            called = {row.object.value for row in labels if row.object.language == language}
            assert name != code and called in (set(), {name}), code
