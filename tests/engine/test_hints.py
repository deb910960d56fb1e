"""The usual mistakes of newcomers, each with the query that makes it and what it is told."""

from __future__ import annotations

import pytest

from churo.engine.diagnosis import keyword_mistakes
from churo.engine.diagnosis.explanation import excerpt, readable
from churo.engine.diagnosis.hints import find, of_refusal, place

KNOWN = {"skos": "http://www.w3.org/2004/02/skos/core#", "rdfs": "urn:rdfs#"}

RIGHT = """
REDUCED FROM NAMED DESC UNDEF LOAD SILENT INTO CLEAR DROP CREATE MOVE COPY INSERT DATA DELETE WITH USING
DEFAULT SERVICE LANG LANGMATCHES DATATYPE BOUND BNODE RAND CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH HOURS MINUTES SECONDS TIMEZONE UUID STRUUID
COALESCE STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE COUNT
SAMPLE SEPARATOR
"""

MISTAKES = {
    "undeclared prefix": ("SELECT * { ?s skos:prefLabel ?l }", "skos: is not declared"),
    "misspelt prefix": ("SELECT * { ?s skso:prefLabel ?l }", "Did you mean skos:?"),
    "misspelt form": ("SELEC ?x { ?x ?p ?o }", "Did you mean SELECT?"),
    "misspelt form of everything": ("SELEC * WHERE {…}", "no word SELEC. Did you mean SELECT?"),
    "misspelt form without a pattern": ("SELEC *", "Did you mean SELECT?"),
    "misspelt form and a keyword": ("SELEC DISTINCT * WHERE", "Did you mean SELECT?"),
    "misspelt form alone": ("Describ", "Did you mean DESCRIBE?"),
    "misspelt ask": ("ASKK { ?s ?p ?o }", "Did you mean ASK?"),
    "misspelt keyword": ("SELECT ?x WHER { ?x ?p ?o }", "Did you mean WHERE?"),
    "misspelt filter": ("SELECT * { ?s ?p ?o FITLER (?o > 1) }", "Did you mean FILTER?"),
    "misspelt optional": ("SELECT * { OPTINAL { ?s ?p ?o } }", "no word OPTINAL"),
    "misspelt limit": ("SELECT * { ?s ?p ?o } LIMT 5", "Did you mean LIMIT?"),
    "misspelt order": ("SELECT * { ?s ?p ?o } ODER BY ?s", "Did you mean ORDER?"),
    "bare address": ("SELECT * { http://example.org/a ?p ?o }", "angle brackets"),
    "missing brace": ("SELECT * { ?s ?p ?o", "1 } too few"),
    "brace too many": ("SELECT * { ?s ?p ?o }}", "1 } too many"),
    "comma": ("SELECT ?s, ?o { ?s ?p ?o }", "without commas"),
    "bare aggregate": ("SELECT COUNT(?s) { ?s ?p ?o }", "(COUNT(?x) AS ?n)"),
    "nameless aggregate": ("SELECT (COUNT(?s)) { ?s ?p ?o }", "has no name"),
    "and": ("SELECT * { ?s ?p ?o FILTER (?o > 1 AND ?o < 3) }", "write &&"),
    "equality": ("SELECT * { ?s ?p ?o FILTER (?o == 1) }", "="),
    "inequality": ("SELECT * { ?s ?p ?o FILTER (?o <> 1) }", "!="),
    "bare filter": ("SELECT * { ?s ?p ?o FILTER ?o > 1 }", "in brackets"),
    "limit first": ("SELECT * { ?s ?p ?o } LIMIT 3 ORDER BY ?s", "ORDER BY, LIMIT"),
    "typographic quotes": ("SELECT * { ?s ?p “x” }", "typographic"),
    "full width": ("SELECT * ｛ ?s ?p ?o }", "full-width"),
    "escaped for html": ("SELECT * { ?s ?p ?o FILTER (?o &gt; 1) }", "escaped for HTML"),
    "encoded twice": ("SELECT%20*%20%7B?s%20?p%20?o%7D", "encode it once"),
    "semicolon": ("SELECT * { ?s ?p ?o };", "semicolon"),
    "no full stop": ("SELECT * {\n ?s ?p ?o\n ?o ?q ?r\n}", "full stop"),
    "no full stop in a line": ("SELECT * { ?s a ?c ?s ?p ?o }", "put one before ?s"),
    "a bare word": ("SELECT * { ?s ?p Moscow }", "Moscow is no term"),
    "capital a": ("SELECT * { ?s A ?c }", "a small a"),
    "ideographic full stop": ("SELECT * { ?s ?p ?o。 ?s ?q ?r }", "full stop: ."),
    "sql": ("SELECT name FROM meetings WHERE year > 2020", "This is SQL"),
    "sql of everything": ("SELECT * FROM meetings", "This is SQL"),
    "plain words": ("Who met whom in Moscow?", "plain words"),
    "plain words that begin like a query": ("Selection of meetings", "plain words"),
    "plain words that are one": ("Selection", "plain words"),
    "plain words of Japanese": ("会談はいつか", "plain words"),
    "no form": ("?s ?p ?o", "does not say what is wanted"),
    "no form behind prefixes": ("PREFIX a: <urn:a> { ?s a:b ?o }", "does not say what is wanted"),
    "limit inside the braces": ("SELECT * { ?s ?p ?o LIMIT 1", "LIMIT stands behind"),
    "order inside the braces": ("SELECT * { ?s ?p ?o ORDER BY ?s }", "ORDER stands behind"),
    "a negative limit": ("SELECT * { ?s ?p ?o } LIMIT -1", "a whole number from 0"),
    "a limit that is a variable": ("SELECT * { ?s ?p ?o } LIMIT ?n", "a whole number from 0"),
    "exists without braces": ("SELECT * { ?s ?p ?o FILTER (NOT EXISTS) }", "a pattern in braces"),
    "exists in brackets": ("ASK { ?s ?p ?o FILTER EXISTS (?o ?q ?r) }", "a pattern in braces"),
    "a column that is not grouped": (
        "SELECT ?s ?o { ?s ?p ?o } GROUP BY ?s",
        "?o stands after SELECT",
    ),
    "a column of a subquery": (
        "SELECT ?s { { SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?p } }",
        "?s stands after SELECT",
    ),
    "not grouped": ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "GROUP BY"),
}


