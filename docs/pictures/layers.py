"""Draws the graphs of the catalogue: which is made from which, and where each is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from svg import Box, arrow, picture, text

from churo.publication import catalogue
from churo.publication.catalogue import Catalogue

WIDTH, GAP, COLUMN, TOP = 205, 12, 300, 60
ASSERTIONS = "assertion graphs"
WORDS = {
    "solid": "in the default graph and in dataset.nq",
    "dashed": "reached by name alone, in assertions.nq",
    "dotted": "made to be checked, not published",
}
Sources = Mapping[str, set[str]]


def draw(root: Path) -> str:
    """The picture of a house."""
    house = catalogue.read(root)
    sources = _sources(house, root)
    used = {source for found in sources.values() for source in found}
    alone = [iri for iri in sources if iri not in used and not sources[iri]]
    boxes = _columns(house, {iri: found for iri, found in sources.items() if iri not in alone})
    bottom = max(box.y + box.height for box in boxes.values()) + 40
    parts = [arrow(boxes[s], boxes[iri]) for iri in boxes for s in _nearest(iri, sources)]
    parts.append(text(10, bottom - 10, "Written by hand, with nothing made from them:"))
    for place, iri in enumerate(sorted(alone)):
        x, y = 10 + COLUMN * (place % 4), bottom + 40 * (place // 4)
        boxes[iri] = Box(x, y, WIDTH, (iri.rsplit("/", 1)[-1],), _style(house, iri))
    parts += [box.draw() for box in boxes.values()]
    for number, (style, words) in enumerate(WORDS.items()):
        x = 10 + COLUMN * number
        parts += [Box(x, 10, 18, (" ",), style).draw(), text(x + 26, 28, words)]
    height = max(box.y + box.height for box in boxes.values()) + 10
    return picture("The graphs of churo, and which is made from which", 1130, height, parts)


def _sources(house: Catalogue, root: Path) -> dict[str, set[str]]:
    """What each graph is made from; the graphs inside TriG files count as one."""
    found = {graph.iri: set(graph.sources) for graph in house.graphs}
    found[ASSERTIONS] = set()
    for graph in house.graphs:
        if any(file.suffix == ".trig" for file in graph.files):
            found[ASSERTIONS].add(graph.iri)
        query = root / graph.query if graph.query else None
        if query and query.is_file() and "GRAPH ?assertion" in query.read_text("utf-8"):
            found[graph.iri].add(ASSERTIONS)
    return found


def _columns(house: Catalogue, sources: Sources) -> dict[str, Box]:
    """A box for each graph, in the column after those of its sources, near their height."""
    queries = {graph.iri: graph.query for graph in house.graphs}
    boxes: dict[str, Box] = {}
    for depth in range(1 + max(_depth(iri, sources) for iri in sources)):
        column = [iri for iri in sources if _depth(iri, sources) == depth]
        near = {iri: _mean(boxes[s].y for s in sources[iri]) for iri in column}
        y = TOP
        for iri in sorted(column, key=lambda iri: (near[iri], iri)):
            made = (str(queries[iri]),) if queries.get(iri) else ()
            lines = (iri.rsplit("/", 1)[-1], *made)
            if iri == ASSERTIONS:
                lines = (iri, "one for each assertion")
            boxes[iri] = Box(10 + COLUMN * depth, y, WIDTH, lines, _style(house, iri))
            y += boxes[iri].height + GAP
    return boxes


def _nearest(iri: str, sources: Sources) -> list[str]:
    """The sources that are not also sources of another source."""
    return sorted(s for s in sources[iri] if not any(s in _all(o, sources) for o in sources[iri]))


def _all(iri: str, sources: Sources) -> set[str]:
    return sources[iri].union(*(_all(source, sources) for source in sources[iri]))


def _depth(iri: str, sources: Sources) -> int:
    return 1 + max((_depth(source, sources) for source in sources[iri]), default=-1)


def _mean(values: Iterable[int]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0


def _style(house: Catalogue, iri: str) -> str:
    if iri in house.published:
        return "solid"
    return "dashed" if iri in house.named_only or iri == ASSERTIONS else "dotted"
