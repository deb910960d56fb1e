"""Parts the files of a release by graph, in one pass, each graph into a file of N-Triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, RdfFormat, Triple, parse

HELD = 8 << 20  # bytes of lines that wait to be written
DIGEST = 8  # bytes by which a triple is known that came before


@dataclass
class GraphFile:
    """A graph, its IRI empty for the default graph, with its triples in a file of N-Triples."""

    iri: str
    path: Path
    triples: int = 0
    blank: bool = False

    def parts(self, size: int) -> Iterator[bytes]:
        """The file in parts of about ``size`` bytes; whole where blank nodes join its parts."""
        with self.path.open("rb") as file:
            if self.blank:
                yield file.read()
                return
            while lines := file.readlines(size):
                yield b"".join(lines)


class GraphFiles:
    """Files below a directory, which whoever made it deletes; few bytes are in memory at a time."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._graphs: dict[str, GraphFile] = {}
        self._lines: dict[str, list[bytes]] = defaultdict(list)
        self._held = 0
        self._seen: set[bytes] = set()

    def add(self, file: Path, merged: bool) -> None:
        """Add the N-Quads of a file, to the default graph, too, if they are ``merged`` in it."""
        for quad in parse(path=str(file), format=RdfFormat.N_QUADS):
            line = f"{quad.triple} .\n".encode()
            if not isinstance(quad.graph_name, DefaultGraph):
                self._put(quad.graph_name.value, line, quad.triple)
            if merged or isinstance(quad.graph_name, DefaultGraph):
                digest = blake2b(line, digest_size=DIGEST).digest()
                if digest not in self._seen:
                    self._seen.add(digest)
                    self._put("", line, quad.triple)
        self._write()

    def graphs(self) -> list[GraphFile]:
        """What there is, by IRI."""
        return [self._graphs[iri] for iri in sorted(self._graphs)]

    def _put(self, iri: str, line: bytes, triple: Triple) -> None:
        graph = self._graphs.get(iri)
        if graph is None:
            path = self._directory / f"{len(self._graphs)}.nt"
            graph = self._graphs[iri] = GraphFile(iri, path)
        graph.triples += 1
        graph.blank = graph.blank or _has_blank(triple)
        self._lines[iri].append(line)
        self._held += len(line)
        if self._held > HELD:
            self._write()

    def _write(self) -> None:
        for iri, lines in self._lines.items():
            with self._graphs[iri].path.open("ab") as file:
                file.writelines(lines)
        self._lines.clear()
        self._held = 0


def of(files: Iterable[Path], directory: Path) -> list[GraphFile]:
    """The graphs of a release's files; those of the first are merged in its default graph."""
    made = GraphFiles(directory)
    for number, file in enumerate(files):
        made.add(file, merged=number == 0)
    return made.graphs()


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
