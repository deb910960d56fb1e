"""No SERVICE reaches the engine, however it is spelled, and no name is taken for one."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from churo.engine.worker.admission import check
from churo.errors import QueryRefused

HEAD = "PREFIX a: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/> PREFIX service: <urn:x> "
DEPTH = 20

# What the engine takes for a SERVICE, by what another reading would hide it in.
SERVICES = {
    "as it is": "SELECT * { SERVICE :a { ?s ?p ?o } }",
    "small letters": "SELECT * { service silent :a { ?s ?p ?o } }",
    "an operator that may begin an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n:a { ?s ?p ?o } }",
    "an operator after a string": "SELECT * { FILTER('a'@en<2)SERVICE#>\n:a { ?s ?p ?o } }",
    "an operator in a list": "SELECT * { FILTER(3 IN (1,2<3))SERVICE#>\n:a { ?s ?p ?o } }",
    "an operator after SELECT": "SELECT * { { SELECT ?x (1<2 AS ?y)#>'''\n{ SERVICE :a {} } #'''\n} }",
    "an operator after ORDER BY": "SELECT * { { SELECT ?x {} ORDER BY ?x (1<2)#>'''\n} SERVICE :a {} #'''\n}",
    "an operator after a triple": "SELECT * { FILTER(<<(:a :b :c)>> <2)#>'''\n SERVICE :a {} #'''\n}",
    "an IRI behind an operator": "SELECT * { FILTER(1<2)#>'''\n FILTER(isTRIPLE(<<(:a :b <urn:x#>)>>)) SERVICE :c {} #'''\n}",
    "behind a number": "SELECT * { ?s ?p 1SERVICE :a {} }",
    "behind a truth": "SELECT * { ?s ?p trueSERVICE:a {} }",
    "before SILENT": "SELECT * { SERVICESILENT<urn:a> { ?s ?p ?o } }",
    "before a name": "SELECT * { SERVICEa:b { ?s ?p ?o } }",
    "before an empty prefix": "SELECT * { SERVICE:b { ?s ?p ?o } }",
    "behind a name with dots": "SELECT * { ?s ?p a:b.c.SERVICE :a {} }",
    "behind an escaped quote": "SELECT * { ?s ?p 'x\\u0027 #' . SERVICE :a {} }",
    "behind an escaped IRI": "SELECT * { ?s ?p 'x\\u0027 #', <urn:\\u0061#> . SERVICE :a {} }",
}  # fmt: skip

NAMES = {
    "in a string": "SELECT * { ?s ?p 'SERVICE :a {}' }",
    "in an IRI": "SELECT * { ?s <urn:SERVICE> <urn:x_(y)service#z> }",
    "in a comment": "SELECT * { ?s ?p ?o } # SERVICE :a {}",
    "a variable": "SELECT ?service { ?service ?p $SERVICE }",
    "a local name": "SELECT * { ?s a:service a:b.service }",
    "a prefix": "SELECT * { ?s service:a service:b }",
    "a graph": "SELECT * FROM NAMED service:g { GRAPH service:g { ?s ?p ?o } }",
    "a language": "SELECT * { ?s ?p 'x'@en-service }",
    "a blank node": "SELECT * { _:service ?p ?o }",
    "behind a mark": "SELECT * { ?s a:\u0e17\u0e35\u0e48service ?o }",
    "behind a joiner": "SELECT * { ?s a:\u0645\u06cc\u200cservice ?o }",
    "behind a point": "SELECT * { ?s a:\u05e9\u05c1\u05b8service ?o }",
    "behind a virama": "SELECT * { ?s a:\u0915\u094dservice ?o }",
    "behind an accent": "SELECT * { ?s a:e\u0301-service ?o }",
    "in comparisons": "SELECT * { ?s ?p ?o FILTER(?s<5&&?o>3 || ?o = 'service') }",
}


def reaches_out(text: str) -> bool:
    """Whether the engine evaluates a query by asking another endpoint."""
    store = Store()
    store.load(b"<urn:s> <urn:p> 1 , true .", format=RdfFormat.TURTLE)
    try:
        found = store.query(text, base_iri="urn:base:")
        if isinstance(found, QuerySolutions):
            list(found)
    except (OSError, RuntimeError) as error:
        return "HTTP" in str(error)
    except SyntaxError:
        return False
    return False


@pytest.mark.parametrize("text", SERVICES.values(), ids=SERVICES)
def test_a_service_is_refused(text: str) -> None:
    """Whatever one of the readings takes for SERVICE is one."""
    with pytest.raises(QueryRefused) as caught:
        check(HEAD + text, DEPTH)

    assert caught.value.kind == "service"


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_name_is_none(text: str) -> None:
    """Words of any script may end, begin or be spelled so; the engine reaches nowhere for them."""
    check(HEAD + text, DEPTH)

    assert not reaches_out(HEAD + text)


def test_the_engine_needs_the_guard() -> None:
    """Its parser takes keywords where the grammar has none: the day it does not, readings can go."""
    found = [reaches_out(HEAD + text) for text in SERVICES.values()]

    assert found.count(True) >= 5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * " + "{" * (DEPTH + 1), "depth"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "update"),
        ("PREFIX a: <urn:a> # SELECT\ndelete where { ?s ?p ?o }", "update"),
    ],
)
def test_others_are_refused(text: str, kind: str) -> None:
    """What nests too deeply, and updates."""
    with pytest.raises(QueryRefused) as caught:
        check(text, DEPTH)

    assert caught.value.kind == kind


@pytest.mark.parametrize(
    "text", ["SELECT * " + "{" * DEPTH, "SELECT * {" + "() " * 300 + "}", "SELECT ?insert {}"]
)
def test_what_is_near_is_let_pass(text: str) -> None:
    """As deep as allowed, many brackets side by side, a variable named like an update."""
    check(text, DEPTH)
