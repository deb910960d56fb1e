"""What is told of answers that are right as they stand, and of which nothing is told."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from churo.engine.diagnosis.near_terms import nearest
from churo.engine.diagnosis.notices import may_concern
from churo.engine.stores import Stores
from churo.engine.syntax.outline import resolved
from churo.engine.syntax.outline_reader import outlined
from churo.engine.worker.evaluation import evaluate
from tests.limits.work import steps

PREFIXES = {"ex": "https://data.example/id/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
DATA = """
@prefix ex: <https://data.example/id/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:lake rdfs:label "lake"@en , "озеро"@ru ; ex:code "L" ; ex:near <http://www.wikidata.org/entity/Q5> .
ex:pond rdfs:label "pond"@en ; ex:code "P" .
ex:one ex:when "2024"^^xsd:gYear . ex:two ex:when "2024-05-01"^^xsd:date ; ex:day "2024-05-01"^^xsd:date .
ex:one a ex:Event . ex:two a ex:Event .
"""
SAID = (
    DATA
    + """
ex:claim { ex:lake ex:deep true . ex:mermaid ex:livesIn ex:lake }
ex:layer { ex:one a ex:Event ; ex:when "2024"^^xsd:gYear } ex:other { ex:pond ex:code "P" }
"""
)
HEAD = {
    "base": "https://data.example/sparql",
    "default": None,
    "named": None,
    "solutions": "application/sparql-results+json",
    "graph": "text/turtle",
    "answer": 1 << 20,
}
HEADER = "".join(f"PREFIX {name}: <{space}> " for name, space in PREFIXES.items())


@pytest.fixture(scope="module")
def stores() -> Stores:
    """What is stood for, and an assertion beside it."""
    found = Stores(Store(), Store())
    found.default.load(DATA.encode(), RdfFormat.TURTLE)
    found.whole.load(SAID.encode(), RdfFormat.TRIG)
    return found


def told(stores: Stores, query: str) -> list[tuple[str, str]]:
    """The notices with the answer to a query."""
    head, _ = evaluate(stores, HEAD, HEADER + query, PREFIXES)
    assert "error" not in head, head
    return [(row["kind"], row["detail"]) for row in head.get("notices", ())]


BAD = {
    "misspelt variable": (
        "SELECT ?lable { ?s ex:code ?label }", "unbound-variable", "?lable"),
    "misspelt as letters of a text": (
        "SELECT ?lable ?s { ?s ex:code ?label . ?s ex:code ?o } # '?lable'", "unbound-variable", "?lable"),
    "condition on nothing": (
        "SELECT ?s { ?s ex:code ?c FILTER (?code = 'L') }", "unbound-variable", "?code"),
    "dates of two types": (
        "SELECT ?s { ?s ex:when ?d FILTER (?d > '2024-01-01'^^<http://www.w3.org/2001/XMLSchema#date>) }",
        "mixed-dates", "date, gYear"),
    "labels in two languages": (
        "SELECT ?s ?l { ?s rdfs:label ?l }", "languages", "en, ru"),
    "counted in two languages": (
        "SELECT ?s (COUNT(?l) AS ?n) { ?s rdfs:label ?l } GROUP BY ?s", "languages", "en, ru"),
    "a wide integer": (
        "SELECT (9223372036854775808 + 1 AS ?n) {}", "wide-integer", "9223372036854775808"),
    "a wide literal": (
        "SELECT * { ?s ?p '99999999999999999999'^^<http://www.w3.org/2001/XMLSchema#integer> }",
        "wide-integer", "99999999999999999999"),
    "a path of no steps": (
        "SELECT ?o { ex:nobody ex:near* ?o }", "zero-length-path", "nobody"),
    "a page of ours": (
        "SELECT ?o { <https://data.example/en/doc/id/lake> ex:code ?o }", "page-address", "<https://data.example/id/lake>"),
    "a page of Wikidata": (
        "SELECT ?s { ?s ex:near <https://www.wikidata.org/wiki/Q5> }", "page-address", "entity/Q5"),
    "https for http": (
        "ASK { ?s ex:near <https://www.wikidata.org/entity/Q5> FILTER (true) }", "page-address", "http://www"),
    "what is only said": (
        "SELECT * { ex:lake ex:deep ?x }", "only-said", "GRAPH ?assertion"),
    "what is only said, counted": (
        "SELECT (COUNT(*) AS ?n) { ?x ex:livesIn ex:lake }", "only-said", "GRAPH ?assertion"),
    "a part that is only said": (
        "SELECT ?c ?d { ?x ex:code ?c OPTIONAL { ?x ex:deep ?d } FILTER (?c != 'Q') }", "only-said", "GRAPH ?assertion"),
    "a text without its language": (
        "SELECT ?s { ?s rdfs:label 'lake' }", "untagged-text", '"lake"@en'),
    "an order by nothing": (
        "SELECT ?s { ?s ex:code ?c } ORDER BY ?lable", "unbound-variable", "?lable"),
    "no regular expression": (
        "SELECT ?s { ?s ex:code ?c FILTER (REGEX(?c, '(L')) }", "invalid-regex", "'(L'"),
    "a property that some lack": (
        "SELECT ?s ?d { ?s a ex:Event ; ex:day ?d }", "left-out", "1 of 2"),
    "our own address of a thing": (
        "SELECT ?o { <https://data.example:8000/id/lake> ex:code ?o }", "page-address", "<https://data.example/id/lake>"),
    "an address in a language below a path": (
        "SELECT ?o { <https://example.org/base/en/doc/id/lake.html> ex:code ?o }", "page-address", "<https://data.example/id/lake>"),
    "an unknown class, counted": (
        "SELECT (COUNT(*) AS ?n) { ?s a ex:event }", "misspelt-term", "<https://data.example/id/Event>"),
    "an unknown property, summed": (
        "SELECT (SUM(?v) AS ?n) { ?s ex:kode ?v }", "misspelt-term", "<https://data.example/id/code>"),
    "an unknown thing, asked": (
        "ASK { ex:lkae ex:code ?c }", "misspelt-term", "<https://data.example/id/lake>"),
    "an unknown property that is optional": (
        "SELECT ?s ?d { ?s ex:code ?c OPTIONAL { ?s ex:dai ?d } }", "misspelt-term", "<https://data.example/id/day>"),
    "an unknown property in another namespace": (
        "SELECT ?s { ?s ex:label ?l }", "misspelt-term", "rdf-schema#label"),
    "an unknown alternative": (
        "SELECT ?o { ex:lake ex:code|ex:nothing ?o }", "unknown-term", "nothing"),
    "an unknown branch": (
        "SELECT ?o { { ex:lake ex:code ?o } UNION { ex:lake ex:nothing ?o } }", "unknown-term", "nothing"),
    "an unknown thing in a condition": (
        "SELECT ?o { ex:lake ex:near ?o FILTER (?o = ex:nothing) }", "unknown-term", "nothing"),
    "an unknown thing, described": ("DESCRIBE ex:nothing", "unknown-term", "nothing"),
    "a name of SELECT in HAVING": (
        "SELECT ?s (COUNT(?c) AS ?n) { ?s ex:code ?c } GROUP BY ?s HAVING (?n > 0)", "having-name", "?n"),
    "a date compared with a string": (
        "SELECT ?s { ?s ex:day ?d FILTER (?d > '2024-01-01') }", "unlike-values", '"2024-01-01"^^xsd:date'),
    "a date compared with a number": (
        "SELECT ?s { ?s ex:when ?d FILTER (2024 = ?d) }", "unlike-values", '"2024"^^xsd:gYear'),
    "a date that is a number": (
        "SELECT (COUNT(?s) AS ?n) { ?s ex:when 2024 }", "unlike-values", '"2024"^^xsd:gYear'),
    "a date of another type": (
        "SELECT ?s { ?s ex:day '2024-05'^^<http://www.w3.org/2001/XMLSchema#gYearMonth> }", "unlike-values", "xsd:date"),
    "a label compared with a text": (
        "SELECT ?s { ?s rdfs:label ?l FILTER (?l = 'lake') }", "untagged-text", '"lake"@en'),
    "a label in a list of texts": (
        "SELECT ?s { ?s rdfs:label ?l FILTER (?l IN ('lake', 'pond')) }", "untagged-text", '"lake"@en'),
    "a label compared with a text that is nowhere": (
        "SELECT ?s { ?s rdfs:label ?l FILTER (?l = 'sea') }", "unlike-values", "rdf:langString"),
    "a text with a language that the values have not": (
        "SELECT ?s { ?s ex:code 'L'@en }", "unlike-values", '"L"'),
    "a thing that is a text": (
        "SELECT ?s { ?s ex:near 'Q5' }", "unlike-values", "<http://www.wikidata.org/entity/Q5>"),
    "texts of things put together": (
        "SELECT (GROUP_CONCAT(DISTINCT ?n; SEPARATOR=', ') AS ?l) { ex:lake ex:near ?n }", "no-text", "STR(?n)"),
    "texts of subjects put together": (
        "SELECT (GROUP_CONCAT(?s) AS ?l) { ?s ex:code ?c }", "no-text", "STR(?s)"),
    "a word looked for in a date": (
        "SELECT ?s { ?s ex:day ?d FILTER (CONTAINS(?d, '2024')) }", "no-text", "CONTAINS(STR(?d)"),
    "two patterns that are in no one graph": (
        "SELECT * { GRAPH ?g { ?s a ex:Event ; ex:code ?c } }", "apart-in-graphs", "?s ex:code ?c"),
    "a pattern that is in no named graph": (
        "SELECT * { GRAPH ?g { ?s a ex:Event . ?x ex:near ?y } }", "not-in-named-graphs", "?x ex:near ?y"),
    "an unknown graph": ("SELECT * { GRAPH ex:nowhere { ?s ?p ?o } }", "unknown-graph", "nowhere"),
    "a thing taken for a graph": ("SELECT * FROM ex:lake { ?s ?p ?o }", "unknown-graph", "lake"),
    "a computed replacement": (
        "SELECT (REPLACE(?c, '(L)', CONCAT('$1', 'x')) AS ?x) { ?s ex:code ?c }", "replacement", "$1x"),
}  # fmt: skip


@pytest.mark.parametrize(("query", "kind", "words"), BAD.values(), ids=BAD)
def test_an_answer_that_may_mislead_is_told_so(
    stores: Stores, query: str, kind: str, words: str
) -> None:
    """Whether it is empty or not."""
    found = told(stores, query)

    assert [row for row in found if row[0] == kind and words in row[1]], found


GOOD = {
    "a lookup": "SELECT ?o { ex:lake ex:code ?o }",
    "everything": "SELECT * { ?s ?p ?o }",
    "one language": "SELECT ?s ?l { ?s rdfs:label ?l FILTER (LANG(?l) = 'en') }",
    "one value each": "SELECT ?s ?c { ?s ex:code ?c }",
    "dates of one type": "SELECT ?s { ?s ex:day ?d FILTER (?d > '2024-01-01'^^<http://www.w3.org/2001/XMLSchema#date>) }",
    "another comparison": "SELECT ?s { ?s ex:when ?d ; ex:day ?e FILTER (?e > '2024-01-01'^^<http://www.w3.org/2001/XMLSchema#date>) }",
    "bound by BIND": "SELECT ?x { ?s ex:code ?c BIND (UCASE(?c) AS ?x) }",
    "bound by VALUES": "SELECT ?x ?y { VALUES (?x ?y) { (1 2) } }",
    "bound in a list": "SELECT ?x { { ?s ex:code ?x } UNION { ?s ex:near (?x 1) } }",
    "bound by a subquery": "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?s ex:code ?o } } }",
    "grouped": "SELECT ?c (COUNT(?s) AS ?n) { ?s ex:code ?c } GROUP BY ?c HAVING (COUNT(?s) > 0)",
    "grouped by a name": "SELECT ?k { ?s ex:code ?c } GROUP BY (UCASE(?c) AS ?k) HAVING (?k > 'A')",
    "a name of a subquery in HAVING": "SELECT ?s { { SELECT ?s (COUNT(?c) AS ?n) { ?s ex:code ?c } GROUP BY ?s } } GROUP BY ?s HAVING (MAX(?n) > 0)",
    "a count of nothing, and rightly": "SELECT (COUNT(*) AS ?n) { ?s ex:code 'Z' }",
    "denied, and rightly": "ASK { ex:lake ex:code 'P' }",
    "a condition on what is not there": "SELECT ?s { ?s ex:code ?c FILTER (?s != ex:nothing) }",
    "what is made": "CONSTRUCT { ?s ex:new ?c } { ?s ex:code ?c FILTER (STRLEN(?c) > 5) }",
    "a cast and a datatype": "SELECT ?s { ?s ex:day ?d FILTER (<http://www.w3.org/2001/XMLSchema#date>(?d) > '2030-01-01'^^<http://www.w3.org/2001/XMLSchema#date>) }",
    "a comparison of texts": "SELECT ?s { ?s ex:when ?d FILTER (STR(?d) > '2030') }",
    "a comparison of what is computed": "SELECT ?s { ?s ex:day ?d FILTER (YEAR(?d) = 2030) }",
    "a comparison of one of several types": "SELECT ?s { ?s ex:when ?d FILTER (?d = '2030'^^<http://www.w3.org/2001/XMLSchema#gYear>) }",
    "texts put together": "SELECT (GROUP_CONCAT(STR(?n)) AS ?l) { ex:lake ex:near ?n }",
    "a word looked for in a text": "SELECT ?s { ?s ex:code ?c FILTER (CONTAINS(?c, 'Z')) }",
    "two patterns of one graph": "SELECT * { GRAPH ?g { ?s a ex:Event ; ex:when ?d FILTER (?s = ex:two) } }",
    "a graph by its name": "SELECT * FROM NAMED ex:layer { GRAPH ex:layer { ex:one ?p ?o } }",
    "two patterns of two graphs": "SELECT * { GRAPH ?g { ?s a ex:Event } GRAPH ?h { ?s ex:code ?c } }",
    "said, and asked for": "SELECT ?g { GRAPH ?g { ex:lake ex:deep ?x } }",
    "a path from what is known": "SELECT ?o { ex:lake ex:near* ?o }",
    "nothing, and rightly": "SELECT ?s { ?s ex:code 'Z' }",
    "an order": "SELECT ?c { ?s ex:code ?c } ORDER BY DESC(?c)",
    "a text with its language": "SELECT ?s { ?s rdfs:label 'lake'@ru }",
    "a regular expression": "SELECT ?s { ?s ex:code ?c FILTER (REGEX(?c, '(L)', 'i')) }",
    "a property kept optional": "SELECT ?s ?d { ?s a ex:Event OPTIONAL { ?s ex:day ?d } }",
    "a property that all have": "SELECT ?s ?d { ?s a ex:Event ; ex:when ?d }",
    "exists": "SELECT ?s { ?s ex:code ?c FILTER NOT EXISTS { ?s ex:when ?w } }",
}


@pytest.mark.parametrize("query", GOOD.values(), ids=GOOD)
def test_of_what_is_right_nothing_is_told(stores: Stores, query: str) -> None:
    """A notice that is false is worse than none."""
    assert told(stores, query) == []


@pytest.mark.parametrize(
    ("base", "reference", "iri"),
    [
        ("http://a.example/sparql", "http://b.example/ns#", "http://b.example/ns#"),
        ("https://a.example/sparql", "https://a.example/ns#", "https://a.example/ns#"),
        ("http://a.example/x/", "ns#", "http://a.example/x/ns#"),
        ("http://a.example/x/", "", "http://a.example/x/"),
        ("http://a.example/x/", "urn:a/../b", "urn:a/../b"),
        ("http://a.example/x/", "//[", "//["),
    ],
)
def test_a_namespace_keeps_its_hash(base: str, reference: str, iri: str) -> None:
    """Whatever scheme it shares with the base of the query."""
    assert resolved(base, reference) == iri


def test_unknown_names_are_told_under_a_public_https_address(stores: Stores) -> None:
    """And known ones are not."""
    query = "SELECT * { ?s rdfs:label 'nowhere' ; ex:nothing ?x }"

    head, _ = evaluate(stores, HEAD, HEADER + query, PREFIXES)

    assert head["unknown"] == ["https://data.example/id/nothing"]


def test_a_query_is_outlined_in_one_pass() -> None:
    """Whatever it is; the names of a base are resolved against it."""
    found = outlined(
        "BASE <http://b.example/> SELECT * { <a> <p> ?x ; <q> <b> , ?y . [] <r> 1 }",
        "http://a.example/",
    )

    assert found.patterns == [
        ("http://b.example/a", "http://b.example/p", "?x"),
        ("http://b.example/a", "http://b.example/q", "http://b.example/b"),
        ("http://b.example/a", "http://b.example/q", "?y"),
    ]
    for text in ("}" * 50, "{" * 50, "((((", "?x ?y ?z", "PREFIX", 'SELECT * { "'):
        outlined(text, "")


@pytest.mark.parametrize(
    "piece",
    [
        "?x ",
        "<urn:a> ",
        "ex:a ?b ?c . ",
        "( ",
        "{ ",
        "} ",
        "; , ",
        "FILTER (?a < 1) ",
        '"a',
        "VALUES (?a) ",
        "9" * 20 + " ",
    ],
)
def test_an_outline_takes_work_in_proportion(piece: str) -> None:
    """Whatever a client repeats."""

    def work(number: int) -> int:
        return steps(lambda: outlined(HEADER + piece * number, "http://a.example/"))

    assert work(2000) < 5 * work(500)


LABELS = "<http://www.w3.org/2000/01/rdf-schema#label>"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?s ?l {{ ?s {LABELS} ?l }}",
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?s ?l { ?s rdfs:label ?l }",
        "BASE <http://www.w3.org/2000/01/> SELECT ?s ?l { ?s <rdf-schema#label> ?l }",
        f"SELECT ?s ?l {{ ?s {LABELS.replace('label', 'l' + chr(92) + 'u0061bel')} ?l }}",
    ],
)
def test_a_property_with_texts_in_several_languages_is_told_of_however_it_is_written(
    stores: Stores, query: str
) -> None:
    """A whole IRI is found by its letters, any other way of writing it by reading the query."""
    head, _ = evaluate(stores, HEAD, query, PREFIXES)

    assert [row["kind"] for row in head.get("notices", ())] == ["languages"]


def test_what_names_no_such_property_is_told_of_none(stores: Stores) -> None:
    """All of a thing is asked for: that texts of several languages come with it is no surprise."""
    query = "SELECT ?p ?o { <https://data.example/id/lake> ?p ?o }"

    head, _ = evaluate(stores, HEAD, query, PREFIXES)

    assert head["rows"] > 1
    assert "notices" not in head


@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        ("?s a ex:Event ; ex:day ?d", True),
        ("?s ex:day ?d ;\n\ta\n\tex:Event", True),
        ("?s a<https://data.example/Event> ; ex:day ?d", True),
        ("?s rdf:type ex:Event ; ex:day ?d", True),
        ("?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ex:Event ; ex:day ?d", True),
        ("ex:lake a ?s ; ex:day ?d", False),
        ("ex:lake <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?s ; ex:day ?d", False),
        ("ex:a ex:type ?s ; ex:day ?d", False),
    ],
)
def test_what_may_leave_out_things_of_a_class_is_read(pattern: str, read: bool) -> None:
    """However the class is written; a lookup of the classes of a thing is not read a second time."""
    assert may_concern(f"SELECT ?s ?d {{ {pattern} }}", 2, False, lambda _: ()) is read


@pytest.mark.parametrize(
    "media_type", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"]
)
def test_a_row_without_columns_is_an_answer(media_type: str) -> None:
    """Which says that the pattern matches: nothing is to be told as if nothing had been found."""
    rows = [Quad(NamedNode(f"urn:{n}"), NamedNode("urn:when"), Literal(n)) for n in range(200)]
    rows.append(Quad(NamedNode("urn:a"), NamedNode("urn:when"), Literal("x")))
    stores = Stores(Store(), Store())
    stores.whole.extend(rows)
    stores.default.extend(rows)
    query = "SELECT * { <urn:a> <urn:when> 'x' }"

    head, _ = evaluate(stores, {**HEAD, "solutions": media_type}, query, {})

    assert head["rows"] == 1
    assert "notices" not in head


@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        ("?s ex:day ?d", False),
        ("?s ex:day 'a' , ?d", False),
        ("?s ex:day '?d'", True),
        ('?s ex:day "\\"?d"', True),
        ("?s ex:day <http://x/?d>", True),
        ("?s ex:day ?x # ?d", True),
    ],
)
def test_what_only_looks_like_a_variable_binds_none(pattern: str, read: bool) -> None:
    """In an IRI, in a string, in a comment: whether a variable may be misspelt is looked at then."""
    assert may_concern(f"SELECT ?s ?d {{ {pattern}\n}}", 1, False, lambda _: ()) is read


@pytest.mark.parametrize(("graph", "kinds"), [("layer", []), ("nosuch", ["unknown-graph"])])
def test_an_unknown_graph_of_the_protocol_is_told(
    stores: Stores, graph: str, kinds: list[str]
) -> None:
    """As one of FROM is."""
    head = HEAD | {"default": [PREFIXES["ex"] + graph], "named": []}

    told, _ = evaluate(stores, head, HEADER + "SELECT * { ex:one a ?c }", PREFIXES)

    assert [row["kind"] for row in told.get("notices", ())] == kinds


FORMATS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")


@pytest.mark.parametrize("media_type", [*FORMATS, "text/tab-separated-values"])
@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("SELECT (COUNT(*) AS ?n) (SUM(?c) AS ?m) (MAX(?c) AS ?x) { ?s ex:kode ?c }", ["kode"]),
        ("SELECT ?s { ex:lake ex:code ?c OPTIONAL { ex:lake ex:kode ?s } }", ["kode"]),
        ("ASK { ?s ex:kode ?c }", ["kode"]),
        ("SELECT (COUNT(*) AS ?n) { ?s ex:code ?c FILTER (?s != ex:puddle) }", []),
        ("ASK { ?s ex:code ?c FILTER (?s != ex:puddle) }", []),
    ],
)
def test_unknown_names_are_listed_where_an_answer_is_not_empty(
    stores: Stores, query: str, unknown: list[str], media_type: str
) -> None:
    """A count of 0, a blank cell and false say nothing of their own; 2 and true do."""
    head, _ = evaluate(stores, HEAD | {"solutions": media_type}, HEADER + query, PREFIXES)

    names = [iri.removeprefix(PREFIXES["ex"]) for iri in head.get("unknown", ())]
    assert names == unknown


@pytest.mark.parametrize(
    ("iri", "near"),
    [
        ("cod", "code"),
        ("codee", "code"),
        ("kode", "code"),
        ("ocde", "code"),
        ("Code", "code"),
        ("lives-in", "livesIn"),
        ("hasDepth", "depth"),
        ("two-2", ""),  # another digit is another thing
        ("unlike", ""),
        ("x" * 1000, ""),
    ],
)
def test_the_nearest_known_name_is_found(stores: Stores, iri: str, near: str) -> None:
    """One letter differs, or the words are joined in another way, or a vocabulary has one like it."""
    store = Store()
    store.extend(stores.whole)
    store.load(
        b"<https://data.example/id/depth> a <http://www.w3.org/2002/07/owl#DatatypeProperty> ."
        b"<https://data.example/id/two-1> <https://data.example/id/depth> 1 .",
        RdfFormat.TURTLE,
    )
    space = PREFIXES["ex"]

    assert nearest(store, space + iri, ()).removeprefix(space) == near
