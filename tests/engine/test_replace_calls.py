"""REPLACE by the rules of XPath (SPARQL 1.1 §17.4.3.15), each case evaluated by the engine."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, Store

from churo.engine.syntax.replace_calls import groups, mend, replacement_of
from churo.engine.worker.evaluation import _matches_empty
from tests.limits.work import steps

XPATH = {
    "a group before a letter": (r"""REPLACE("abcd", "b(c)", "[$1x]")""", "a[cx]d"),
    "a group in brackets": (r"""REPLACE("abcd", "(b)(c)", "$2$1")""", "acbd"),
    "more digits than groups": (r"""REPLACE("abcd", "(b)", "$12")""", "ab2cd"),
    "a group that is not there": (r"""REPLACE("abcd", "(b)", "<$2>")""", "a<>cd"),
    "the whole match": (r"""REPLACE("abcd", "b", "$0$0")""", "abbcd"),
    "a dollar sign": (r"""REPLACE("5 EUR", " EUR", "\\$")""", "5$"),
    "a backslash": (r"""REPLACE("a/b", "/", "\\\\")""", r"a\b"),
    "underscores after a group": (r"""REPLACE("ab", "(a)", '$1_z')""", "a_zb"),
    "long strings": (r'''REPLACE("""a"b""", """(")""", """$1q""")''', 'a"qb'),
    "flags": (r"""REPLACE("aBc", "(b)", "$1x", "i")""", "aBxc"),
    "no capturing group": (r"""REPLACE("abc", "(?:a)(b)", "$1x")""", "bxc"),
    "brackets in a class": (r"""REPLACE("a(b", "[(](b)", "$1x")""", "abx"),
    "one in another": (r"""REPLACE(REPLACE("ab", "(a)", "$1x"), "(x)", "$1y")""", "axyb"),
    "the empty string matched": (r"""COALESCE(REPLACE("abc", "z*", "x"), "error")""", "error"),
    "a bare dollar sign": (r"""COALESCE(REPLACE("abc", "b", "$"), "error")""", "error"),
    "a bare backslash": (r"""COALESCE(REPLACE("abc", "b", "\\x"), "error")""", "error"),
    "error inside": (r"""COALESCE(REPLACE(REPLACE("a", "", "x"), "a", "b"), "error")""", "error"),
}


@pytest.mark.parametrize(("expression", "value"), XPATH.values(), ids=XPATH)
def test_a_replacement_is_that_of_xpath(expression: str, value: str) -> None:
    """fn:replace §5.6.4, by what the engine answers to the mended query."""
    mended = mend(f"SELECT ({expression} AS ?x) {{}}", _matches_empty)

    found = Store().query(mended.text)

    assert isinstance(found, QuerySolutions)
    assert [row["x"].value for row in found] == [value]
    assert not mended.unread


@pytest.mark.parametrize(
    "query",
    [
        'SELECT (REPLACE(?a, ?b, "x") AS ?c) { ?s ?p ?a , ?b }',
        'SELECT (REPLACE(?a, "(b)", CONCAT("$1", "x")) AS ?c) { ?s ?p ?a }',
        'SELECT (REPLACE(?a, "b", "$1"@en) AS ?c) { ?s ?p ?a }',
    ],
)
def test_what_is_computed_is_left_and_told(query: str) -> None:
    """The engine reads it; nobody else can before it is asked."""
    mended = mend(query, _matches_empty)

    assert (mended.text, mended.unread) == (query, 1)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "REPLACE(a, b, $1x)" }',
        "SELECT ?replace { ?s ?p ?replace }",
        "SELECT * { ?s <urn:REPLACE(1,2,3)> ?o } # REPLACE(",
        "REPLACE(",
        "REPLACE)",
    ],
)
def test_what_is_no_call_is_left(query: str) -> None:
    """Strings, variables, IRIs, comments, and what is no query."""
    assert mend(query, _matches_empty).text == query


def test_what_calls_nothing_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that begins so is in the queries of every document."""
    monkeypatch.setattr("churo.engine.syntax.replace_calls.lex", lambda text: pytest.fail("read"))

    assert not mend(
        "SELECT * { ?s dcterms:isReplacedBy ?o ; ex:replace_1 1 }", _matches_empty
    ).unread


@pytest.mark.parametrize("space", ["", " ", "\n", "#(\n", "\t #\n "])
def test_a_call_may_have_space_before_its_bracket(space: str) -> None:
    """And comments."""
    mended = mend(f"""SELECT (replace{space}("ab", "(a)", "$1x") AS ?x) {{}}""", _matches_empty)

    assert "${1}x" in mended.text


@pytest.mark.parametrize(
    "piece",
    [
        "REPLACE(",
        "REPLACE('a','b','$1')",
        "REPLACE(REPLACE('a',",
        "REPLACE('",
        "REPLACE(?a,'[','$1',",
    ],
)
def test_mending_takes_time_in_proportion(piece: str) -> None:
    """However many calls begin and do not end."""

    def work(number: int) -> int:
        return steps(lambda: mend(piece * number, lambda pattern, flags: False))

    assert work(4000) < 5 * work(1000)


def test_groups_are_counted() -> None:
    """Those that capture."""
    assert [groups(text) for text in ("", "(a)(b(c))", r"\((a)", "(?:a)(b)", "[(](a)")] == [
        0,
        3,
        1,
        1,
        1,
    ]


def test_a_number_of_any_length_is_read() -> None:
    """As the first digit and text, where there is no such group."""
    assert replacement_of("$" + "1" * 5000, 1) == "${1}" + "1" * 4999


@pytest.mark.parametrize("pattern", ["[" * 60_000, "(" * 60_000, "[(" * 30_000, "\\\\" * 30_000])
def test_a_hostile_pattern_is_read_once(pattern: str) -> None:
    """Letter by letter, with no place looked at again."""
    assert groups(pattern) in (0, 60_000)
