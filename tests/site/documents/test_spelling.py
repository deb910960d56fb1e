"""Values as the language of a page writes them; what needs no words stays as it is."""

from __future__ import annotations

import pytest

from churo.languages import LANGUAGES
from churo.site import messages
from churo.site.documents.page_model import Ref, Value
from churo.site.documents.spelling import in_one_language, spelled
from churo.terms import DCTERMS, EV


def said(value: Value, language: str, property: str = "") -> str:
    """The text of a value."""
    return spelled(value, property, language).ref.text


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("2024-05-16", "xsd:date", "2024年5月16日"),
        ("244800000000", "xsd:integer", "244,800,000,000"),
        ("true", "xsd:boolean", "はい"),
        ("0", "xsd:boolean", "いいえ"),
        ("maybe", "xsd:boolean", "maybe"),
        ("RU", "", "RU"),
    ],
)
def test_literals_are_in_words(text: str, datatype: str, expected: str) -> None:
    """Days, numbers, yes and no; what is malformed stays."""
    assert said(Value(Ref(text), datatype), "ja") == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", ["PERCENT", "NUM"])
def test_a_unit_has_a_name(unit: str, language: str) -> None:
    """A count too, where it stands as a value; nowhere stands the name that machines use."""
    name = messages.public_name(f"http://qudt.org/vocab/unit/{unit}", language)

    assert name and ":" not in name and unit not in name


def test_a_language_has_a_name() -> None:
    """Of the property of languages alone: elsewhere the same letters are another thing."""
    assert said(Value(Ref("ja")), "en", str(DCTERMS.language)) == messages.language_name("ja", "en")
    assert said(Value(Ref("x-none")), "en", str(DCTERMS.language)) == "x-none"
    assert said(Value(Ref("ja")), "en", "http://example.org/country") == "ja"


def test_a_country_has_a_name() -> None:
    """By its code, in the language of the page; one that is not told of keeps its code."""
    assert said(Value(Ref("RU")), "ja", str(EV.country)) == "ロシア"
    assert said(Value(Ref("RU")), "ru", str(EV.country)) == "Россия"
    assert said(Value(Ref("QQ")), "en", str(EV.country)) == "QQ"


def test_a_licence_has_its_short_name() -> None:
    """And leads where it led."""
    iri = "https://creativecommons.org/licenses/by/4.0/"

    ref = spelled(Value(Ref(iri, href=iri, iri=iri)), "", "en").ref

    assert (ref.text, ref.href) == ("CC BY 4.0", iri)


def test_of_the_same_in_several_languages_one_is_shown() -> None:
    """The page's; things and texts without language are all shown."""
    texts = Value(Ref("a stance", "en")), Value(Ref("立場", "ja"))
    others = Value(Ref("x")), Value(Ref("y"))

    assert in_one_language(texts, "ja") == texts[1:]
    assert in_one_language(others, "ja") == others
