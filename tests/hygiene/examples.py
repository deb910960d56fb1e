"""The smallest good dataset and the bad ones: each the good one with and without some quads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from churo.publication import catalogue as catalogues
from churo.publication.catalogue import Catalogue
from churo.publication.checks import PREFIX
from churo.release import building
from churo.release.source import derived_graphs, loading
from churo.release.source.merged_store import merged
from churo.release.source.skolem import skolemise

HERE = Path(__file__).parent
HOUSE = HERE.parents[1]
GRAPH = "https://w3id.org/churo/graph/"
EXAMPLE = f"{GRAPH}example"


@dataclass(frozen=True)
class Bad:
    """A bad example: quads to add and to take out, and the first column of what must be found."""

    extra: frozenset[Quad]
    without: frozenset[Quad]
    finds: frozenset[str]


@cache
def prefixes() -> dict[str, str]:
    """The prefixes of the house."""
    return catalogues.prefixes(HOUSE)


@cache
def catalogue() -> Catalogue:
    """The catalogue of the house, with the example in the place of its documents.

    Graphs that are made of files are listed only; the questions are left out.
    """
    house = catalogues.read(HOUSE)
    documents = {
        graph.iri
        for graph in house.graphs
        if any(file.is_relative_to("data/documents") for file in graph.files)
    }
    kept = [g for g in house.graphs if g.query is None or (HOUSE / g.query).is_file()]
    names = {graph.iri for graph in kept}
    graphs = tuple(
        replace(
            graph,
            iri=EXAMPLE if graph.iri in documents else graph.iri,
            files=(),
            sources=tuple(
                EXAMPLE if iri in documents else iri for iri in graph.sources if iri in names
            ),
        )
        for graph in kept
    )
    return replace(house, graphs=graphs, published=(house.published - documents) | {EXAMPLE})


@cache
def good() -> frozenset[Quad]:
    """What is authored in the good dataset."""
    return frozenset(skolemise(loading.read(HERE / "good.trig"), "good.trig", catalogue().base))


def bad(path: Path) -> Bad:
    """Read a bad example: what is wrong, ``finds``, ``without``, then what is there too."""
    text = path.read_text("utf-8")
    heads = [line[2:].partition(": ") for line in text.splitlines() if line.startswith("# ")]
    declared = "".join(f"{match[0]} .\n" for match in PREFIX.finditer(text))
    names = next(value for key, _, value in heads if key == "finds").split()
    return Bad(
        frozenset(skolemise(loading.read(path), path.name, catalogue().base)),
        frozenset(
            quad
            for key, _, value in heads
            if key == "without"
            for quad in parse(declared + value, RdfFormat.TRIG)
        ),
        frozenset(prefixes()[prefix] + name for prefix, name in (n.split(":") for n in names)),
    )


def store(extra: frozenset[Quad] = frozenset(), without: frozenset[Quad] = frozenset()) -> Store:
    """The good dataset with and without some quads, its layers made by queries/build.

    What is to be taken out is taken out of what is authored and of the layers.
    """
    made = Store()
    made.extend((good() | extra) - without)
    derived_graphs.generate(made, HOUSE, catalogue(), prefixes())
    return merged(*building.parted((quad for quad in made if quad not in without), catalogue()))
