"""What people write for a thing is a name of that thing alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

HOUSE = Path(__file__).resolve().parents[2]
ID = "https://w3id.org/churo/id/"
NAMES = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#altLabel",
)


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
