"""A cheap lookup is answered where it is asked, as a worker answers it; nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from churo.engine import lookups as module
from churo.engine.embedded import Embedded
from churo.engine.lookups import LARGEST, MOST, Lookups, LookupsFirst
from churo.engine.scheduling.pending import KnownAnswer
from churo.errors import Abandoned
from churo.model import Limits, Query, Release
from churo.publication import catalogue
from churo.release import building

JSON = "application/sparql-results+json"
FORMATS = (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
LIMITS = Limits(seconds=5, memory=256 << 20, answer=4 << 20, query=1 << 16, depth=100)
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DATA = f"""
<urn:lake> <{LABEL}> "lake"@en <urn:g> .
<urn:lake> <{LABEL}> "lac"@fr <urn:g> .
<urn:lake> <urn:near> <urn:town> <urn:g> .
<urn:lake> <urn:near> <urn:town> <urn:h> .
<urn:town> <urn:code> "T" <urn:g> .
<urn:town> <urn:part> _:square <urn:g> .
<urn:bell> <urn:sound> "\\u0007" <urn:g> .
<urn:book> <urn:text> "{"x" * LARGEST}" <urn:g> .
""" + "".join(f'<urn:hub> <urn:to> "{n}" <urn:g> .\n' for n in range(MOST + 1))
DATA += "".join(f'<urn:shelf> <urn:has> "{n}{"x" * 100}" <urn:g> .\n' for n in range(MOST - 1))
DATA += "".join(f'<urn:pair> <urn:to> "{n}" <urn:g> .\n' for n in range(40))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A little of everything, in two graphs."""
    place = tmp_path_factory.mktemp("lookups")
    (place / "data.nq").write_text(DATA)
    return catalogue.read_release(building.plain([place / "data.nq"], place / "releases"))


def query(text: str, media_type: str | None = JSON) -> Query:
    """A query of a client."""
    return Query(text, "http://x/", media_type, "text/turtle")


CHEAP = {
    "a value": "SELECT ?c { <urn:town> <urn:code> ?c }",
    "what two graphs hold": "SELECT ?o { <urn:lake> <urn:near> ?o }",
    "from one to the next": "SELECT ?o ?c { <urn:lake> <urn:near> ?o . <urn:town> <urn:code> ?c }",
    "everything of a thing": "SELECT ?p ?o { <urn:lake> ?p ?o }",
    "a text": f'SELECT ?p {{ <urn:lake> ?p "lake"@en ; <{LABEL}> "lac"@fr }}',
    "a node without a name": "SELECT ?x { <urn:town> <urn:part> ?x }",
    "the first of some": "SELECT ?p ?o { <urn:pair> ?p ?o } LIMIT 2",
    "one of two": 'SELECT ?x { <urn:lake> <urn:near> ?x ; ?p "lac"@fr } LIMIT 1',
    "a question": "ASK { <urn:lake> <urn:near> <urn:town> }",
    "as many as may be": "SELECT ?p ?q { <urn:lake> ?p ?x ; ?q ?y }",
}


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("text", CHEAP.values(), ids=CHEAP)
def test_the_answer_is_that_of_a_worker(
    lookups: Lookups, workers: Embedded, text: str, media_type: str
) -> None:
    """In every format, byte for byte: pages of one list may come from both."""
    mine, theirs = lookups.answer(query(text, media_type)), workers.ask(query(text, media_type))

    assert mine is not None
    assert b"".join(mine.body.open()) == b"".join(theirs.body.open())
    assert mine._replace(body=None, seconds=0) == theirs._replace(body=None, seconds=0)  # type: ignore[arg-type]


DEAR = {
    "a thing of which much is said": "SELECT ?o { <urn:hub> <urn:to> ?o } LIMIT 1",
    "too many combinations": "SELECT ?x ?y { <urn:pair> ?p ?x ; ?q ?y }",
    "a long answer": "SELECT ?t { <urn:book> <urn:text> ?t }",
    "of a thing with a long text": "SELECT ?p { <urn:book> ?p ?t }",
    "of a thing with many texts": "SELECT DISTINCT ?p { <urn:shelf> ?p ?t }",
    "a thing beside one with a long text": "SELECT ?c { <urn:town> <urn:code> ?c . <urn:book> ?p ?t }",
    "any thing": "SELECT ?s { ?s <urn:code> ?c }",
    "a thing that is not there": "SELECT ?o { <urn:nothing> ?p ?o }",
    "no answer": "SELECT ?o { <urn:lake> <urn:code> ?o }",
    "no": "ASK { <urn:lake> <urn:code> ?o }",
    "labels that multiply rows": f"SELECT ?l {{ <urn:lake> <{LABEL}> ?l }}",
    "a variable that nothing binds": "SELECT ?c ?x { <urn:town> <urn:code> ?c }",
    "a variable of a comment alone": "SELECT ?c ?x { <urn:town> <urn:code> ?c } # ?x",
    "a mistake": "SELECT ?o { <urn:lake> <urn: ?o }",
    "no IRI": "SELECT ?o { <urn:%> <a b> ?o }",
}


