"""What the benchmarks load and ask: people who know each other, and queries about them."""

from __future__ import annotations

import random
from collections.abc import Iterator

P = "http://example.org/p"
T, KNOWS = "http://example.org/T", "http://example.org/knows"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
XSD = "http://www.w3.org/2001/XMLSchema#"

# Everything is asked without GRAPH; the peers load the same triples into their default graph.
REPEATED = {
    "repeated: one-hop lookup": f"SELECT ?p ?o WHERE {{ <{P}5> ?p ?o }}",
    "repeated: two hops, labels": (
        f"SELECT ?l WHERE {{ <{P}5> <{KNOWS}>/<{KNOWS}> ?x . ?x <{LABEL}> ?l }}"
    ),
    "repeated: 200 rows": f"SELECT ?s ?l WHERE {{ ?s <{LABEL}> ?l }} LIMIT 200",
    "repeated: count by type": "SELECT ?t (COUNT(?s) AS ?n) WHERE { ?s a ?t } GROUP BY ?t",
}
HEAVY = {
    "heavy: group": "SELECT ?t (COUNT(?s) AS ?n) WHERE { ?s a ?t } GROUP BY ?t",
    "heavy: date filter": (
        "SELECT (COUNT(?s) AS ?n) WHERE { ?s <http://example.org/born> ?d "
        f'FILTER (?d >= "1990-01-01"^^<{XSD}date>) }}'
    ),
    "heavy: regex": (
        f"SELECT (COUNT(?s) AS ?n) WHERE {{ ?s <{LABEL}> ?l FILTER REGEX(?l, 'n 7.*3$') }}"
    ),
    "heavy: join": (
        f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a <{T}3> . ?s <{KNOWS}> ?o . ?o a <{T}4> }}"
    ),
    "heavy: optional": (
        f"SELECT (COUNT(?l) AS ?n) WHERE {{ ?s a <{T}3> OPTIONAL {{ ?s <{LABEL}> ?l }} }}"
    ),
    "heavy: two steps of a path": (
        f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a <{T}3> . ?s <{KNOWS}>/<{KNOWS}> ?o }}"
    ),
    "heavy: distinct": f"SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE {{ ?s <{KNOWS}> ?o }}",
    "heavy: ten most known": (
        f"SELECT ?o (COUNT(?s) AS ?n) WHERE {{ ?s <{KNOWS}> ?o }} "
        "GROUP BY ?o ORDER BY DESC(?n) LIMIT 10"
    ),
}
GRAPH = {
    "construct: labels of a class": (
        f"CONSTRUCT {{ ?s <{LABEL}> ?l }} WHERE {{ ?s <{LABEL}> ?l ; a <{T}3> }}"
    ),
}
LARGE = {"large: every label": f"SELECT ?s ?l WHERE {{ ?s <{LABEL}> ?l }}"}
# Which rows a LIMIT leaves, and which of equals come first, is left to the server.
OPEN = ("repeated: 200 rows", "heavy: ten most known")
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DISTINCT = """
local n, seed = 0, os.time() * 1000 + %d
request = function()
  n = n + 1
  local id = (n * 7919 + seed) %% %d
  return wrk.format("GET", "%s?query=SELECT%%20%%3Fp%%20%%3Fo%%20WHERE%%20%%7B%%20%%3C" ..
    "http%%3A%%2F%%2Fexample.org%%2Fp" .. id .. "%%3E%%20%%3Fp%%20%%3Fo%%20%%7D%%23" .. seed + n .. "%s")
end
"""


def triples(number: int) -> Iterator[str]:
    """About ``number`` triples as lines of N-Triples, the same at every call."""
    chance = random.Random(7)
    people = number // 5
    for one in range(people):
        me = f"<{P}{one}>"
        yield f'{me} <{LABEL}> "person {one}"@en .\n'
        yield f"{me} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/T{one % 9}> .\n"
        born = f"{chance.randint(1930, 2010)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield f'{me} <http://example.org/born> "{born}"^^<{XSD}date> .\n'
        for _ in range(2):
            yield f"{me} <http://example.org/knows> <{P}{chance.randrange(people)}> .\n"