@pytest.mark.parametrize(("query", "words"), MISTAKES.values(), ids=MISTAKES)
def test_find(query: str, words: str) -> None:
    """The hint says what is wrong."""
    hint = find(query, KNOWN)

    assert hint is not None
    assert words in hint.text


def test_a_known_prefix_is_offered() -> None:
    """The line that mends the query is there to be copied."""
    hint = find("SELECT * { ?s skos:prefLabel ?l }", KNOWN)

    assert hint is not None
    assert hint.declaration == "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"


@pytest.mark.parametrize(
    "query",
    [
        'PREFIX a: <urn:a> SELECT * { ?s a:b "skos:x, y AND z == {" }',
        "SELECT * { ?s <http://example.org/skos:x#y> ?o } # skos:x",
        "BASE <urn:x> PREFIX : <urn:y> SELECT * { ?s :a ?o ; a :b }",
        "SELECT * { _:x ?p ?o }",
        "PREFIX a: <urn:a> SELECT * { ?s ^a:b/a:c ?o }",
        'PREFIX a: <urn:a> SELECT * { ?s a:b "1"^^a:c , "x"@en ; a a:A . GRAPH ?g { ?s ?p ?o } }',
        "PREFIX a: <urn:a> SELECT * { ?s a:b [ a:c ?d ; a:e ?f ] , (1 2 3) . ?x a:b ?y }",
        "SELECT ?s (UCASE(?o) AS ?m) { ?s ?p ?o FILTER NOT EXISTS { ?o ?q ?r } } GROUP BY ?s ?o LIMIT 0",
        "SELECT ?k { ?s ?p ?o } GROUP BY (UCASE(?o) AS ?k) ORDER BY ?k OFFSET 2",
        "SELECT * { { SELECT ?s { ?s ?p ?o } GROUP BY ?s LIMIT 3 } }",
        "PREFIX a: <urn:a> SELECT * { VALUES (?x ?y) { (a:b a:c) (a:d a:e) } ?x ?y ?z }",
    ],
)
def test_what_is_right_gets_no_hint(query: str) -> None:
    """Strings, IRIs, comments, blank nodes and declared prefixes are no mistakes."""
    assert find(query, KNOWN) is None


def test_no_word_of_sparql_is_called_misspelt() -> None:
    """Not one of the grammar (§19.8) that is near another."""
    for word in (*RIGHT.split(), *keyword_mistakes.KEYWORDS):
        found = find(f"ASK {{ ?s ?p {word} }}", KNOWN)
        assert found is None or found.kind != "misspelt-keyword", word


def test_excerpt_points_at_the_place() -> None:
    """The caret stands below the column, also in a line too long to show whole."""
    assert excerpt("a\nbcd", 2, 3) == "bcd\n  ^"
    line, caret = excerpt("x" * 500 + "!" + "y" * 500, 1, 501).splitlines()
    assert line[caret.index("^")] == "!"
    assert len(line) == 100


def test_excerpt_of_a_place_past_the_end() -> None:
    """A mistake noticed at the end of the query is shown at the end."""
    assert excerpt("a\nb", 9, 2) == "b\n ^"
    assert excerpt("", 1, 1) == "\n^"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "expected one of Prefix not found, ['%'], ['-' | '0' ..= '9']",
            "A prefix is not declared.",
        ),
        (
            "expected one of ['.'], ['A' ..= 'Z'], \"SELECT\"",
            "This is not understood; possible here: ., SELECT.",
        ),
        ("expected one of LATERAL, SERVICE, [_]", "This is not understood."),
        ("expected ['A' ..= 'Z']", "This is not understood."),
        (
            "expected one of The SELECT contains a variable that is unbound, _",
            "The SELECT contains a variable that is unbound.",
        ),
        ("The variable ?x is not in GROUP BY", "The variable ?x is not in GROUP BY"),
    ],
)
def test_readable(message: str, expected: str) -> None:
    """What a parser says is cut to what a person can use."""
    assert readable(message) == expected


def test_place() -> None:
    """Lines and columns count from 1."""
    assert [place("ab\ncd", offset) for offset in (0, 1, 3, 4)] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_wikidatas_label_service_has_another_way() -> None:
    """Whoever comes from there is told what to write; others who reach out are not."""
    told = of_refusal(
        'SELECT * { SERVICE wikibase:label { bd:serviceParam wikibase:language "en" } }'
    )

    assert told is not None and "rdfs:label ?label" in told.text
    assert of_refusal("SELECT * { SERVICE <http://example.org/> {} }") is None
