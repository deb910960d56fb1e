"""The tokens of SPARQL, found in time that grows with the text and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from churo.engine.syntax.sparql_lexer import calls, lex, tokens, without

TEXTS = {
    "an IRI": ("<urn:a#b>", ["iri"]),
    "comparisons": ("?a < ?b && ?c > ?d", ["variable", "other", "variable", "other", "other", "variable", "other", "variable"]),
    "a name": ("skos:prefLabel", ["name"]),
    "a name with escapes": (r"a:b\,c%20", ["name"]),
    "the empty prefix": (":a : b", ["name", "name", "word"]),
    "a prefix with dots": ("a.b-c:d", ["name"]),
    "dots without a colon": ("a.b-c", ["word", "other", "word", "other", "word"]),
    "a blank node": ("_:b0 a :C", ["blank", "word", "name"]),
    "strings": ("'a' \"b\" '''c'd''' \"\"\"e\"f\"\"\"@en-GB", ["string"] * 4 + ["language"]),
    "a name with marks": ("a:\u0e17\u0e35\u0e48x", ["name"]),
    "a name with joiners": ("a:\u0645\u06cc\u200cx b\u200d:c", ["name", "name"]),
    "a name decomposed": ("a:e\u0301-x ?e\u0301", ["name", "variable"]),
    "a full stop behind a name": ("a:b. a:c.d.", ["name", "other", "name", "other"]),
    "a variable and a minus": ("?a-b", ["variable", "other", "word"]),
    "a sign that no name has": ("a:x\u00d7y", ["name", "other", "word"]),
    "a comparison like an IRI": ("FILTER(1<2)a#>", ["word", "open", "word", "other", "word", "close", "word"]),
    "an IRI like a comparison": ("(1 <2)a#>)", ["open", "word", "other", "word", "close", "word"]),
    "a list of IRIs": ("{ ?s ?p (?x <a> <b>) }", ["open", "variable", "variable", "open", "variable", "iri", "iri", "close", "close"]),
    "an IRI in a condition": ("FILTER(?x = <a> && ?y IN (<b>, <c>))", ["word", "open", "variable", "other", "iri", "other", "other", "variable", "word", "open", "iri", "other", "iri", "close", "close"]),
    "a triple in a condition": ("FILTER(?t = <<( <a> <b> <c> )>>)", ["word", "open", "variable", "other", "other", "open", "iri", "iri", "iri", "close", "other", "close"]),
    "an escaped quote": (r'"a\"b" c', ["string", "word"]),
    "an unclosed string": ('"a b\nc', ["other", "word", "word", "word"]),
    "an unclosed long string": ('"""a" b', ["string", "string", "word"]),
    "a comment": ("a # 'b' \n c", ["word", "word"]),
    "brackets": ("([{}])", ["open"] * 3 + ["close"] * 3),
    "an escaped keyword": (r"\u0053ERVICE <urn:a>", ["word", "iri"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kinds"), TEXTS.values(), ids=TEXTS)
def test_kinds(text: str, kinds: list[str]) -> None:
    """Each token is of its kind."""
    assert [token.kind for token in tokens(text)] == kinds


@pytest.mark.parametrize("text", [text for text, _ in TEXTS.values()])
def test_together_they_are_the_text(text: str) -> None:
    """Nothing is lost, and each stands where it says."""
    found = list(lex(text))

    assert "".join(token.text for token in found) == text
    assert all(text[token.start :].startswith(token.text) for token in found)


@pytest.mark.parametrize("as_engine", [False, True])
@pytest.mark.parametrize("text", [text for text, _ in TEXTS.values()])
def test_what_stands_in_a_comment_changes_nothing_before_it(text: str, as_engine: bool) -> None:
    """A text in ASCII is read by other classes of characters, which find the same in it."""
    found = list(lex(text, as_engine=as_engine))

    assert list(lex(f"{text}\n#é", as_engine=as_engine))[: len(found)] == found


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("SELECT (RAND() AS ?r) {}", True),
        ("SELECT (now\n( ) AS ?r) {}", True),
        ("SELECT (R\\u0041ND() AS ?r) {}", True),
        ("SELECT * { ?s ?p 'RAND()' } # RAND()", False),
        ("SELECT * { ?rand ?p (1 2) }", False),
        ("SELECT * { ?s a :RAND . (1) ?p ?o }", False),
    ],
)
def test_calls(text: str, called: bool) -> None:
    """A function is called where it stands before a bracket, however it is spelled."""
    assert calls(text, ("rand", "now")) is called


def test_without() -> None:
    """What is left out leaves blanks, so that places stay."""
    text = "a 'b\\'c' <urn:x> # y\nz '''p\nq'''"

    assert without(text, ("string", "iri", "comment")) == f"a{' ' * 19}\nz{' ' * 5}\n{' ' * 4}"


def _work(text: str) -> int:
    """How many calls and lines of Python, and characters of matches, reading a text takes."""
    steps = 0
    list(lex("é"))  # what is compiled once is no work of a text

    def count(*_: object) -> Callable[..., object]:
        nonlocal steps
        steps += 1
        return count

    sys.settrace(count)
    try:
        for _ in lex(text):
            pass
    finally:
        sys.settrace(None)
    return steps


TRAPS = {
    "backslashes in an unclosed string": '"' + r"\"" * 4000,
    "dots without a colon": "a." * 4000,
    "hyphens without a colon": "a-" * 4000,
    "unclosed long strings": '"""' + r"\"" * 4000,
    "both quotes, unclosed": ('"' + "'") * 4000,
    "unclosed IRIs": "<a" * 4000,
    "colons": ":" * 8000,
    "comments": "#" * 8000,
    "spaces": " " * 8000,
    "brackets": "(" * 8000,
}


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_reading_takes_work_in_proportion(text: str) -> None:
    """Twice as much text, twice as much work; characters that a pattern passes are counted below."""
    half = text[: len(text) // 2]

    assert _work(text) <= 2.2 * _work(half) + 100


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS)
def test_no_character_is_passed_many_times(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The patterns together pass over each character a few times, however often they fail."""
    from churo.engine.syntax import sparql_lexer

    passed = 0

    class Counted:
        def __init__(self, pattern: object) -> None:
            self._pattern = pattern

        def match(self, text: str, position: int) -> object:
            nonlocal passed
            found = self._pattern.match(text, position)  # type: ignore[attr-defined]
            passed += len(found.group()) if found else 1
            return found

    names = sparql_lexer._ASCII_NAMES if text.isascii() else sparql_lexer._all_names()
    for place, name in ((sparql_lexer, "_IRI"), (names, "run"), (names, "other")):
        monkeypatch.setattr(place, name, Counted(getattr(place, name)))
    for place, name in (
        (sparql_lexer, "_STRINGS"),
        (sparql_lexer, "_LONG_STRINGS"),
        (names, "locals"),
    ):
        patterns = {quote: Counted(p) for quote, p in getattr(place, name).items()}
        monkeypatch.setattr(place, name, patterns)
    list(lex(text))

    assert passed <= 5 * len(text)
