"""Whatever is asked, a lookup is answered as a worker answers it, or left to one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from churo.engine.embedded import Embedded
from churo.engine.lookups import Lookups
from churo.model import Answer, Query, Release
from churo.publication import catalogue
from churo.release import building

SUBJECTS = ("<http://x/a>", "<http://x/b?x>", "<http://x/é>", "<http://x/a/../b>", "<urn:c>")
PROPERTIES = ("<http://x/p>", "<urn:q>", "<http://www.w3.org/2000/01/rdf-schema#label>")
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
TEXTS = ('""', '"x"', '"x"@en', '"X"@zh-Hans', f'"01"^^<{INTEGER}>', '"a,b; c . d"', '"?x"', '"😀"')
MORE = ('"q\\"q"', '"a\\tb\\r\\nc"', '"\\u0007"', "_:one", "_:two")
FORMATS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
HEADER = "PREFIX : <http://x/> PREFIX y: <urn:>\n"

_names = st.sampled_from((*SUBJECTS, ":a", "y:c", "<a>", "<./a>", "x:a", ":b.c", "[]", "?x"))
_verbs = st.sampled_from((*PROPERTIES, "?p", "?x", "$q", "a", "A", ":p", "y:q", "<p>", ":p/:p"))
_values = st.sampled_from(
    (*TEXTS, *SUBJECTS, "?x", "?y", "$z", "1", "'x'", '"""x"""', '"x"@EN', ":a")
)
_space = st.sampled_from((" ", "\n", "\t \r\n"))
_lists = st.lists(_values, min_size=1, max_size=2).map(" , ".join)
_pairs = st.lists(st.tuples(_verbs, _space, _lists).map("".join), min_size=1, max_size=2)
_statements = st.tuples(_names, _space, _pairs.map(" ; ".join)).map("".join)
_patterns = st.lists(_statements, min_size=1, max_size=2).map(" . ".join)
_forms = st.sampled_from(("SELECT *", "SELECT ?x", "select ?x $y", "SELECT DISTINCT ?y", "ASK"))
_ends = st.sampled_from(("", "", " LIMIT 1", " limit 2", " LIMIT 2 OFFSET 1", " # ?x", " LIMIT 0"))
QUERIES = st.tuples(_forms, st.just(" { "), _patterns, st.sampled_from((" }", ".}")), _ends)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Values of every sort, in three graphs that share some."""
    place, chance = tmp_path_factory.mktemp("alike"), random.Random(1)
    values = (*SUBJECTS, *TEXTS, *MORE)
    rows = (
        f"{subject} {chance.choice(PROPERTIES)} {chance.choice(values)} <urn:g{n % 3}> .\n"
        for subject in SUBJECTS
        for n in range(12)
    )
    (place / "data.nq").write_text("".join(rows))
    return catalogue.read_release(building.plain([place / "data.nq"], place / "releases"))


def told(answer: Answer) -> tuple[object, ...]:
    """All that a client learns."""
    return (b"".join(answer.body.open()), *answer._replace(body=None, seconds=0))  # type: ignore[arg-type]


@settings(max_examples=400, deadline=None)
@given(parts=QUERIES, media_type=st.sampled_from(FORMATS))
def test_a_lookup_tells_what_a_worker_tells(
    lookups: Lookups, workers: Embedded, parts: tuple[str, ...], media_type: str
) -> None:
    """The same bytes and notices; a worker never finds a mistake in what was answered here."""
    query = Query(HEADER + "".join(parts), "http://x/sparql", media_type, "text/turtle")

    mine = lookups.answer(query)

    assert mine is None or told(mine) == told(workers.ask(query))