@pytest.mark.parametrize("text", DEAR.values(), ids=DEAR)
def test_what_costs_more_or_has_more_to_be_told_is_for_a_worker(
    lookups: Lookups, text: str
) -> None:
    """Which limits it, and explains it."""
    assert lookups.answer(query(text)) is None


@pytest.mark.parametrize(
    "asked",
    [
        query("SELECT ?s { <urn:bell> <urn:sound> ?s }", "application/sparql-results+xml"),
        query(CHEAP["a value"], None),
        query(CHEAP["a value"])._replace(default_graphs=("urn:h",)),
        query(CHEAP["a value"])._replace(named_graphs=("urn:h",)),
    ],
    ids=["what XML cannot hold", "no format", "another default graph", "named graphs"],
)
def test_what_is_asked_in_another_way_is_for_a_worker(lookups: Lookups, asked: Query) -> None:
    """Which tells what is wrong, or sees all graphs."""
    assert lookups.answer(asked) is None


def test_lookups_go_on_while_every_worker_is_busy(release: Release, workers: Embedded) -> None:
    """Nobody waits for a runaway query who does not need what it holds."""
    engine = LookupsFirst(workers)
    engine.load(release)
    busy = engine.begin(query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
    assert busy is not None and not busy.ready()

    found = engine.begin(query(CHEAP["a value"]))
    other = engine.begin(query("SELECT ?s { ?s <urn:code> ?c }"))

    assert isinstance(found, KnownAnswer) and found.ready()
    assert found.finish().rows == 1
    assert other is None
    with pytest.raises(Abandoned):
        busy.stop("abandoned")


def test_a_release_on_disk_is_left_to_the_workers(tmp_path: Path) -> None:
    """A disk may keep who looks waiting, and with them whoever they serve."""
    (tmp_path / "data.nq").write_text("<urn:a> <urn:p> <urn:b> .\n")
    made = building.plain([tmp_path / "data.nq"], tmp_path / "releases", 0)
    engine = LookupsFirst(Embedded(LIMITS, workers=1, queue=1, wait=3))
    engine.load(catalogue.read_release(made))
    try:
        pending = engine.begin(query("SELECT ?o { <urn:a> ?p ?o }"))
        assert pending is not None and not isinstance(pending, KnownAnswer)
        assert pending.ready(5000) and pending.finish().rows == 1
    finally:
        engine.close()


def test_a_graph_that_cannot_be_read_here_is_left_to_the_workers(
    release: Release, workers: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has workers on a new release must not answer from the one before."""
    engine = LookupsFirst(workers)
    engine.load(release)

    def fail(files: object) -> Store:
        raise OSError("gone")

    monkeypatch.setattr(module, "default_graph", fail)
    engine.load(release)

    pending = engine.begin(query(CHEAP["a value"]))
    assert pending is not None and not isinstance(pending, KnownAnswer)
    assert pending.ready(5000) and pending.finish().rows == 1


class Leaving(LookupsFirst):
    """Loads a release on disk whenever somebody has looked whether there are lookups."""

    @property  # type: ignore[override]
    def _lookups(self) -> Lookups | None:
        found, self.__dict__["kept"] = self.__dict__["kept"], None
        return found  # type: ignore[no-any-return]

    @_lookups.setter
    def _lookups(self, lookups: Lookups | None) -> None:
        self.__dict__["kept"] = lookups


def test_a_query_that_comes_while_another_release_is_loaded_is_answered(
    release: Release, workers: Embedded
) -> None:
    """From the one or the other."""
    engine = Leaving(workers)
    engine.load(release)

    assert isinstance(engine.begin(query(CHEAP["a value"])), KnownAnswer)
