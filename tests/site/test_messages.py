"""Every language says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from churo.languages import LANGUAGES
from churo.site import messages

FOLDER = Path(messages.__file__).parent
FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
TEMPLATES = FOLDER.parent.rglob("*.html")


def test_there_is_a_file_for_each_language() -> None:
    """And for no other."""
    assert FILES.keys() == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_message(language: str) -> None:
    """None missing, none more, none empty, in the order of the others."""
    for part in ("words", "properties", "formats", "units"):
        told, first = FILES[language][part], FILES[LANGUAGES[0]][part]
        assert list(told) == list(first)
        assert all(isinstance(text, str) and text.strip() for text in told.values())


def test_a_file_says_whose_it_is() -> None:
    """The tag of a page is that of its file."""
    assert all(FILES[language]["words"]["tag"] == language for language in LANGUAGES)


def test_no_word_is_there_for_nothing() -> None:
    """Each is in a template or asked for by the page."""
    used = {
        key
        for path in TEMPLATES
        for key in re.findall(r"words\.(\w+)|words\[.(\w+).\]", path.read_text("utf-8"))
        for key in key
    }

    assert set(FILES["en"]["words"]) - used <= {"language"}


def test_property_names() -> None:
    """Of public vocabularies, in the language of the page."""
    iri = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

    assert messages.property_name(iri, "ja") == "型"
    assert messages.property_name("urn:x", "ja") == ""
