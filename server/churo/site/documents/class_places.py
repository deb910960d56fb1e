"""The neighbours of each class of a vocabulary: wider and narrower classes, and properties from and to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...terms import OWL, RDF, RDFS
from .class_diagram import Link, Place
from .page_model import Reader, Ref

FEW = 8  # properties of a widest class that are drawn with every class below it
CLASSES = frozenset(map(str, (OWL.Class, RDFS.Class)))


class Places:
    """Knows the places of the classes that a document tells of."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._outward: dict[str, list[str]] = defaultdict(list)
        self._inward: dict[str, list[str]] = defaultdict(list)
        self._narrower: dict[str, list[str]] = defaultdict(list)
        for iri in reader.document.terms:
            for end, found in ((RDFS.domain, self._outward), (RDFS.range, self._inward)):
                for other in reader.iris(iri, end):
                    found[other].append(iri)
            if CLASSES & set(reader.iris(iri, RDF.type)):
                for wider in self._wider(iri):
                    self._narrower[wider].append(iri)

    def of(self, iri: str) -> Place:
        """The place of a class; properties of wider classes follow its own, each with whose it is.

        Those of a widest class, which everything has, are counted where there are many.
        """
        return Place(
            self._reader.ref(iri),
            tuple(map(self._reader.ref, self._wider(iri))),
            tuple(self._named(self._narrower[iri])),
            tuple(self._links(iri, self._outward, RDFS.range)),
            tuple(self._links(iri, self._inward, RDFS.domain)),
            tuple((self._reader.ref(owner), self._number(owner)) for owner in self._general(iri)),
        )

    def _number(self, iri: str) -> int:
        return len(self._outward[iri]) + len(self._inward[iri])

    def _general(self, iri: str) -> list[str]:
        """The widest classes of a class that have many properties: those are drawn with them alone."""
        return [
            owner
            for owner in self._upward(iri)[1:]
            if not self._wider(owner) and self._number(owner) > FEW
        ]

    def _links(self, iri: str, found: dict[str, list[str]], end: object) -> Iterator[Link]:
        ref, general = self._reader.ref, self._general(iri)
        for owner in self._upward(iri):
            if owner in general:
                continue
            for property in self._named(found[owner]):
                ends = self._reader.iris(property.iri, end)
                of = None if owner == iri else ref(owner)
                yield Link(property, ref(ends[0]) if ends else None, of)

    def _upward(self, iri: str) -> list[str]:
        """A class with all that are wider, the nearest first."""
        found, edge = [iri], [iri]
        while edge:
            edge = [wider for one in edge for wider in self._wider(one) if wider not in found]
            found += dict.fromkeys(edge)
        return found

    def _wider(self, iri: str) -> list[str]:
        """The classes that a class is a kind of, as far as they are terms with names of their own."""
        wider = self._reader.iris(iri, RDFS.subClassOf)
        return [other for other in wider if other in self._reader.document.terms]

    def _named(self, iris: list[str]) -> list[Ref]:
        return sorted(map(self._reader.ref, iris), key=lambda ref: ref.text)
