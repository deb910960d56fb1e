"""How much there is, told the same wherever it is told: triples are those of the default graph."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from rdflib import Graph, URIRef
from running import Server
from tests.vocabularies import VOID

from churo.publication import catalogue
from churo.release import building
from churo.site.messages import numbers, words

DEFAULT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
LANGUAGES = ["ja", "en", "zh", "ru"]


def _count(client: httpx.Client, query: str) -> int:
    fields = {"accept": "text/csv"}
    reply = client.get("/sparql", params={"query": query}, headers=fields)
    return int(reply.text.split()[1])


@pytest.fixture(scope="module")
def triples(house_client: httpx.Client) -> int:
    """What a query finds that names no graph."""
    return _count(house_client, DEFAULT)


def test_programs_are_told_what_a_query_finds(
    house_server: Server, house_client: httpx.Client, house_release: Path, triples: int
) -> None:
    """In VoID, in the description of the service and in llms.txt, and by the release itself."""
    void = Graph().parse(f"{house_server.url}/.well-known/void")
    service = Graph().parse(f"{house_server.url}/sparql", format="turtle")
    release = URIRef(f"https://w3id.org/churo/dataset/{house_release.name}")
    default = URIRef(f"{house_server.url}/sparql#default-graph")

    assert void.value(release, VOID.triples).toPython() == triples
    assert service.value(default, VOID.triples).toPython() == triples
    assert f", {triples:,} triples" in house_client.get("/llms.txt").text
    assert catalogue.read_release(house_release).triples == triples


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_told_the_same(
    house_client: httpx.Client, house_release: Path, triples: int, language: str
) -> None:
    """On the first page, on that of the data, and on those of the releases."""
    told, said = words(language), numbers.counted(triples, language)
    graphs = len(catalogue.read_release(house_release).graphs)
    pages = {
        path: house_client.get(f"/{language}/{path}").text
        for path in ("", "data", "dumps/", f"dumps/{house_release.name}/")
    }

    assert told["home_size"].format(triples=said, graphs=graphs) in pages[""]
    assert told["data_whole_lead"].format(number=said) in pages["data"]
    assert f'<td class="number">{said}</td>' in pages["dumps/"]
    distinct = told["dumps_distinct"].format(number=said)
    assert distinct in pages[f"dumps/{house_release.name}/"]


def test_a_triple_of_two_graphs_is_counted_once(dataset: building.Dataset, triples: int) -> None:
    """By the check of the house, too; there are such triples, so that to count quads would show."""
    assert dataset.triples == triples < len(dataset.published)


def test_graphs_beside_the_default_graph_are_counted_as_their_files_are(
    house_server: Server, house_client: httpx.Client, house_release: Path
) -> None:
    """Together, each triple once, by the service as in VoID; all graphs together have the quads."""
    void = Graph().parse(f"{house_server.url}/.well-known/void")
    service = Graph().parse(f"{house_server.url}/sparql", format="turtle")
    beside = URIRef(f"{house_server.url}/sparql#assertion-graphs")
    told = service.value(beside, VOID.triples).toPython()
    release = catalogue.read_release(house_release)
    quads = sum(release.named.values())

    assert told in {count.toPython() for count in void.objects(None, VOID.triples)}
    assert told == release.named_only_triples < sum(release.named_only.values())
    assert _count(house_client, NAMED) == quads
