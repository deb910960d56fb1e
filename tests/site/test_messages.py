"""Every language says the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest

from churo.engine.diagnosis import wordings
from churo.languages import LANGUAGES
from churo.site import messages
from churo.site.replies import problem_details
from churo.site.replies.problem_kinds import KINDS
from tests.data.test_translations import foreign

FOLDER = Path(messages.__file__).parent
FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
TEMPLATES = sorted(FOLDER.parent.rglob("*.html"))
PARTS = (
    *("words", "properties", "classes", "formats", "units", "languages", "countries"),
    *("problems", "problem_advice", "notices", "notice_advice"),
)
# What the engine says in English, where it makes it, and the part of a file that says it in another.
OF_ENGINE = {
    "hints": wordings.HINTS,
    "notice_details": wordings.NOTICES,
    "problem_details": problem_details.DETAILS,
}
OTHERS = LANGUAGES[1:]
# Names that are the same in every language (formats, commands, files, a specification), and attributes.
TECHNICAL = re.compile(
    r"SPARQL|CSV|JSON|SVG|SHA-256|RDF Patch|churo verify|sha256sum --check(?: --ignore-missing)?|SHA256SUMS|description\.ttl"
    r"|CITATION\.cff|Reconciliation Service API|/sparql|/changes|/dumps/|/problems/|/reconcile|/links\?uri=…"
    r"|(?:lang|dir)=\" \""
)
READ_ALOUD = {"title", "aria-label", "alt", "placeholder", "label"}


class Prose(HTMLParser):
    """Collects what a reader sees or hears of a template; what is computed is a space."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes that are read aloud; programs are no prose."""
        self.code += tag in ("pre", "script", "style")
        self.found += [value or "" for name, value in attrs if name in READ_ALOUD]

    def handle_endtag(self, tag: str) -> None:
        """The end of a program."""
        self.code -= tag in ("pre", "script", "style")

    def handle_data(self, data: str) -> None:
        """The text between tags."""
        self.found += [] if self.code else [data]


def prose(template: str) -> Iterator[str]:
    """The pieces of a template's own text that have a letter and are no technical name."""
    parser = Prose()
    parser.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template, flags=re.DOTALL))
    for piece in parser.found:
        if re.search(r"[^\W\d_]", TECHNICAL.sub("", piece)):
            yield piece.strip()


def holes(text: str) -> set[str]:
    """The names of what is put into a message."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_there_is_a_file_for_each_language() -> None:
    """And for no other."""
    assert FILES.keys() == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_message(language: str) -> None:
    """None missing, none more, none empty, in the order of the others."""
    for part in PARTS:
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


def test_names_of_what_others_define() -> None:
    """Properties, classes and units; languages by their tags."""
    assert messages.public_name("http://www.w3.org/2002/07/owl#Class", "ru") == "класс"
    assert messages.public_name("http://qudt.org/vocab/unit/PERCENT", "zh") == "%"
    assert messages.public_name("urn:x", "zh") == ""
    assert messages.language_name("vi", "zh") == "越南语"
    assert messages.language_name("xx", "zh") == "xx"


@pytest.mark.parametrize("language", ["zh", "ru"])
def test_words_have_no_signs_of_another_language(language: str) -> None:
    """Those that tell of SPARQL and of signs apart."""
    told = FILES[language]
    texts = [*told["words"].values(), *told["problems"].values(), *told["notices"].values()]

    assert [text for text in texts if foreign(text, language)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_is_put_into_a_message_in_every_language(language: str) -> None:
    """A number or name that one language tells is missing in none."""
    for part in ("words", "formats"):
        for key, text in FILES[LANGUAGES[0]][part].items():
            assert holes(FILES[language][part][key]) == holes(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_problem_and_notice_has_words(language: str) -> None:
    """And none that there is not."""
    assert messages.problems(language).keys() == KINDS.keys()
    assert messages.notices(language).keys() == wordings.NOTICES.keys()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("part", OF_ENGINE)
def test_what_the_engine_says_is_there_in_other_languages(part: str, language: str) -> None:
    """Each sentence, of the same values."""
    told, english = FILES[language][part], OF_ENGINE[part]

    assert list(told) == list(english)
    assert part not in FILES[LANGUAGES[0]]
    for kind, text in english.items():
        assert holes(told[kind]) == holes(text), kind


def test_hints_and_notices_are_told_of_their_query() -> None:
    """In a language that has words for them; braces of SPARQL stay; else in none."""
    values = {"names": "?lable"}

    assert messages.notice_detail("unbound-variable", values, "zh").startswith(
        "查询中没有模式绑定?lable"
    )
    assert "WHERE { … }" in messages.hint("no-form", {}, "ru")
    assert messages.hint("", {}, "ru") == messages.hint("no-form", {}, LANGUAGES[0]) == ""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    """What people read comes from the messages, but for technical names."""
    assert list(prose(path.read_text("utf-8"))) == []


def test_words_in_a_template_are_found() -> None:
    """In text and in what is read aloud; programs and what is computed are none."""
    page = '<p title="Why">{{ words.x }} CSV</p><pre>import x</pre>{# why #}<h1>Kinds of</h1>'

    assert list(prose(page)) == ["Why", "Kinds of"]
