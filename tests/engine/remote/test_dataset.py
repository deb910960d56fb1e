"""Whatever a store takes for its default graph, a query reaches the release and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from churo import errors
from churo.engine.remote.dataset import NO_GRAPH, Asked, Layout, asked
from churo.engine.remote.holding import COUNT, COUNT_GRAPHS, COUNT_ONCE, layout_of
from churo.model import Query, Release

A, B, ALL, OTHER = "urn:g:a", "urn:g:b", "urn:g:all", "urn:other"
OWN = Layout((), frozenset({A, B}))
MERGED = Layout((ALL,), frozenset({A, B}), (ALL, OTHER), sees_all=False, sees_each=False)
# As Virtuoso: GRAPH ?g sees what is not named, GRAPH <g> does not.
HALF = replace(MERGED, sees_all=True)
PLAIN = "SELECT * { ?s ?p ?o }"
VARIABLE = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
ONE = f"SELECT * {{ GRAPH <{A}> {{ ?s ?p ?o }} }}"
BOTH = f"SELECT ?s {{ GRAPH <{A}> {{ ?s ?p ?o }} GRAPH ?g {{ ?o ?q ?r }} }}"
FILTERED = f"{{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g NOT IN (<{ALL}>, <{OTHER}>)) }}"


def put(text: str, layout: Layout, **more: object) -> Asked:
    """A query as it is put to a store."""
    return asked(Query(text, "http://base.example/", None, None, **more), layout)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [PLAIN, VARIABLE, ONE, BOTH, f"ASK FROM <{A}> {{ ?s ?p ?o }}"])
def test_a_store_that_has_the_release_alone_is_asked_as_it_stands(text: str) -> None:
    """Its own default graph is the release's."""
    assert put(text, OWN) == Asked(text)


@pytest.mark.parametrize("layout", [MERGED, HALF])
def test_the_default_graph_is_named(layout: Layout) -> None:
    """Where the store's own is another, or none."""
    assert put(PLAIN, layout) == Asked(PLAIN, (ALL,))


def test_a_graph_that_is_named_is_named_to_the_store() -> None:
    """Beside a default graph that is named there are no others (SPARQL 1.1 Protocol §2.1.4)."""
    assert put(ONE, MERGED) == Asked(ONE, (ALL,), (A,))
    assert put(ONE, HALF) == Asked(ONE, (ALL,), (A,))


def test_a_variable_ranges_over_the_graphs_of_the_release() -> None:
    """Not over the graph that has the merge, nor over those of others."""
    text = f"SELECT * {{ {FILTERED} }}"

    assert put(VARIABLE, MERGED) == Asked(text, (ALL,), (A, B))
    assert put(VARIABLE, HALF) == Asked(text, (ALL,))


def test_a_name_beside_a_variable_is_a_variable_for_half_sighted_stores() -> None:
    """To name it to the store would hide the others from the variable."""
    found = put(BOTH, HALF)

    assert found.named is None
    assert f"GRAPH ?churoGraph3 {{ ?s ?p ?o }} FILTER (?churoGraph3 = <{A}>) }}" in found.text


def test_a_graph_of_others_is_empty() -> None:
    """By name, by FROM and by the parameters of the protocol."""
    assert OTHER not in put(f"SELECT * {{ GRAPH <{OTHER}> {{ ?s ?p ?o }} }}", MERGED).text
    assert put(f"ASK FROM <{OTHER}> {{ ?s ?p ?o }}", MERGED).default == (NO_GRAPH,)
    assert put(PLAIN, MERGED, default_graphs=(OTHER,), named_graphs=()).default == (NO_GRAPH,)


def test_the_dataset_of_the_query_wins() -> None:
    """It is put as that of the protocol, without which an empty part would be no part."""
    found = put(f"ASK FROM <{A}> FROM NAMED <{B}> {{ ?s ?p ?o }}", MERGED)

    assert (found.default, found.named) == ((A,), (B,))
    assert "FROM" not in found.text


def test_the_dataset_of_the_protocol_wins_over_that_of_the_query() -> None:
    """FROM goes, which Virtuoso would add (SPARQL 1.1 Protocol §2.1.4)."""
    found = put(f"ASK FROM <{A}> {{ ?s ?p ?o }}", OWN, default_graphs=(B,))

    assert (found.default, found.named) == ((B,), (NO_GRAPH,))
    assert "FROM" not in found.text


def test_relative_iris_are_read_from_our_address() -> None:
    """An engine would take its own."""
    assert put("ASK { <x> ?p ?o }", OWN).text.startswith("BASE <http://base.example/> ASK")
    assert put("ASK { <urn:x> ?p ?o }", OWN).text == "ASK { <urn:x> ?p ?o }"


def test_graphs_stuck_together_are_kept_apart() -> None:
    """What opens one group comes after what closes the one before."""
    text = "ASK { GRAPH ?g { ?s ?p ?o }GRAPH ?h { ?s ?p ?o } }"

    found = put(text, HALF).text

    assert found.count("{") == found.count("}") == 6 - 1
    assert found.index("FILTER (?g") < found.index("GRAPH ?h")


RELEASE = Release(None, "r", "", "", 5, {A: 3, B: 2}, {"urn:n": 1})  # type: ignore[arg-type]
HELD = [(A, "3"), (B, "2"), ("urn:n", "1")]


def layout(
    answers: dict[tuple[str, tuple[str, ...]], int],
    held: list[tuple[str, ...]] = HELD,
    default: str = "",
) -> Layout:
    """The layout that is found of a store with those graphs, and counts of its default graphs."""

    def ask(query: str, graphs: tuple[str, ...]) -> list[tuple[str, ...]]:
        if query == COUNT_GRAPHS:
            return held
        return [(str(answers[query, graphs]),)] if query in (COUNT, COUNT_ONCE) else []

    return layout_of(ask, RELEASE, default)


def test_a_default_graph_of_its_own_is_used() -> None:
    """A merge has no more triples than its parts, and no fewer than one of them."""
    assert layout({(COUNT, ()): 4}).defaults == ()


def test_a_graph_with_the_merge_is_named() -> None:
    """Where one is told."""
    found = layout({(COUNT, (ALL,)): 4}, [*HELD, (ALL, "4")], ALL)

    assert found == Layout((ALL,), frozenset({A, B, "urn:n"}), (ALL,), False, False)


def test_the_parts_are_named_where_they_share_no_triple() -> None:
    """The store's own default graph is the union of all, which asserts what is only said."""
    counts = {(COUNT, ()): 6, (COUNT, (A, B)): 5, (COUNT_ONCE, (A, B)): 5}

    assert layout(counts).defaults == (A, B)


def test_parts_that_share_a_triple_are_no_default_graph() -> None:
    """It would be counted twice; the error says what to do."""
    counts = {(COUNT, ()): 6, (COUNT, (A, B)): 5, (COUNT_ONCE, (A, B)): 4}

    with pytest.raises(errors.EngineFault, match="--default-graph"):
        layout(counts)


@pytest.mark.parametrize("held", [[], [(A, "3")], [(A, "3"), (B, "1"), ("urn:n", "1")]])
def test_a_store_without_the_release_is_refused(held: list[tuple[str, ...]]) -> None:
    """Whole or in part."""
    with pytest.raises(errors.EngineFault, match="does not hold the release"):
        layout({}, held)
